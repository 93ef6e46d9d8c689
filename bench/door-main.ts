// The API as `api/main.ts` builds it, but with the bench's signing key in place of Plaid's.
import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { createListener } from '../api/http/app.ts';
import { createHttpServer } from '../api/http/server.ts';
import { createSourceOf } from '../api/http/source-address.ts';
import { createMetrics } from '../api/metrics/metrics.ts';
import { createOutside } from '../api/notify/outside.ts';
import { createPool } from '../db/pool.ts';
import { createVault } from '../db/vault.ts';
import { urlAs } from '../dev/postgres.ts';
import { createPlaid } from '../plaid/client.ts';
import { createVerifier } from '../plaid/signature.ts';
import { createCaseClient } from '../temporal/case-client.ts';
import { connectTemporal } from '../temporal/connect.ts';
import { serve } from './server-process.ts';

const { DATABASE_URL = '', BENCH_PUBLIC_KEY = '' } = process.env;
const jwk = JSON.parse(BENCH_PUBLIC_KEY);

const listener = createListener({
  db: createPool(urlAs(DATABASE_URL, 'gangway_api', false)),
  vault: createVault(`bench:${randomBytes(32).toString('base64')}`),
  verify: createVerifier({ readKey: async () => ({ jwk, expiredAt: null }) }),
  sourceOf: createSourceOf({ sources: null, proxies: [] }),
  plaidEnvironment: 'sandbox',
  log: pino({ base: { part: 'api' } }),
  metrics: createMetrics(),
  pokeRelay: () => {},
  pokeNotifier: () => {},
  // The door calls none of these.
  outside: createOutside({ loopback: false }),
  mailer: null,
  plaid: createPlaid({ clientId: '', secret: '', baseUrl: 'http://127.0.0.1' }),
  cases: createCaseClient(connectTemporal().client),
  webhookUrl: 'http://127.0.0.1/plaid/webhooks',
});
await serve(createHttpServer(listener));
