// The dependencies of the API's handlers.
import type { Logger } from 'pino';
import type { TimelineListener } from '../db/case/timeline-listener.ts';
import type { Pool } from '../db/pool.ts';
import type { Vault } from '../db/vault.ts';
import type { PlaidGateway } from '../plaid/gateway.ts';
import type { Verify } from '../plaid/signature.ts';
import type { Tracing } from '../telemetry/tracing.ts';
import type { CaseClient } from '../temporal/case-client.ts';
import type { SourceOf } from './http/source-address.ts';
import type { Limits } from './limits/limits.ts';
import type { Metrics } from './metrics/metrics.ts';
import type { Mailer } from './notify/mailer.ts';
import type { Outside } from './notify/outside.ts';

export type Deps = {
  db: Pool;
  /** Connections for Plaid's webhooks and for readiness, so that no request of a tenant keeps these waiting. */
  reservedDb: Pool;
  /** True once the first keys are stored (bootstrap.ts). Until then their requests would get 401. */
  knowsFirstKeys: () => boolean;
  limits: Limits;
  vault: Vault;
  plaid: PlaidGateway;
  verify: Verify;
  sourceOf: SourceOf;
  /** Plaid's name for our environment. The door refuses webhooks of another one. */
  plaidEnvironment: string;
  cases: CaseClient;
  /** Says when a case has new events. */
  timelines: TimelineListener;
  log: Logger;
  metrics: Metrics;
  /** Null: off. */
  tracing: Tracing | null;
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
