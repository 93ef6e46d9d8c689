// Thousands of open event streams on one API: the memory and the processor time of a stream, and whether a listener
// misses an event while the API restarts. Needs Linux: /proc.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { cpuSecondsOf } from '../dev/cpu-seconds.ts';
import { answers } from '../dev/stack.ts';
import { until } from '../dev/until.ts';
import { create, type Gangway } from './gangway.ts';
import { type Listeners, listenToAll } from './listeners.ts';
import { caseLoader } from './load-cases.ts';
import { median } from './median.ts';
import { type MoreParts, startMoreParts } from './more-parts.ts';
import { residentMb } from './resident.ts';
import { say } from './say.ts';
import type { Servers } from './servers.ts';
import { withGangway } from './with-gangway.ts';

const counts = [0, 500, 2_000];
/** Two heartbeats of each stream. */
const quietMs = 30_000;
const settleMs = 3_000;
/** V8 lets garbage lie until it needs the room, so the processes of this bench collect it at this signal. */
const collectGarbage = 'SIGUSR2';
const onSignal = `import v8 from 'node:v8'; import vm from 'node:vm'; v8.setFlagsFromString('--expose-gc');
  process.on('${collectGarbage}', vm.runInNewContext('gc'));`;
const nodeOptions = `--import data:text/javascript,${encodeURIComponent(onSignal)}`;
const patienceSeconds = 600;
/** While the API restarts, so many cases have an event so often. */
const [someCases, everyMs] = [100, 100];

type Streams = { gangway: Gangway; servers: Servers; more: MoreParts; cases: string[]; stop: AbortSignal };

export async function benchStreams(stop: AbortSignal, given: { rounds?: string }): Promise<void> {
  const rounds = Number(given.rounds ?? 3);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds is a whole number above 0');
  const home = await mkdtemp(join(tmpdir(), 'gangway-bench-'));
  const measure = async (gangway: Gangway, servers: Servers) => {
    const more = await startMoreParts(join(home, 'more'), gangway);
    try {
      const streams = { gangway, servers, more, cases: await casesOn(gangway), stop };
      await compareCounts(streams, rounds);
      await restartTwice(streams);
    } finally {
      await more.stop();
    }
  };
  try {
    await withGangway(home, say, measure, { NODE_OPTIONS: nodeOptions });
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** Copies of one case, because nothing of a stream depends on how its case came about. */
async function casesOn({ api, db }: Gangway): Promise<string[]> {
  await create(api, 'streamed');
  await (await caseLoader(db, { perDay: 1_000 }))(1, Math.max(...counts) - 1);
  const { rows } = await db.query<{ id: string }>('select id from onboardings');
  return rows.map(({ id }) => id);
}

const pidOf = ({ more }: Streams): number => more.pids()['second api'] ?? 0;

/** Ends the API, and resolves when the one in its place is ready. */
async function restart(streams: Streams, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  const before = pidOf(streams);
  process.kill(before, signal);
  const isBack = async () => pidOf(streams) !== before && (await answers(`${streams.more.api}/readyz`));
  await reached('the API was back', isBack, streams.stop);
}

async function reached(what: string, check: () => Promise<boolean>, stop: AbortSignal): Promise<void> {
  const orStop = async () => {
    stop.throwIfAborted();
    return check();
  };
  if (await until(orStop, { seconds: patienceSeconds, everyMs: 20 })) return;
  throw new Error(`After ${patienceSeconds} s it was not so that ${what}.`);
}

type Measured = {
  residentMb: number;
  openMs: number;
  quietMs: number;
  eventMs: number;
  ofPostgres: number;
  lastMs: number;
};

async function compareCounts(streams: Streams, rounds: number): Promise<void> {
  const all = new Map<number, Measured[]>(counts.map((count) => [count, []]));
  for (let round = 1; round <= rounds; round++) {
    for (const [count, results] of all) results.push(await measured(streams, count));
  }
  const of = (count: number, value: (one: Measured) => number) => median((all.get(count) ?? []).map(value));
  const base = { mb: of(0, (one) => one.residentMb), quiet: of(0, (one) => one.quietMs) };
  say(`no stream: API ${base.mb.toFixed(0)} MB, ${perMinute(base.quiet).toFixed(0)} ms of the processor a minute`);
  for (const count of counts.filter((one) => one > 0)) {
    const mb = of(count, (one) => one.residentMb);
    const quiet = of(count, (one) => one.quietMs);
    say(
      `${count} streams: API ${mb.toFixed(0)} MB, ${(((mb - base.mb) * 1024) / count).toFixed(0)} KB a stream; of the ` +
        `processor ${(of(count, (one) => one.openMs) / count).toFixed(1)} ms to open one, ` +
        `${(perMinute(quiet - base.quiet) / count).toFixed(2)} ms a minute while nothing happens, and for an event ` +
        `${(of(count, (one) => one.eventMs) / count).toFixed(2)} ms, and ` +
        `${(of(count, (one) => one.ofPostgres) / count).toFixed(2)} ms in PostgreSQL; the last of ${count} events in one ` +
        `transaction came after ${of(count, (one) => one.lastMs).toFixed(0)} ms`,
    );
  }
}

const perMinute = (ms: number): number => (ms * 60_000) / quietMs;

/** In a new process, because V8 keeps memory that it has once taken. */
async function measured(streams: Streams, count: number): Promise<Measured> {
  const { gangway, servers, more, stop } = streams;
  await restart(streams, 'SIGTERM');
  const pid = pidOf(streams);
  const cpu = () => cpuSecondsOf(pid) * 1000;
  const postgres = () => cpuSecondsOf(servers.pids.postgres) * 1000;
  await delay(settleMs);
  const cases = streams.cases.slice(0, count);
  const before = cpu();
  const listeners = listenToAll(() => more.api, gangway.addresses.api_key, cases);
  try {
    await reached('all streams were open', async () => hasAll(listeners, await recorded(gangway, cases)), stop);
    const opened = cpu();
    await delay(settleMs);
    const quiet = cpu();
    await delay(quietMs);
    const rested = cpu();
    process.kill(pid, collectGarbage);
    await delay(settleMs);
    const mb = await residentMb(pid);
    const [noticed, asked, at] = [cpu(), postgres(), performance.now()];
    await addEvents(gangway, cases);
    const expected = await recorded(gangway, cases);
    await reached('all had the event', async () => hasAll(listeners, expected), stop);
    const lastMs = performance.now() - at;
    await delay(settleMs);
    return {
      ...{ residentMb: mb, openMs: opened - before, quietMs: rested - quiet, lastMs },
      ...{ eventMs: cpu() - noticed, ofPostgres: postgres() - asked },
    };
  } finally {
    listeners.close();
  }
}

/** Adds one event to each of these cases, in one transaction. */
const addEvents = ({ db }: Gangway, cases: string[]): Promise<unknown> =>
  db.query(`insert into timeline (onboarding_id, what) select id, 'benched' from unnest($1::text[]) id`, [cases]);

async function recorded({ db }: Gangway, cases: string[]): Promise<{ id: string; event: string }[]> {
  const { rows } = await db.query<{ id: string; event: string }>(
    'select onboarding_id as id, id::text as event from timeline where onboarding_id = any ($1)',
    [cases],
  );
  return rows;
}

const hasAll = ({ received }: Listeners, expected: { id: string; event: string }[]): boolean =>
  expected.every(({ id, event }) => received.get(id)?.has(event));

/** Restarts the API under all streams, once gently and once by SIGKILL, while events go on. Throws if one is missed. */
async function restartTwice(streams: Streams): Promise<void> {
  const { gangway, more, cases, stop } = streams;
  const listeners = listenToAll(() => more.api, gangway.addresses.api_key, cases);
  const allOpen = async () => listeners.open() === cases.length;
  const over = new AbortController();
  const adding = addAllTheTime(gangway, cases, over.signal);
  try {
    await reached('all streams were open', allOpen, stop);
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      await delay(settleMs);
      const at = performance.now();
      await restart(streams, signal);
      const back = performance.now();
      await reached('all streams were open again', allOpen, stop);
      const [away, all] = [back - at, performance.now() - at].map((ms) => (ms / 1000).toFixed(1));
      say(`${signal}: the API was back after ${away} s, and all ${cases.length} listeners after ${all} s`);
    }
  } finally {
    over.abort();
    await adding;
  }
  const expected = await recorded(gangway, cases);
  const missed = () => expected.filter(({ id, event }) => !listeners.received.get(id)?.has(event)).length;
  const whole = await until(async () => missed() === 0, { seconds: patienceSeconds, everyMs: 100 });
  listeners.close();
  if (!whole) throw new Error(`The listeners missed ${missed()} of ${expected.length} events.`);
  say(
    `of ${expected.length} events the listeners missed none, and had ${listeners.doubled()} once more; ${listeners.refused()} requests were refused`,
  );
}

async function addAllTheTime(gangway: Gangway, cases: string[], over: AbortSignal): Promise<void> {
  for (let turn = 0; !over.aborted; turn++) {
    const from = (turn * someCases) % cases.length;
    await addEvents(gangway, cases.slice(from, from + someCases));
    await delay(everyMs);
  }
}
