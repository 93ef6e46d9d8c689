// The dependencies of the API's handlers.
import type { Logger } from 'pino';
import type { Pool } from '../db/pool.ts';
import type { Vault } from '../db/vault.ts';
import type { PlaidGateway } from '../plaid/gateway.ts';
import type { Verify } from '../plaid/signature.ts';
import type { CaseClient } from '../temporal/case-client.ts';
import type { SourceOf } from './http/source-address.ts';
import type { Metrics } from './metrics/metrics.ts';
import type { Mailer } from './notify/mailer.ts';
import type { Outside } from './notify/outside.ts';

export type Deps = {
  db: Pool;
  vault: Vault;
  plaid: PlaidGateway;
  verify: Verify;
  sourceOf: SourceOf;
  /** Plaid's name for our environment. The door refuses webhooks of another one. */
  plaidEnvironment: string;
  cases: CaseClient;
  log: Logger;
  metrics: Metrics;
  /** The address to which Plaid sends webhooks: this API's own public address. */
  webhookUrl: string;
  /** Wakes the relay, because there is something to deliver. */
  pokeRelay: () => void;
  /** The only way to addresses that tenants choose. */
  outside: Outside;
  /** Null: this installation sends no email. */
  mailer: Mailer | null;
  /** Wakes the notifier, because there is something to send. */
  pokeNotifier: () => void;
};

export type { Handler } from './http/operation.ts';
