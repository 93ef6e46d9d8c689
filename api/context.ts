// What requests carry and what handlers are given.
import type Koa from 'koa';
import type { Logger } from 'pino';
import type { Pool } from '../db/pool.ts';
import type { Vault } from '../db/vault.ts';
import type { PlaidGateway } from '../plaid/gateway.ts';
import type { Verify } from '../plaid/signature.ts';
import type { Cases } from './cases/cases.ts';
import type { Metrics } from './metrics.ts';
import type { Mailer } from './notify/mailer.ts';
import type { Outside } from './notify/outside.ts';
import type { SourceOf } from './source-address.ts';

export type State = {
  requestId: string;
  /** Set by authentication: whose key it was. */
  tenantId?: string;
  /** And whether it is an operator's. */
  operator?: boolean;
  /** For the log: which case the request was about. */
  onboardingId?: string;
  /** For the log: the pattern of the route, and the code of a refusal. */
  route?: string;
  refused?: string;
};
export type Context = Koa.ParameterizedContext<State> & { params?: Record<string, string> };
export type Next = Koa.Next;

export type Deps = {
  db: Pool;
  vault: Vault;
  plaid: PlaidGateway;
  verify: Verify;
  sourceOf: SourceOf;
  /** Plaid's name for the environment we talk to: webhooks of another one are refused. */
  plaidEnvironment: string;
  cases: Cases;
  log: Logger;
  metrics: Metrics;
  /** Where Plaid sends webhooks: this API's own public address. */
  webhookUrl: string;
  /** There is something for the relay to deliver. */
  pokeRelay: () => void;
  /** How addresses that tenants choose are reached. */
  outside: Outside;
  /** Null: this installation sends no email. */
  mailer: Mailer | null;
  /** There is something for the notifier to send. */
  pokeNotifier: () => void;
};

export type Route = {
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  handle: (ctx: Context) => Promise<void>;
};
