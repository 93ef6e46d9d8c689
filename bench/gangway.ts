// Gangway as the bench drives it: API, worker and simulator as `npm run dev` starts them, on the bench's own servers.
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { readConfig } from '../config.ts';
import { createPool, type Pool } from '../db/pool.ts';
import { type Call, caller } from '../dev/demo/call.ts';
import { eachOf } from '../dev/each-of.ts';
import { freePort } from '../dev/ports.ts';
import { postJson } from '../dev/post-json.ts';
import type { Report } from '../dev/report.ts';
import { prepareStack } from '../dev/stack.ts';
import { type Addresses, stackSettings } from '../dev/stack-plan.ts';
import { advance } from '../dev/time-travel.ts';
import { until } from '../dev/until.ts';
import type { Servers } from './servers.ts';

export type Gangway = {
  pids: { worker: number; API: number; simulator: number };
  db: Pool;
  temporal: Client;
  api: Call;
  addresses: Addresses;
  /** The environment from which the stack was planned. */
  env: NodeJS.ProcessEnv;
  /** Takes so many onboardings from the tenant's request until the money has arrived. Returns the latencies. */
  onboard(round: string, count: number, atOnce: number, how?: How): Promise<Onboarded>;
  /** Pays out once more on the account of each onboarding of the round, until the money has arrived. */
  payAgain(round: string, ids: string[], atOnce: number): Promise<void>;
  /** Jumps over the return window of all cases. Resolves when none of the round is open. */
  finish(round: string): Promise<void>;
  stop(): Promise<void>;
};
export const steps = ['created', 'sent to the bank', 'posted', 'funded', 'asleep'] as const;
export type Step = (typeof steps)[number];
/** `api`: instead of the stack's own API. `reached`: called when all onboardings of the round have come so far. */
export type How = { api?: Call; reached?: (step: Step) => void };
/** From the moment when the applicant finishes Link until the transfer is on record, in milliseconds each. */
export type Onboarded = { ids: string[]; transferAfterMs: number[] };

const patienceSeconds = 600;
/** After this pause, the last workflow tasks and reports of a round are over. */
const settleMs = 1_000;
const beyondReturnsSeconds = 100 * 86_400;

/** `more`: settings beside those that every bench has. */
export async function startGangway(
  home: string,
  servers: Servers,
  report: Report,
  more: NodeJS.ProcessEnv = {},
): Promise<Gangway> {
  const env = { ...(await settings(home, servers)), ...more };
  const stack = await prepareStack(readConfig(env, stackSettings), env, report, entryArgs);
  await stack.start().catch(async (error: unknown) => {
    await stack.stop();
    throw error;
  });
  const { api, api_key, plaid } = stack.addresses;
  const { pids } = JSON.parse(await readFile(stack.note, 'utf8')) as { pids: Record<string, number> };
  const db = createPool(servers.database);
  const connection = Connection.lazy({ address: servers.temporal.address });
  const temporal = new Client({ connection });
  const parties: Parties = {
    api: caller('the API', api, { authorization: `Bearer ${api_key}` }, report),
    bank: (path, body) => postJson(`${plaid}/simulator/${path}`, body),
    db,
    temporal,
  };
  // To noon: see `onboard`.
  await parties.bank('clock', { banking_days: 1 });
  return {
    pids: { worker: pids.worker ?? 0, API: pids.api ?? 0, simulator: pids.simulator ?? 0 },
    db,
    temporal,
    api: parties.api,
    addresses: stack.addresses,
    env,
    onboard: (round, count, atOnce, { api = parties.api, reached } = {}) =>
      onboard({ ...parties, api, reached }, round, count, atOnce),
    payAgain: (round, ids, atOnce) => payAgain(parties, round, ids, atOnce),
    finish: async (round) => {
      const travel = { simulator: plaid, temporal: { connection, namespace: 'default' } };
      await advance(travel, { seconds: beyondReturnsSeconds });
      await running(temporal, `GangwayUserId STARTS_WITH "${round}-"`, 0);
    },
    stop: async () => {
      await Promise.all([db.end(), connection.close()]);
      await stack.stop();
    },
  };
}

/** As the bench itself: from the sources, and with `--cpu-prof` if the bench has it. */
export const entryArgs = (entry: string) => [
  ...process.execArgv,
  fileURLToPath(new URL(`../${entry}`, import.meta.url)),
];

/** Without the developer's own settings, so that every run measures the defaults. */
async function settings(home: string, { temporal, database }: Servers): Promise<NodeJS.ProcessEnv> {
  const foreign = /^(GANGWAY_|PLAID_|TEMPORAL_|DATABASE_URL$)/;
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name))),
    GANGWAY_HOME: home,
    GANGWAY_API_PORT: `${await freePort()}`,
    GANGWAY_SIMULATOR_PORT: `${await freePort()}`,
    GANGWAY_CLOCK_PORT: `${await freePort()}`,
    GANGWAY_OIDC_PORT: `${await freePort()}`,
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: 'default',
    DATABASE_URL: database,
    // Production's default. Development looks for lost webhooks every ten seconds.
    GANGWAY_FEED_SECONDS: '900',
  };
}

type Parties = {
  api: Call;
  bank: (path: string, body: object) => Promise<unknown>;
  db: Pool;
  temporal: Client;
  reached?: How['reached'];
};

async function onboard(parties: Parties, round: string, count: number, atOnce: number): Promise<Onboarded> {
  const { api, bank, db, temporal, reached = () => {} } = parties;
  const ids: string[] = [];
  const users = Array.from({ length: count }, (_, number) => `${round}-${number}`);
  await eachOf(users, atOnce, async (user) => void ids.push(await create(api, user)));
  reached('created');
  const finished = new Map<string, number>();
  await eachOf(ids, atOnce, async (id) => {
    finished.set(id, Date.now());
    await bank('link', { client_user_id: id, username: 'user_good' });
    // At rest, one applicant at a time.
    if (atOnce === 1) await recorded(db, 'sent to the bank', [id], 'transfers where onboarding_id = any($1)');
  });
  await arrived(parties, ids);
  await asleep(temporal, round, count);
  reached('asleep');
  const { rows } = await db.query<{ id: string; at: Date }>(
    `select onboarding_id as id, min(at) as at from timeline
     where onboarding_id = any($1) and what = 'transferring' group by onboarding_id`,
    [ids],
  );
  return { ids, transferAfterMs: rows.map(({ id, at }) => at.getTime() - (finished.get(id) ?? Number.NaN)) };
}

async function payAgain(parties: Parties, round: string, ids: string[], atOnce: number): Promise<void> {
  const { api, db, temporal } = parties;
  const { rows } = await db.query<{ id: string }>(
    'select l.id from linked_accounts l join accounts a on a.id = l.account_id where a.onboarding_id = any($1)',
    [ids],
  );
  const made: string[] = [];
  await eachOf(rows, atOnce, async ({ id }) => {
    const path = `/v1/accounts/${id}/transfers`;
    const { status, body } = await api('POST', path, { direction: 'credit', amount: '12.50' }, `${round}-${id}`);
    if (status !== 201) throw new Error(`A transfer was refused: ${JSON.stringify(body)}`);
    made.push((body as { id: string }).id);
  });
  await arrived(parties, made);
  // The onboardings of the round sleep beside them, under the same users.
  await asleep(temporal, round, ids.length + made.length);
}

/** Waits until the money of these cases is at the bank, and lets the days pass until it has arrived. */
async function arrived({ bank, db, reached = () => {} }: Parties, ids: string[]): Promise<void> {
  await recorded(db, 'sent to the bank', ids, 'transfers where onboarding_id = any($1)');
  reached('sent to the bank');
  // The bank stands at noon. Transfers leave it in the evening and arrive by noon of the next banking day.
  await bank('clock', { seconds: 9 * 3600 });
  await recorded(db, 'posted', ids, `transfers where onboarding_id = any($1) and status <> 'pending'`);
  reached('posted');
  await bank('clock', { banking_days: 1 });
  await recorded(db, 'funded', ids, `onboardings where id = any($1) and stage = 'watching_returns'`);
  reached('funded');
}

/** Asks the record, rarely and with one statement, because PostgreSQL's time is measured too. */
async function recorded(db: Pool, what: string, ids: string[], rowsOfIds: string): Promise<void> {
  const all = async () => {
    const { rows } = await db.query<{ count: number }>(`select count(*)::int as count from ${rowsOfIds}`, [ids]);
    return rows[0]?.count === ids.length;
  };
  if (await until(all, { seconds: patienceSeconds, everyMs: 200 })) return;
  throw new Error(`Not all of ${ids.length} onboardings were ${what} within ${patienceSeconds} s.`);
}

export async function create(api: Call, user: string): Promise<string> {
  const { status, body } = await api(
    'POST',
    '/v1/onboardings',
    {
      user_id: user,
      applicant: { legal_name: 'Alberta Bobbeth Charleson', email: 'accountholder0@example.com' },
      funding: { rail: 'ach', direction: 'credit', amount: '25.00' },
    },
    randomUUID(),
  );
  if (status !== 201) throw new Error(`An onboarding was refused: ${JSON.stringify(body)}`);
  return (body as { id: string }).id;
}

/** Waits until each case sleeps in the run that waits for returns. */
const asleep = (client: Client, round: string, count: number) =>
  running(client, `GangwayUserId STARTS_WITH "${round}-" AND GangwayStage = "watching_returns"`, count);

/** Waits until so many of the cases run. */
async function running({ workflow }: Client, cases: string, count: number): Promise<void> {
  const query = `${cases} AND ExecutionStatus = "Running"`;
  const all = async () => (await workflow.count(query)).count === count;
  if (!(await until(all, { seconds: patienceSeconds, everyMs: 500 })))
    throw new Error(`After ${patienceSeconds} s, not ${count} runs are open: ${cases}`);
  await delay(settleMs);
}
