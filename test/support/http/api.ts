// The API on a real database and real HTTP, with Plaid and Temporal faked.
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { createCasePages } from '../../../api/case-pages.ts';
import type { Deps } from '../../../api/context.ts';
import { createListener } from '../../../api/http/app.ts';
import type { CallInside } from '../../../api/http/insiders.ts';
import { createHttpServer, drain, listen } from '../../../api/http/server.ts';
import { createSourceOf } from '../../../api/http/source-address.ts';
import { createLimits, type LimitSettings } from '../../../api/limits/limits.ts';
import { createMetrics, type Metrics } from '../../../api/metrics/metrics.ts';
import { createNotifier, type Notifier } from '../../../api/notify/notifier.ts';
import { createOutside } from '../../../api/notify/outside.ts';
import { createRelay, type Relay } from '../../../api/relay.ts';
import type { Retention } from '../../../api/retention.ts';
import type { SignedIn } from '../../../console/desk/mount.tsx';
import { createPages } from '../../../console/pages.tsx';
import type { Provider } from '../../../console/sign-in/provider.ts';
import { listenToTimelines } from '../../../db/case/timeline-listener.ts';
import type { Pool } from '../../../db/pool.ts';
import { registerAddress } from '../../../db/tenant-addresses.ts';
import { ensureTenant, storeApiKey } from '../../../db/tenants.ts';
import { checkAnswer } from '../../../dev/openapi/check-answer.ts';
import { allTenantScopes, type Scope } from '../../../domain/scopes.ts';
import { createCaseClient } from '../../../temporal/case-client.ts';
import { testVault } from '../cases/stored-case.ts';
import { poolAs } from '../database/pool-as.ts';
import { type FakePlaid, fakePlaid } from '../plaid/fake-plaid.ts';
import { type FakeTemporal, fakeTemporal } from '../temporal/fake-temporal.ts';

export type Answer = {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look at whatever came
  body: any;
};
export type Send = {
  key?: string;
  idempotencyKey?: string;
  headers?: Record<string, string>;
  /** Sent as JSON. A string is sent as it is. */
  body?: unknown;
};

export type TestApi = {
  address: string;
  key: string;
  temporal: FakeTemporal;
  plaid: FakePlaid;
  relay: Relay;
  notifier: Notifier;
  metrics: Metrics;
  /** All log lines. */
  logs: string[];
  send(method: string, path: string, send?: Send): Promise<Answer>;
  /** Calls the API as its pages do. */
  callInside: CallInside;
  stop(): Promise<void>;
};

/** The defaults of the settings. */
export const aRetention: Retention = {
  ...{ inboxDays: 30, failedInboxDays: 90, idempotencyDays: 400, applicantDays: 730, unfundedDays: 180 },
  auditDays: 2_557,
};

export async function startApi(
  pool: Pool,
  parts: { temporal?: FakeTemporal; plaid?: FakePlaid; key?: string } & Partial<
    Pick<
      Deps,
      | 'vault'
      | 'verify'
      | 'knowsFirstKeys'
      | 'sourceOf'
      | 'outside'
      | 'mailer'
      | 'plaidEnvironment'
      | 'webhookUrl'
      | 'cases'
    > & {
      clock: () => Date;
      signedIn: SignedIn;
      limits: Partial<LimitSettings>;
      provider: Provider;
    }
  > = {},
): Promise<TestApi> {
  const temporal = parts.temporal ?? fakeTemporal();
  const plaid = parts.plaid ?? fakePlaid();
  const logs: string[] = [];
  const metrics = createMetrics();
  const sourceOf = parts.sourceOf ?? createSourceOf({ sources: null, proxies: [] });
  const db = poolAs(pool, 'gangway_api');
  const limits = createLimits({ db, sourceOf, metrics }, { ...noLimits, ...parts.limits });
  const deps = {
    db,
    reservedDb: db,
    knowsFirstKeys: parts.knowsFirstKeys ?? (() => true),
    limits,
    vault: parts.vault ?? testVault,
    plaid: plaid.gateway,
    plaidEnvironment: parts.plaidEnvironment ?? 'sandbox',
    verify: parts.verify ?? (async () => ({ ok: false as const, reason: 'no_header' as const })),
    sourceOf,
    cases: parts.cases ?? createCaseClient(temporal.client),
    timelines: listenToTimelines(pool.options?.connectionString ?? ''),
    log: pino({ level: 'debug' }, { write: (line: string) => void logs.push(line) }),
    metrics,
    tracing: null,
    webhookUrl: parts.webhookUrl ?? 'https://gangway.example/plaid/webhooks',
    outside: parts.outside ?? createOutside({ loopback: true }),
    mailer: parts.mailer ?? null,
  };
  const relay = createRelay({ ...deps, retention: aRetention });
  const notifier = createNotifier({ ...deps, notificationDays: 90, ...(parts.clock && { clock: parts.clock }) });
  const pokes = { pokeRelay: relay.poke, pokeNotifier: notifier.poke };
  let callInside: CallInside | undefined;
  const listener = createListener({ ...deps, ...pokes }, (callApi) => {
    callInside = callApi;
    const pages = {
      ...deps,
      caseInTemporal,
      callApi,
      casePages: createCasePages(deps),
      provider: parts.provider ?? null,
    };
    return createPages(pages, parts.signedIn);
  });
  const server = createHttpServer(listener);
  await listen(server, 0, '127.0.0.1', 'port');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const key = parts.key ?? (await storedKey(pool, 'default'));
  return {
    address,
    key,
    temporal,
    plaid,
    relay,
    notifier,
    logs,
    metrics: deps.metrics,
    send: sender(address, key),
    callInside: callInside as CallInside,
    async stop() {
      await deps.timelines.close();
      await drain(server);
    },
  };
}

const caseInTemporal = (id: string) => `http://temporal.example/${id}`;

const noLimits: LimitSettings = { key: 0, tenant: 0, source: 0, refused: 0, atOnce: 0 };

function sender(address: string, ownKey: string): TestApi['send'] {
  return async (method, path, { key = ownKey, idempotencyKey, headers, body } = {}) => {
    const response = await fetch(`${address}${path}`, {
      method,
      headers: {
        ...(key && { Authorization: `Bearer ${key}` }),
        ...(idempotencyKey && { 'Idempotency-Key': idempotencyKey }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const time = /"\d{4}-\d\d-\d\dT[^"Z]*"/.exec(text);
    if (time) throw new Error(`an answer writes ${time[0]}: times are in UTC with a Z`);
    const json = response.headers.get('content-type')?.includes('json');
    const answer = { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text };
    checkAnswer({ method, path, contentType: response.headers.get('content-type'), ...answer });
    return answer;
  };
}

/** Creates an API key of the tenant, or an operator's. */
export async function storedKey(
  pool: Pool,
  tenantId: string | null,
  scopes: Scope[] = tenantId === null ? ['operator'] : allTenantScopes,
): Promise<string> {
  const id = randomBytes(4).toString('hex');
  const secret = randomBytes(32).toString('base64url');
  if (tenantId !== null) await ensureTenant(pool, { id: tenantId, name: tenantId });
  const secretHash = createHash('sha256').update(secret).digest();
  await storeApiKey(pool, { id, tenantId, secretHash, name: 'Test', scopes });
  return `gw_${id}_${secret}`;
}

/** Registers an address to which the tenant's applicants may return. */
export const registered = (pool: Pool, address: string, tenantId = 'default') =>
  registerAddress(pool, tenantId, { use: 'return', address });

/** Creates a case over HTTP. Returns its id. */
export async function createdCase(api: TestApi, userId = 'user-1'): Promise<string> {
  const body = { ...aRequest(), user_id: userId };
  return (await api.send('POST', '/v1/onboardings', { idempotencyKey: randomUUID(), body })).body.id;
}

/** A request that creates an onboarding, with every optional part. */
export function aRequest() {
  return {
    user_id: 'user-1',
    applicant: {
      legal_name: 'Canary Zweistein',
      email: 'canary.zweistein@example.com',
      phone: '+14155550199',
      address: { street: '99 Canary Lane', city: 'Springfield', region: 'IL', postal_code: '62701', country: 'US' },
    },
    funding: { rail: 'ach', direction: 'debit', amount: '25.00' },
  };
}
