-- Signal's rule sets, and money that waits for the Ledger balance at Plaid.

alter table authorizations
  -- The key of the rule set that we named in the request. Null: Plaid's own choice.
  add column ruleset text,
  -- Plaid's words for the rationale.
  add column description text,
  -- What else Plaid said about the risk, for reviewers: a level, scores and warnings, never personal data.
  add column risk jsonb;

alter table refunds
  -- When to ask Plaid again, because the Ledger did not cover the refund. Null: it does not wait for the Ledger.
  add column try_again_at timestamptz;

-- The open credits, which the relay adds up. Neither column of its condition changes before the case closes.
create index onboardings_open_credits on onboardings (created_at) where open and direction = 'credit';
