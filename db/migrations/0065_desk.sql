-- Finds the accounts that a person names by their last digits: one in ten thousand.
create index accounts_by_mask on accounts (mask) where mask is not null;

-- The list of a tenant's accounts on hold.
create index account_holds_by_tenant on account_holds (tenant_id, id) where lifted_at is null;

-- The lists of transfers that came back in a period, whose refunds are under way, and that were paid twice.
create index transfers_returned on transfers (returned_at) where returned_at is not null;
create index refunds_under_way on refunds (onboarding_id) where status in ('asked', 'pending', 'posted');
create index refunds_paid_twice on refunds (onboarding_id) where paid_twice_at is not null;
