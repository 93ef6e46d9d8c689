// The API as `api/main.ts` builds it, but with the bench's signing key in place of Plaid's.
import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { createListener } from '../api/http/app.ts';
import { createHttpServer } from '../api/http/server.ts';
import { createSourceOf } from '../api/http/source-address.ts';
import { createLimits } from '../api/limits/limits.ts';
import { createMetrics } from '../api/metrics/metrics.ts';
import { createOutside } from '../api/notify/outside.ts';
import { limitKeys, limitSettings } from '../config/limits.ts';
import { readConfig } from '../config.ts';
import { listenToTimelines } from '../db/case/timeline-listener.ts';
import { createPool } from '../db/pool.ts';
import { createVault } from '../db/vault.ts';
import { urlAs } from '../dev/postgres.ts';
import { createPlaid } from '../plaid/client.ts';
import { createVerifier } from '../plaid/signature.ts';
import { createCaseClient } from '../temporal/case-client.ts';
import { connectTemporal } from '../temporal/connect.ts';
import { serve } from './server-process.ts';

const {
  DATABASE_URL = '',
  BENCH_PUBLIC_KEY = '',
  GANGWAY_VAULT_KEYS = `bench:${randomBytes(32).toString('base64')}`,
  PLAID_BASE_URL = 'http://127.0.0.1',
  BENCH_LIMITS = 'off',
} = process.env;
const jwk = JSON.parse(BENCH_PUBLIC_KEY);

const url = urlAs(DATABASE_URL, 'gangway_api', false);
const db = createPool(url);
const sourceOf = createSourceOf({ sources: null, proxies: [] });
const metrics = createMetrics();
const none = { key: 0, tenant: 0, source: 0, refused: 0, atOnce: 0 };
const settings = BENCH_LIMITS === 'on' ? limitSettings(readConfig({}, limitKeys)) : none;
const listener = createListener({
  db,
  reservedDb: BENCH_LIMITS === 'on' ? createPool(url, { max: 2 }) : db,
  knowsFirstKeys: () => true,
  limits: createLimits({ db, sourceOf, metrics }, settings),
  vault: createVault(GANGWAY_VAULT_KEYS),
  verify: createVerifier({ readKey: async () => ({ jwk, expiredAt: null }) }),
  sourceOf,
  plaidEnvironment: 'sandbox',
  log: pino({ base: { part: 'api' } }),
  metrics,
  tracing: null,
  pokeRelay: () => {},
  pokeNotifier: () => {},
  outside: createOutside({ loopback: false }),
  mailer: null,
  plaid: createPlaid({ clientId: 'simulator-client', secret: 'simulator-secret', baseUrl: PLAID_BASE_URL }),
  cases: createCaseClient(connectTemporal().client),
  timelines: listenToTimelines(url),
  webhookUrl: 'http://127.0.0.1/plaid/webhooks',
});
await serve(createHttpServer(listener));
