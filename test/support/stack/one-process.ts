// The whole of Gangway in this process, on a real database, a real Temporal and the simulated bank over HTTP. Each
// command of a tenant and each try of an activity is a process of its own, which a test can kill at any of its effects.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { ApplicationFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { pino } from 'pino';
import type { Deps } from '../../../activities/deps.ts';
import { createActivities } from '../../../activities/index.ts';
import { tenantOf } from '../../../db/case/tenant-of.ts';
import type { Pool } from '../../../db/pool.ts';
import { apiClient, caller, type World } from '../../../dev/demo/call.ts';
import type { TimeTravel } from '../../../dev/time-travel.ts';
import { createPlaid } from '../../../plaid/client.ts';
import { createVerifier } from '../../../plaid/signature.ts';
import { startSimulator } from '../../../simulator/server.ts';
import { type CaseClient, createCaseClient } from '../../../temporal/case-client.ts';
import { failureInterceptor } from '../../../worker/failures.ts';
import { testVault } from '../cases/stored-case.ts';
import { freshDatabase } from '../database/database.ts';
import { gatewayOf, type Life, poolOf } from '../database/dying-pool.ts';
import { poolAs } from '../database/pool-as.ts';
import { startApi, storedKey } from '../http/api.ts';
import { fakePlaid } from '../plaid/fake-plaid.ts';
import { type FakeActivities, withWorkerOnOwnServer } from '../temporal/temporal.ts';

/** The work of one process: an activity, or a command such as `POST review`. `user`: whose case it is about. */
export type Work = { what: string; user: string };
type Hooks = {
  /** Returns the life of the process that does this work. */
  lifeFor: (work: Work) => Life;
  /** Gets each webhook of the bank, and returns the status of the answer. Default: delivers it. */
  onWebhook?: (deliver: () => Promise<number>, body: string) => Promise<number>;
};
export type OneProcess = { pool: Pool; world: World; travel: TimeTravel };

/** The last effect of each process: the result reaches Temporal, or the answer reaches the tenant. */
export const resultLeaves = 'the result leaves';

/** Each call has a bank and a database of its own, because the record knows how far it has read the bank's events. */
export async function inOneProcess(hooks: Hooks, work: (gangway: OneProcess) => Promise<void>): Promise<void> {
  const { pool, drop } = await freshDatabase();
  const credentials = { clientId: 'client', secret: 'secret' };
  const silent = { info: () => {}, error: () => {} };
  const simulator = await startSimulator({ host: '127.0.0.1', port: 0, file: null, credentials, log: silent });
  const front = createServer().listen(0, '127.0.0.1');
  await once(front, 'listening');
  const origin = `http://127.0.0.1:${(front.address() as AddressInfo).port}`;
  const webhookUrl = `${origin}/plaid/webhooks`;
  simulator.world.state.webhooks.dashboardUrl = webhookUrl;
  const plaid = createPlaid({ ...credentials, baseUrl: simulator.origin });

  // The client of Temporal exists once its server runs.
  const parts = { db: pool, plaid, webhookUrl } as Parts;
  const drive = async (env: TestWorkflowEnvironment) => {
    parts.cases = createCaseClient(env.client);
    const key = await storedKey(pool, 'default');
    const verify = createVerifier({ readKey: plaid.readWebhookKey });
    const start: StartApi = ({ db, cases, ...own }) =>
      startApi(db, { key, webhookUrl, verify, cases, plaid: { ...fakePlaid(), gateway: own.plaid } });
    const api = await start(parts);
    front.on('request', serve(parts, hooks, start, api.address));
    const stopping = new AbortController();
    const relay = api.relay.run(stopping.signal);
    const silence = () => {};
    const world = {
      api: apiClient(origin, key, silence),
      simulator: caller('the simulator', simulator.origin, {}, silence),
      report: silence,
    };
    const temporal = { connection: env.connection, namespace: 'default' };
    try {
      await work({ pool, world, travel: { simulator: simulator.origin, temporal } });
    } finally {
      stopping.abort();
      await relay;
      await api.stop();
    }
  };
  try {
    const more = { hangsAfterSeconds: 4 * 3600, activityInterceptors: [interceptor(pool)] };
    await withWorkerOnOwnServer(activitiesOf(parts, hooks), drive, more);
  } finally {
    front.close();
    front.closeAllConnections();
    await simulator.stop();
    await drop();
  }
}

type Parts = Pick<Deps, 'db' | 'plaid' | 'webhookUrl'> & { cases: CaseClient };
type StartApi = (parts: Parts) => ReturnType<typeof startApi>;

/** The parts, as a process with this life reaches them. */
const mortal = (life: Life, { db, plaid, cases, ...rest }: Parts): Parts => ({
  ...rest,
  db: poolOf(life, db),
  plaid: gatewayOf(life, 'Plaid', plaid),
  cases: gatewayOf(life, 'Temporal', cases),
});

/** The worker's own, which passes by what no living worker could report. */
function interceptor(pool: Pool): ActivityInterceptorsFactory {
  const ofWorker = failureInterceptor(pino({ level: 'silent' }), (id) => tenantOf(pool, 'case', id));
  return (context) => {
    const { inbound } = ofWorker(context);
    return {
      inbound: {
        async execute(input, next) {
          let death: unknown;
          const watched: typeof next = (given) =>
            next(given).catch((error: unknown) => {
              if (error instanceof ApplicationFailure && error.type === killed) death = error;
              throw error;
            });
          return inbound?.execute?.(input, watched).catch((error: unknown) => Promise.reject(death ?? error));
        },
      },
    };
  };
}

const killed = 'killed';
/** Temporal tries an activity again when its worker has died: here at once, in production after its timeout. */
const died = (what: string) =>
  ApplicationFailure.create({ message: `the worker died during ${what}`, type: killed, nextRetryDelay: '50 ms' });

function activitiesOf(parts: Parts, { lifeFor }: Hooks): FakeActivities {
  const userOf = usersOf(parts.db);
  const db = poolAs(parts.db, 'gangway_worker');
  const settings = { vault: testVault, alert: () => {}, feedSeconds: 2, transactionsSeconds: 86_400 };
  const names = Object.keys(createActivities({ ...parts, ...settings, db })) as (keyof FakeActivities)[];
  const run = (what: keyof FakeActivities) => async (at: never) => {
    const { onboardingId } = at as { onboardingId?: string };
    const life = lifeFor({ what, user: onboardingId ? await userOf(onboardingId) : '' });
    const own = createActivities({ ...mortal(life, { ...parts, db }), ...settings });
    try {
      const result = await own[what](at);
      return await life.through(resultLeaves, async () => result);
    } catch (error) {
      throw life.diedAt === null ? error : died(what);
    }
  };
  return Object.fromEntries(names.map((name) => [name, run(name)]));
}

/** Returns the server before the API, which gives each command to an API of its own. */
function serve(parts: Parts, { lifeFor, onWebhook = (deliver) => deliver() }: Hooks, start: StartApi, healthy: string) {
  const userOf = usersOf(parts.db);
  const db = poolAs(parts.db, 'gangway_api');

  async function command(request: IncomingMessage, body: string): Promise<Response | null> {
    const [, , , id, ...verb] = new URL(request.url ?? '', healthy).pathname.split('/');
    const user = id ? await userOf(id) : JSON.parse(body || '{}').user_id;
    const life = lifeFor({ what: [request.method, ...verb].join(' '), user });
    const api = await start(mortal(life, { ...parts, db }));
    const answer = await pass(api.address, request, body).catch(() => null);
    const sent = await life.through(resultLeaves, async () => answer).catch(() => null);
    await api.stop();
    // The turn of the dead process under this key ends by itself after a while.
    const key = request.headers['idempotency-key'];
    if (!sent) await parts.db.query('update idempotency_keys set locked_until = now() where key = $1', [key]);
    return sent;
  }
  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    if (request.url === '/plaid/webhooks') {
      const deliver = async () => (await pass(healthy, request, body)).status;
      response.writeHead(await onWebhook(deliver, body)).end();
      return;
    }
    const answer = await (request.method === 'GET' ? pass(healthy, request, body) : command(request, body));
    if (!answer) return void request.socket.destroy();
    const headers = Object.fromEntries([...answer.headers].filter(([name]) => passed.has(name)));
    response.writeHead(answer.status, headers).end(await answer.text());
  }
  return (request: IncomingMessage, response: ServerResponse) => {
    respond(request, response).catch(() => request.socket.destroy());
  };
}

const passed = new Set(['content-type', 'retry-after', 'idempotency-key', 'plaid-verification', 'authorization']);

function pass(to: string, { url, method = 'GET', headers }: IncomingMessage, body: string): Promise<Response> {
  const own = Object.entries(headers).filter(([name]) => passed.has(name)) as [string, string][];
  return fetch(`${to}${url}`, { method, headers: own, ...(body && { body }) });
}

/** Returns whose case this is. Empty if it is none. */
function usersOf(pool: Pool): (id: string) => Promise<string> {
  const known = new Map<string, string>();
  return async (id) => {
    const sql = 'select user_id from onboardings where id = $1';
    const { rows } = known.has(id) ? { rows: [] } : await pool.query<{ user_id: string }>(sql, [id]);
    const [row] = rows;
    if (row) known.set(id, row.user_id);
    return known.get(id) ?? '';
  };
}
