// The transfer feed beside bare signal-with-starts. They take turns, round by round, on one Temporal server, so other
// work on the machine slows both. Only their ratio within one run means something.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { pino } from 'pino';
import { createActivities } from '../activities/index.ts';
import { migrate } from '../db/migrate.ts';
import { createPool, type Pool } from '../db/pool.ts';
import { makeRoles } from '../db/roles.ts';
import { createVault } from '../db/vault.ts';
import { eachOf } from '../dev/each-of.ts';
import { urlAs } from '../dev/postgres.ts';
import { defaultPolicy } from '../domain/case/policy.ts';
import { isTemporalAway } from '../domain/failure.ts';
import { createPlaid } from '../plaid/client.ts';
import { type Simulator, startSimulator } from '../simulator/server.ts';
import { type CaseClient, createCaseClient } from '../temporal/case-client.ts';
import { caseIdOf, reportOfAll, storeMovingTransfers, transferIdOf } from './many-transfers.ts';
import { median } from './median.ts';
import { say } from './say.ts';
import { startServers } from './servers.ts';

/** `json`: a file for the figures. */
type Given = { rounds?: string; count?: string; json?: string };
/** How many a second. `longestMs`: the longest call of the activity, which has 45 seconds. */
type Drained = { rate: number; calls: number; longestMs: number };
type Round = { unknown: Drained; moving: Drained; settled: Drained; floor: { rate: number } };

/** As many as the feed signals at once. */
const floorAtOnce = 10;

export async function benchFeeds(stop: AbortSignal, given: Given): Promise<void> {
  const { rounds, count, json } = settingsOf(given);
  const home = await mkdtemp(join(tmpdir(), 'gangway-bench-'));
  const ends: (() => Promise<void>)[] = [() => rm(home, { recursive: true, force: true })];
  try {
    const servers = await startServers(join(home, 'servers'), resolve(process.env.GANGWAY_HOME ?? '.gangway'), say);
    ends.push(servers.stop);
    await makeRoles(servers.database);
    await migrate(servers.database, { log: () => {} });
    const db = createPool(servers.database);
    ends.push(() => db.end());
    const asWorker = createPool(urlAs(servers.database, 'gangway_worker', true));
    ends.push(() => asWorker.end());
    const connection = await NativeConnection.connect({ address: servers.temporal.address });
    ends.push(() => connection.close());
    const credentials = { clientId: 'bench', secret: 'bench' };
    const log = pino({ level: 'silent' });
    const simulator = await startSimulator({ host: '127.0.0.1', port: 0, file: null, credentials, log });
    ends.push(simulator.stop);
    const cases = createCaseClient(new Client({ connection }));
    const plaid = createPlaid({ ...credentials, baseUrl: simulator.origin });
    const sides = { db, simulator, cases, drain: drainOn(asWorker, plaid, cases) };
    say(
      `${rounds} rounds of ${count} events each: of unknown transfers, of moving ones, and of ones that wake a case.`,
    );
    const done: Round[] = [];
    for (let number = 0; number <= rounds; number++) {
      stop.throwIfAborted();
      const round = await takeTurns(sides, `r${number}`, count);
      if (number > 0) done.push(round);
      say(`${number > 0 ? `round ${number}` : 'untimed round'}: ${told(round)}`);
    }
    process.stdout.write(`\n${table(done)}\n`);
    const about = { rounds, count, node: process.versions.node, cores: availableParallelism() };
    if (json) await writeFile(json, `${JSON.stringify({ about, rounds: done }, null, 2)}\n`);
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

function settingsOf(given: Given): { rounds: number; count: number; json: string | undefined } {
  const [rounds, count] = [Number(given.rounds ?? 3), Number(given.count ?? 1_000)];
  if (![rounds, count].every((number) => Number.isInteger(number) && number > 0))
    throw new Error('--rounds and --count are whole numbers above 0');
  return { rounds, count, json: given.json };
}

type Drain = () => Promise<{ lookAgainSeconds: number | null }>;

function drainOn(db: Pool, plaid: ReturnType<typeof createPlaid>, cases: CaseClient): Drain {
  const { drainFeed } = createActivities({
    ...{ db, plaid, cases, alert: () => {}, webhookUrl: 'https://gangway.example/plaid/webhooks' },
    ...{ vault: createVault(`bench:${Buffer.alloc(32, 1).toString('base64')}`) },
    ...{ feedSeconds: 900, transactionsSeconds: 86_400 },
  });
  return () => drainFeed('transfer');
}

type Sides = { db: Pool; simulator: Simulator; cases: CaseClient; drain: Drain };

async function takeTurns({ db, simulator, cases, drain }: Sides, group: string, count: number): Promise<Round> {
  const { world } = simulator;
  await storeMovingTransfers(db, group, count, defaultPolicy);
  const report = (of: string, type: 'posted' | 'settled') => reportOfAll(world, of, count, type);
  report(`unknown-${group}`, 'posted');
  const unknown = await drained(drain, count);
  report(group, 'posted');
  const moving = await drained(drain, count);
  report(group, 'settled');
  const settled = await drained(drain, count);
  return { unknown, moving, settled, floor: { rate: await signalAll(cases, `floor-${group}`, count) } };
}

/** Calls the activity as the feed's workflow does: again while it has not finished, or Temporal has not answered. */
async function drained(drain: Drain, count: number): Promise<Drained> {
  const took: number[] = [];
  for (let more = true; more; ) {
    const from = performance.now();
    more = await drain().then(
      ({ lookAgainSeconds }) => lookAgainSeconds === 0,
      (error: unknown) => {
        if (!isTemporalAway(error)) throw error;
        return true;
      },
    );
    took.push(performance.now() - from);
  }
  const ms = took.reduce((sum, one) => sum + one, 0);
  return { rate: (count / ms) * 1000, calls: took.length, longestMs: Math.max(...took) };
}

/** The floor: the signal-with-starts alone, with payloads of the same size. */
async function signalAll({ transferMoved }: CaseClient, group: string, count: number): Promise<number> {
  const from = performance.now();
  const numbers = Array.from({ length: count }, (_, at) => at + 1);
  await eachOf(numbers, floorAtOnce, (number) =>
    transferMoved({
      ...{ onboardingId: caseIdOf(group, number), tenantId: 'ten_many', userId: 'user', policy: defaultPolicy },
      ...{ itemId: `item-${group}-${number}`, transferId: transferIdOf(group, number), standing: 'funded' },
      ...{ watchUntil: new Date(), eventIds: [`${number}`], code: null, amount: '25.00 USD' },
    }),
  );
  return (count / (performance.now() - from)) * 1000;
}

const told = ({ unknown, moving, settled, floor }: Round) =>
  `${unknown.rate.toFixed(0)} unknown, ${moving.rate.toFixed(0)} moving and ${settled.rate.toFixed(0)} waking events a ` +
  `second; ${floor.rate.toFixed(0)} bare signal-with-starts`;

function table(rounds: Round[]): string {
  const line = (name: string, one: string, other = '') => `${name.padEnd(40)}${one.padStart(22)}${other.padStart(16)}`;
  const kinds = { 'of unknown transfers': 'unknown', 'of moving transfers': 'moving', 'that wake a case': 'settled' };
  return [
    line('events a second', 'median and range', 'longest call'),
    ...Object.entries(kinds).map(([name, kind]) => {
      const of = rounds.map((round) => round[kind as 'unknown' | 'moving' | 'settled']);
      const longest = Math.max(...of.map(({ longestMs }) => longestMs));
      return line(
        name,
        range(
          of.map(({ rate }) => rate),
          0,
        ),
        `${(longest / 1000).toFixed(1)} s`,
      );
    }),
    line(
      'bare signal-with-starts',
      range(
        rounds.map(({ floor }) => floor.rate),
        0,
      ),
    ),
    '',
    `waking events / bare signal-with-starts: ${range(
      rounds.map(({ settled, floor }) => settled.rate / floor.rate),
      2,
    )}`,
  ].join('\n');
}

const range = (values: number[], digits: number) =>
  `${median(values).toFixed(digits)} (${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)})`;
