-- The verification of applicants by Plaid before they link, if the tenant asks for it.

alter table onboardings
  drop constraint onboardings_stage_check,
  add constraint onboardings_stage_check check (stage in ('starting', 'awaiting_identity_verification',
    'awaiting_link', 'verifying_account', 'awaiting_micro_deposits', 'matching_identity', 'in_review',
    'repairing_link', 'authorizing', 'transferring', 'watching_returns', 'closed'));

create table identity_verifications (
  id text primary key, -- Plaid's id of one attempt
  onboarding_id text not null references onboardings,
  -- Plaid's word; an open list.
  status text not null,
  -- The page on which Plaid verifies the applicant. It works for any reader who has the address.
  url_sealed bytea,
  created_at timestamptz not null default now()
);
create index identity_verifications_by_case on identity_verifications (onboarding_id, created_at desc);

alter table webhooks
  -- True once its change of an Item is committed. Only then is the case signalled, because the case reads the record.
  add column recorded boolean not null default false;
