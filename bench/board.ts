// Reads the board over HTTP with few and with many cases in turns: its processor time, its latency and its plans should
// be the same. Two whole stacks run, one with few cases and one with many. Needs Linux: /proc.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { boardDays } from '../api/cases/board-answer.ts';
import type { Db, Pool } from '../db/pool.ts';
import { readDays, readTallies } from '../db/tallies.ts';
import { cpuSecondsOf } from '../dev/cpu-seconds.ts';
import type { Call } from '../dev/demo/call.ts';
import { create, type Gangway } from './gangway.ts';
import { caseLoader } from './load-cases.ts';
import { median, quantile } from './median.ts';
import { say } from './say.ts';
import { withGangway } from './with-gangway.ts';

/** All cases came within so many days. */
const days = 60;
/** So many cases whose money has arrived, and as many that wait for their applicant, to be copied. */
const originals = 4;
const reads = 200;
/** API and PostgreSQL look for work and tidy up by themselves, the more so the more rows there are. */
const idleMs = 10_000;

type Given = { rounds?: string; few?: string; many?: string; json?: string };
type Round = { cpuMs: number; p50: number; p99: number };
type Side = { cases: number; gangway: Gangway; processor: () => number; rounds: Round[]; blocks: number };

export async function benchBoard(stop: AbortSignal, given: Given): Promise<void> {
  const [rounds, few, many] = [given.rounds ?? 5, given.few ?? 1_000, given.many ?? 100_000].map(Number) as [
    number,
    number,
    number,
  ];
  if (![rounds, few, many].every((one) => Number.isInteger(one) && one > 0) || few < 10 * originals || many <= few)
    throw new Error(`--rounds is a whole number, --few at least ${10 * originals}, and --many above it`);
  const home = await mkdtemp(join(tmpdir(), 'gangway-bench-'));
  try {
    await withSide(join(home, 'few'), few, stop, (one) =>
      withSide(join(home, 'many'), many, stop, (other) => compare([one, other], rounds, given.json, stop)),
    );
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** Starts a whole stack with so many cases. */
async function withSide(home: string, cases: number, stop: AbortSignal, work: (side: Side) => Promise<void>) {
  await withGangway(home, say, async (gangway, { pids }) => {
    await load(gangway, cases, stop);
    const processor = () => cpuSecondsOf(pids.postgres) + cpuSecondsOf(gangway.pids.API);
    await work({ cases, gangway, processor, rounds: [], blocks: await sayPlans(gangway.db, cases) });
  });
}

/** Half of the cases are on their return window, and half wait for their applicant. */
async function load({ db, api, onboard }: Gangway, cases: number, stop: AbortSignal): Promise<void> {
  await onboard('board', originals, 4);
  for (let n = 0; n < originals; n++) await create(api, `waiting-${n}`);
  const copies = Math.ceil(cases / (2 * originals)) - 1;
  await (await caseLoader(db, { perDay: copies / days }))(1, copies, (copied) => {
    stop.throwIfAborted();
    if (copied % 5_000 === 0 || copied === copies) say(`${(copied * 2 * originals).toLocaleString('en')} cases`);
  });
}

async function compare(sides: Side[], rounds: number, json: string | undefined, stop: AbortSignal): Promise<void> {
  // V8 compiles, and PostgreSQL fills its cache.
  for (const { gangway } of sides) await readAll(gangway.api, stop);
  for (let round = 1; round <= rounds; round++) {
    for (const side of sides) {
      const idle = await used(side, () => delay(idleMs, null, { signal: stop }));
      const tookMs: number[] = [];
      const busy = await used(side, async () => void tookMs.push(...(await readAll(side.gangway.api, stop))));
      const cpuMs = ((busy.processor - (idle.processor / idle.seconds) * busy.seconds) * 1000) / reads;
      side.rounds.push({ cpuMs, p50: median(tookMs), p99: quantile(tookMs, 0.99) });
      const atRest = ((idle.processor / idle.seconds) * 100).toFixed(0);
      say(`round ${round}, ${side.cases.toLocaleString('en')} cases: ${cpuMs.toFixed(1)} ms, and ${atRest} % at rest`);
    }
  }
  say(`load average ${loadavg()[0]?.toFixed(1)}; medians of ${rounds} rounds of ${reads} reads, and their range:`);
  say(`${'cases'.padStart(9)} ${'CPU ms'.padStart(20)} ${'p50 ms'.padStart(20)} ${'p99 ms'.padStart(20)} blocks`);
  for (const { cases, rounds: done, blocks } of sides) {
    const of = (what: keyof Round) => range(done.map((one) => one[what])).padStart(20);
    say(`${cases.toLocaleString('en').padStart(9)} ${of('cpuMs')} ${of('p50')} ${of('p99')} ${blocks}`);
  }
  const [few, many] = sides as [Side, Side];
  const ratios = (what: keyof Round) => range(many.rounds.map((one, at) => one[what] / (few.rounds[at]?.[what] ?? 0)));
  say(`ratio of ${many.cases.toLocaleString('en')} to ${few.cases.toLocaleString('en')} cases:`);
  say(
    `CPU ${ratios('cpuMs')}, p50 ${ratios('p50')}, p99 ${ratios('p99')}, blocks ${(many.blocks / few.blocks).toFixed(2)}`,
  );
  if (!json) return;
  const about = { at: new Date().toISOString(), node: process.version, cpus: cpus().length, reads };
  const figures = sides.map(({ cases, rounds: done, blocks }) => ({ cases, rounds: done, blocks }));
  await writeFile(json, `${JSON.stringify({ about, sides: figures }, null, 2)}\n`);
}

/** Seconds of the processor, and of the clock. */
async function used(
  { processor }: Side,
  work: () => Promise<unknown>,
): Promise<{ processor: number; seconds: number }> {
  const [from, before] = [performance.now(), processor()];
  await work();
  return { processor: processor() - before, seconds: (performance.now() - from) / 1000 };
}

const range = (values: number[]) =>
  `${median(values).toFixed(2)} (${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)})`;

/** Returns how long each read took. */
async function readAll(api: Call, stop: AbortSignal): Promise<number[]> {
  const tookMs: number[] = [];
  for (let n = 0; n < reads; n++) {
    stop.throwIfAborted();
    const from = performance.now();
    const { status } = await api('GET', '/v1/board');
    if (status !== 200) throw new Error(`The API answered ${status}.`);
    tookMs.push(performance.now() - from);
  }
  return tookMs;
}

/** Prints the plans of the tallies, and returns how many blocks they read. */
async function sayPlans(db: Pool, cases: number): Promise<number> {
  const client = await db.connect();
  let blocks = 0;
  try {
    for (const [what, run] of Object.entries({
      stages: (on: Db) => readTallies(on, { tenantId: null }),
      days: (on: Db) => readDays(on, { tenantId: null, ...boardDays(new Date()) }),
    })) {
      const plan = await explained(client, run);
      blocks +=
        Number(/Buffers: shared hit=(\d+)/.exec(plan)?.[1] ?? 0) + Number(/Buffers:.* read=(\d+)/.exec(plan)?.[1] ?? 0);
      say(`plan of the ${what} with ${cases.toLocaleString('en')} cases:\n${plan}`);
    }
  } finally {
    client.release();
  }
  return blocks;
}

/** Runs a statement of the board under `explain`. */
async function explained(client: Db, run: (db: Db) => Promise<unknown>): Promise<string> {
  let plan = '';
  const explaining: Db = {
    query: async (statement, values) => {
      const text = typeof statement === 'string' ? statement : statement.text;
      const result = await client.query(
        `explain (analyze, buffers, timing off, costs off, summary off) ${text}`,
        values,
      );
      plan = result.rows.map((row) => Object.values(row)[0]).join('\n');
      return { ...result, rows: [] };
    },
  };
  await run(explaining);
  return plan;
}
