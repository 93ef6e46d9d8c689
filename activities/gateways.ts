import type { Pool } from '../db/pool.ts';
import type { Vault } from '../db/vault.ts';
import type { PlaidGateway } from '../plaid/gateway.ts';
import type { CaseTeller } from './case-teller.ts';

/** What the activities reach the outside through. */
export type Gateways = {
  pool: Pool;
  vault: Vault;
  plaid: PlaidGateway;
  cases: CaseTeller;
  /** Something that somebody should look at, in the log. References only. */
  alert: (about: Record<string, string | number | null>, what: string) => void;
  /** Where Plaid sends the webhooks of Link sessions and their Items. */
  webhookUrl: string;
  /** How often a feed looks by itself. */
  feedSeconds: number;
  /** How often the transactions of an Item are looked at without a webhook, once all of its past is there. */
  transactionsSeconds: number;
};

/** Longer than any call to Plaid can take to have its effect: ours give up after half a minute. */
export const callSeconds = 2 * 60;
