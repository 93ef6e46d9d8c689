// Two APIs and two workers on one Temporal and one PostgreSQL: what becomes of onboardings when one of each is killed,
// and how much more two cores do than one. Needs Linux: /proc and taskset.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { cpuSecondsOf } from '../dev/cpu-seconds.ts';
import { caller } from '../dev/demo/call.ts';
import { run } from '../dev/processes.ts';
import { until } from '../dev/until.ts';
import { type Gangway, type Step, steps } from './gangway.ts';
import { median } from './median.ts';
import { type MoreParts, startMoreParts } from './more-parts.ts';
import { say } from './say.ts';
import type { Servers } from './servers.ts';
import { withGangway } from './with-gangway.ts';

type Given = { rounds?: string; count?: string };

const atOnce = 16;
const patienceSeconds = 120;
const allCores = { 'one core': '0', 'two cores': '0,1' };
type Cores = keyof typeof allCores;

export async function benchProcesses(stop: AbortSignal, given: Given): Promise<void> {
  const [rounds, count] = [Number(given.rounds ?? 3), Number(given.count ?? 60)];
  if (![rounds, count].every((number) => Number.isInteger(number) && number > 0))
    throw new Error('--rounds and --count are whole numbers above 0');
  const home = await mkdtemp(join(tmpdir(), 'gangway-bench-'));
  const measure = async (gangway: Gangway, servers: Servers) => {
    const more = await startMoreParts(join(home, 'more'), gangway);
    try {
      const all = { servers, gangway, more, api: bothApis(gangway, more), stop };
      await killSome(all, count);
      await compareCores(all, rounds, count);
    } finally {
      await more.stop();
    }
  };
  try {
    await withGangway(home, say, measure);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

type All = { servers: Servers; gangway: Gangway; more: MoreParts; api: ReturnType<typeof caller>; stop: AbortSignal };

/** Says nothing of each try: while one API is away, and while its claims on keys last, there are many. */
const bothApis = ({ addresses: { api, api_key } }: Gangway, more: MoreParts) =>
  caller('an API', [api, more.api], { authorization: `Bearer ${api_key}` }, () => {});

/** Kills the second API while onboardings are created, and the second worker while they go to the bank. */
async function killSome({ gangway, more, api, stop }: All, count: number): Promise<void> {
  const kill = (name: string) => {
    const pid = more.pids()[name] ?? 0;
    say(`killing the ${name} (process ${pid})`);
    process.kill(pid, 'SIGKILL');
  };
  let created = 0;
  const round = gangway.onboard('killed', count, atOnce, {
    api: (...request) => {
      created += 1;
      if (created === Math.ceil(count / 2)) setImmediate(() => kill('second api'));
      return api(...request);
    },
  });
  const half = async () => {
    const { rows } = await gangway.db.query<{ count: number }>('select count(*)::int as count from transfers');
    return (rows[0]?.count ?? 0) * 2 >= count;
  };
  const killing = until(half, { seconds: patienceSeconds, orWhen: round }).then(() => kill('second worker'));
  const [{ ids }] = await Promise.all([round, killing]);
  stop.throwIfAborted();
  const ledger = await (await fetch(`${gangway.addresses.plaid}/simulator/ledger`)).json();
  const { transfers } = ledger as { transfers: { client_user_id: string }[] };
  const each = ids.map((id) => transfers.filter(({ client_user_id }) => client_user_id === id).length);
  if (transfers.length !== count || each.some((made) => made !== 1))
    throw new Error(`The bank has ${transfers.length} transfers for ${count} onboardings.`);
  say(`all ${count} onboardings are funded, each by one transfer`);
}

/** Of each step of a round: its seconds, the processor seconds of each part, and those in which a core had no work. */
type Took = Record<Step, { seconds: number; used: Record<string, number>; idle: number }>;

async function compareCores(all: All, rounds: number, count: number): Promise<void> {
  const took: Record<Cores, Took[]> = { 'one core': [], 'two cores': [] };
  for (let round = 0; round <= rounds; round++) {
    for (const [cores, list] of Object.entries(allCores) as [Cores, string][]) {
      all.stop.throwIfAborted();
      await pin(all, list);
      const one = await timed(all, `${cores.replace(' ', '-')}-${round}`, count, list.split(',').map(Number));
      // The first round of each warms the processes up.
      if (round > 0) took[cores].push(one);
      say(`round ${round}, ${cores}: ${(count / secondsOf(one)).toFixed(2)} onboardings a second`);
    }
  }
  process.stdout.write(`\n${table(took, count)}\n`);
}

const partsOf = ({ servers, gangway, more }: All) => ({
  ...{ Temporal: servers.pids.temporal, PostgreSQL: servers.pids.postgres },
  ...{ worker: gangway.pids.worker, API: gangway.pids.API, simulator: gangway.pids.simulator },
  ...more.pids(),
  client: process.pid,
});

/** Lets all processes of the bench run on these cores only, and itself too. */
async function pin(all: All, cores: string): Promise<void> {
  for (const pid of Object.values(partsOf(all))) {
    // The connections of PostgreSQL are its children.
    const children = pid === process.pid ? '' : await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
    for (const one of [`${pid}`, ...children.split(' ').filter(Boolean)]) {
      const ended = await run('taskset', ['-acp', cores, one]);
      if (ended?.code !== 0) throw new Error(`taskset cannot pin process ${one}: ${ended?.output ?? 'it is missing'}`);
    }
  }
}

async function timed({ gangway, api, ...others }: All, round: string, count: number, cores: number[]): Promise<Took> {
  const pids = Object.entries(partsOf({ gangway, api, ...others })).filter(([name]) => name !== 'client');
  const look = () => ({
    at: performance.now() / 1000,
    idle: cores.reduce((sum, core) => sum + (cpus()[core]?.times.idle ?? 0) / 1000, 0),
    used: new Map(pids.map(([name, pid]) => [name, cpuSecondsOf(pid)])),
  });
  const took: Partial<Took> = {};
  let before = look();
  const reached = (step: Step) => {
    const after = look();
    const used = pids.map(([name]) => [name, (after.used.get(name) ?? 0) - (before.used.get(name) ?? 0)]);
    took[step] = {
      seconds: after.at - before.at,
      used: Object.fromEntries(used),
      idle: after.idle - before.idle,
    };
    before = after;
  };
  await gangway.onboard(round, count, atOnce, { api, reached });
  return took as Took;
}

const secondsOf = (took: Took): number => steps.reduce((sum, step) => sum + took[step].seconds, 0);

function table(took: Record<Cores, Took[]>, count: number): string {
  const { 'one core': one, 'two cores': two } = took;
  const line = (name: string, ...cells: string[]) => name.padEnd(20) + cells.map((cell) => cell.padStart(16)).join('');
  const busy = (all: Took[], step: Step) =>
    median(all.map((of) => Object.values(of[step].used).reduce((sum, used) => sum + used, 0) / of[step].seconds));
  const cost = (all: Took[]) => {
    const spent = all.map((of) =>
      steps.flatMap((step) => Object.values(of[step].used)).reduce((sum, used) => sum + used, 0),
    );
    return ((median(spent) / count) * 1000).toFixed(0);
  };
  const idle = (all: Took[], step: Step) => median(all.map((of) => of[step].idle / of[step].seconds));
  const seconds = (all: Took[], step: Step) => median(all.map((of) => of[step].seconds));
  const parts = Object.keys(one[0]?.asleep.used ?? {});
  const share = (all: Took[], step: Step, part: string) =>
    median(all.map((of) => (of[step].used[part] ?? 0) / of[step].seconds));
  const ratios = one.map((of, at) => secondsOf(of) / secondsOf(two[at] ?? of));
  return [
    line('until they were', 's on one core', 's on two', 'in use', 'of two', 'idle of two'),
    ...steps.map((step) =>
      line(
        step,
        ...[seconds(one, step).toFixed(1), seconds(two, step).toFixed(1)],
        ...[busy(one, step).toFixed(2), busy(two, step).toFixed(2), idle(two, step).toFixed(2)],
      ),
    ),
    '',
    line('cores in use of two', ...parts),
    ...steps.map((step) => line(step, ...parts.map((part) => share(two, step, part).toFixed(2)))),
    '',
    `processor time of all parts for an onboarding: ${cost(one)} ms on one core, ${cost(two)} ms on two`,
    `${count} onboardings, ${atOnce} at once: ${rate(one, count)} a second on one core, ${rate(two, count)} on two; ` +
      `two cores / one core: ${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`,
  ].join('\n');
}

const rate = (all: Took[], count: number): string => median(all.map((of) => count / secondsOf(of))).toFixed(2);
