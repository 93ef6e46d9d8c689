// All activities of the worker, made from the gateways they need.
import type { Pool } from '../db/pool.ts';
import type { Vault } from '../db/vault.ts';
import type { PlaidGateway } from '../plaid/gateway.ts';
import { bankActivities } from './bank.ts';
import type { CaseTeller } from './case-teller.ts';
import { feedActivities } from './feeds.ts';
import { moneyActivities } from './money.ts';
import { peopleActivities } from './people.ts';

export type Gateways = {
  pool: Pool;
  vault: Vault;
  plaid: PlaidGateway;
  cases: CaseTeller;
  /** Where Plaid sends the webhooks of Link sessions and their Items. */
  webhookUrl: string;
  /** How often the feed looks by itself. */
  feedSeconds: number;
};

export function createActivities(gateways: Gateways) {
  return {
    ...bankActivities(gateways),
    ...moneyActivities(gateways),
    ...peopleActivities(gateways),
    ...feedActivities(gateways),
  };
}
