import type { Alert } from '../cases/alert.ts';
import type { DriftCases } from '../cases/drift-deps.ts';
import type { Pool } from '../db/pool.ts';
import type { Vault } from '../db/vault.ts';
import type { PlaidGateway } from '../plaid/gateway.ts';
import type { CaseClient } from '../temporal/case-client.ts';

/** The interfaces through which activities reach PostgreSQL, Plaid, Temporal and the log. */
export type Deps = {
  db: Pool;
  vault: Vault;
  plaid: PlaidGateway;
  cases: DriftCases & Pick<CaseClient, 'microDepositsMoved'>;
  alert: Alert;
  /** Where Plaid sends the webhooks of Link sessions and their Items. */
  webhookUrl: string;
  /** How often a feed looks without a webhook. */
  feedSeconds: number;
  /** How often the feed of an Item's transactions looks without a webhook, once all older ones are there. */
  transactionsSeconds: number;
};

/** Any call to Plaid has had its effect after this time: our calls end after half a minute. */
export const callSeconds = 2 * 60;
