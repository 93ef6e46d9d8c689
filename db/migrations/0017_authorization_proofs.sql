-- What a debit can be answered for with, should its owner dispute it.
create table authorization_proofs (
  transfer_id text primary key references transfers,
  onboarding_id text not null references onboardings,
  -- Not the person's: who is erased is still answered for. Deleting the key deletes the proof.
  data_key_id text not null unique references data_keys on delete cascade,
  -- JSON: domain/authorization-proof.ts.
  proof_sealed bytea not null,
  created_at timestamptz not null default now()
);
create index authorization_proofs_by_case on authorization_proofs (onboarding_id);
create index authorization_proofs_by_age on authorization_proofs (created_at);
