-- The proofs with which a debit can be defended if the owner of the account disputes it.
create table authorization_proofs (
  transfer_id text primary key references transfers,
  onboarding_id text not null references onboardings,
  -- Not the applicant's key, because the proof outlives their erasure. Deleting the key deletes the proof.
  data_key_id text not null unique references data_keys on delete cascade,
  -- JSON: domain/transfers/authorization-proof.ts.
  proof_sealed bytea not null,
  created_at timestamptz not null default now()
);
create index authorization_proofs_by_case on authorization_proofs (onboarding_id);
create index authorization_proofs_by_age on authorization_proofs (created_at);
