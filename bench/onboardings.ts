// Onboardings of Gangway beside an empty workflow, in processor time. They take turns, round by round, on one Temporal
// server, so other work on the machine makes both dearer. Only their ratio within one run means something.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { cpuSecondsOf } from '../dev/cpu-seconds.ts';
import { processTypes } from '../workflows/messages.ts';
import { countActions, countDatabase, histories, tracking } from './counts.ts';
import { type Floor, startFloor } from './floor.ts';
import { type Gangway, startGangway } from './gangway.ts';
import { type Counts, type Parts, type Result, tables, totalOf } from './onboardings-report.ts';
import { say } from './say.ts';
import { type Servers, startServers } from './servers.ts';

/** `json`: a file for the figures. */
type Given = { rounds?: string; count?: string; json?: string };

const atOnce = 4;
const atRest = 5;

export async function benchOnboardings(stop: AbortSignal, given: Given): Promise<void> {
  const { rounds, count, json } = settingsOf(given);
  const home = await mkdtemp(join(tmpdir(), 'gangway-bench-'));
  const ends: (() => Promise<void>)[] = [];
  try {
    const servers = await startServers(join(home, 'servers'), resolve(process.env.GANGWAY_HOME ?? '.gangway'), say);
    ends.push(servers.stop);
    const gangway = await startGangway(join(home, 'gangway'), servers, say);
    ends.push(gangway.stop);
    const floor = await startFloor(home, servers);
    ends.push(floor.stop);
    const result = await measure({ servers, gangway, floor }, rounds, count, stop);
    process.stdout.write(`\n${tables(result)}\n`);
    if (json) await writeFile(json, `${JSON.stringify(result, null, 2)}\n`);
  } finally {
    for (const end of ends.reverse()) await end();
    await rm(home, { recursive: true, force: true });
  }
}

function settingsOf(given: Given): { rounds: number; count: number; json: string | undefined } {
  const [rounds, count] = [Number(given.rounds ?? 3), Number(given.count ?? 120)];
  if (![rounds, count].every((number) => Number.isInteger(number) && number > 0))
    throw new Error('--rounds and --count are whole numbers above 0');
  return { rounds, count, json: given.json };
}

type Sides = { servers: Servers; gangway: Gangway; floor: Floor };

async function measure(
  { servers, gangway, floor }: Sides,
  rounds: number,
  count: number,
  stop: AbortSignal,
): Promise<Result> {
  const { temporal, postgres } = servers.pids;
  const { worker, API, simulator } = gangway.pids;
  say(`${rounds} rounds of ${count} onboardings and ${count} empty workflows, ${atOnce} at once, in turns.`);
  await tracking(gangway.db, 'none');
  const result: Result = {
    about: { rounds, count, atOnce, node: process.versions.node, cores: availableParallelism() },
    gangway: [],
    again: [],
    floor: [],
    counts: { gangway: {}, again: {}, floor: {} },
    transferAfterMs: { atRest: [], underLoad: [] },
  };

  async function round(name: string) {
    stop.throwIfAborted();
    const parts = { Temporal: temporal, PostgreSQL: postgres, worker, API, simulator };
    const [onboarded, ofGangway] = await timed(parts, count, () => gangway.onboard(`bench-${name}`, count, atOnce));
    const [, again] = await timed(parts, count, () => gangway.payAgain(`bench-${name}`, onboarded.ids, atOnce));
    stop.throwIfAborted();
    const ofFloor = { Temporal: temporal, 'worker and client': floor.pid };
    const [, plain] = await timed(ofFloor, count, () => floor.run(`floor-${name}`, count, atOnce));
    return { gangway: ofGangway, again, floor: plain, transferAfterMs: onboarded.transferAfterMs };
  }

  await round('untimed');
  say('untimed round done');
  for (let number = 1; number <= rounds; number++) {
    const { gangway, again, floor, transferAfterMs } = await round(`${number}`);
    result.gangway.push(gangway);
    result.again.push(again);
    result.floor.push(floor);
    result.transferAfterMs.underLoad.push(...transferAfterMs);
    say(`round ${number}: ${totalOf(gangway).toFixed(0)} ms and ${totalOf(floor).toFixed(0)} ms an onboarding`);
  }
  stop.throwIfAborted();
  const { transferAfterMs } = await gangway.onboard('bench-rest', atRest, 1);
  result.transferAfterMs.atRest = transferAfterMs;
  say('one at a time done; counting');
  const { onboarding, again } = await countGangway(servers, gangway, count);
  result.counts = {
    ...{ gangway: onboarding, again },
    floor: await countFloor(servers, gangway, floor, count),
  };
  return result;
}

async function timed<T>(pids: Record<string, number>, count: number, work: () => Promise<T>): Promise<[T, Parts]> {
  const names = Object.keys(pids);
  const read = () => names.map((name) => cpuSecondsOf(pids[name] ?? 0));
  const before = read();
  const result = await work();
  const after = read();
  const parts = names.map((name, at) => [name, (((after[at] ?? 0) - (before[at] ?? 0)) / count) * 1000]);
  return [result, Object.fromEntries(parts)];
}

async function countGangway(
  { temporal }: Servers,
  { db, temporal: client, onboard, payAgain }: Gangway,
  count: number,
): Promise<{ onboarding: Counts; again: Counts }> {
  async function counts(work: () => Promise<unknown>, type: string): Promise<Counts> {
    const [[, actions], database] = await countDatabase(db, () => countActions(temporal.metrics, work));
    const query = `GangwayUserId STARTS_WITH "bench-counted-" AND WorkflowType = "${type}"`;
    const { events, bytes } = await histories(client, query);
    return perOnboarding({ Actions: actions, 'history events': events, 'history bytes': bytes, ...database }, count);
  }
  let ids: string[] = [];
  const onboarding = await counts(async () => {
    ({ ids } = await onboard('bench-counted', count, atOnce));
  }, processTypes.ach);
  const again = await counts(() => payAgain('bench-counted', ids, atOnce), processTypes.transfer);
  return { onboarding, again };
}

async function countFloor({ temporal }: Servers, gangway: Gangway, floor: Floor, count: number): Promise<Counts> {
  const [, actions] = await countActions(temporal.metrics, () => floor.run('floor-counted', count, atOnce));
  const { events, bytes } = await histories(gangway.temporal, 'WorkflowId STARTS_WITH "floor-counted-"');
  return perOnboarding({ Actions: actions, 'history events': events, 'history bytes': bytes }, count);
}

const perOnboarding = (counts: Record<string, number | null>, count: number): Counts =>
  Object.fromEntries(Object.entries(counts).map(([name, sum]) => [name, sum === null ? null : sum / count]));
