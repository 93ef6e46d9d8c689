-- People whom Plaid verifies before they link, where the product asks for it.

alter table onboardings
  drop constraint onboardings_stage_check,
  add constraint onboardings_stage_check check (stage in ('starting', 'awaiting_identity_verification',
    'awaiting_link', 'verifying_account', 'awaiting_micro_deposits', 'matching_identity', 'in_review',
    'repairing_link', 'authorizing', 'transferring', 'watching_returns', 'closed'));

create table identity_verifications (
  id text primary key, -- Plaid's, of one attempt
  onboarding_id text not null references onboardings,
  -- Plaid's word; an open list.
  status text not null,
  -- The page on which the person is verified. Whoever has it can go through it.
  url_sealed bytea,
  created_at timestamptz not null default now()
);
create index identity_verifications_by_case on identity_verifications (onboarding_id, created_at desc);

alter table webhooks
  -- What it says of an Item is on record, committed: only then is the case told, because it reads the record.
  add column recorded boolean not null default false;
