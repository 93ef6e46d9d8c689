// `npm run try-dashboard`: plays cases of the demo on the development stack, runs Prometheus there, makes alerts fire
// by real faults while further cases run, and runs every query of the dashboard and of the rules. Exits 0 if each has
// data, or may have none, and if each alert fired and went silent.
import { randomBytes } from 'node:crypto';
import { type Fault, faultsOf } from './dashboard/faults.ts';
import { type Prometheus, startPrometheus } from './dashboard/prometheus.ts';
import { alerts, metricOf, panels, selectorsOf } from './dashboard/queries.ts';
import { usualStories } from './demo/about.ts';
import { apiClient, caller, type World } from './demo/call.ts';
import { play } from './demo/play.ts';
import { until } from './until.ts';
import { withStack } from './with-stack.ts';

const started = Date.now();
const report = (line: string) =>
  void process.stdout.write(`${((Date.now() - started) / 1000).toFixed(1).padStart(6)} s  ${line}\n`);

/** Money that moves, comes back and comes by the other rail, and a broken login. */
const stories = ['pulled in by ach', 'returned (R01)', 'bank login breaks, repaired', 'paid in pounds'];

/** The metrics that this trial cannot show, and why. */
const without: Record<string, string> = {
  gangway_requests_limited_total: 'the development stack has no limits by the minute',
  gangway_unread_rows: 'the simulator sends no row that cannot be read',
  temporal_workflow_task_execution_failed: 'no workflow fails',
  gangway_notification_attempts_total: 'no tenant has registered an endpoint',
};

async function tryQueries(prometheus: Prometheus): Promise<number> {
  const all = [
    ...panels().flatMap(({ title, queries }) => queries.map((query) => ({ where: title, query }))),
    // The query of an alert has data only while it fires, so its parts are asked for.
    ...alerts().flatMap(({ alert, expr }) => selectorsOf(expr).map((query) => ({ where: alert, query }))),
  ];
  let empty = 0;
  for (const { where, query } of all) {
    const found = await prometheus.series(query.replaceAll('$__rate_interval', '10s'));
    if (found.length > 0) continue;
    const reasons = selectorsOf(query).flatMap((selector) => without[metricOf(selector)] ?? []);
    report(`${reasons.length > 0 ? 'no data' : 'NO DATA'}: ${where}: ${query}${reasons.map((why) => ` (${why})`)}`);
    if (reasons.length === 0) empty += 1;
  }
  report(`${all.length} queries tried, ${empty} of them have no data and no reason`);
  return empty;
}

/** Returns the alerts that did not fire, or did not go silent. */
async function tryFault(prometheus: Prometheus, { what, alerts: names, cause, cure }: Fault): Promise<string[]> {
  const fires = async (name: string) => (await prometheus.firing()).includes(name);
  const noneFires = async () => !(await prometheus.firing()).some((name) => names.includes(name));
  const silentBefore = await until(noneFires, { seconds: 120, everyMs: 500 });
  await cause();
  const fired = await Promise.all(names.map((name) => until(() => fires(name), { seconds: 120, everyMs: 500 })));
  await cure();
  const silent = await until(noneFires, { seconds: 180, everyMs: 500 });
  const good = silentBefore && silent;
  for (const [at, name] of names.entries())
    report(
      `${what}: ${name} ${fired[at] ? 'fired' : 'DID NOT FIRE'}${good ? ', and went silent' : ', and WAS NOT SILENT'}`,
    );
  return names.filter((_, at) => !fired[at] || !good);
}

await withStack({ interrupted: 130, report }, async (stack) => {
  const { addresses, travel } = stack;
  if (!travel) throw new Error('This needs the simulated bank: unset PLAID_CLIENT_ID and PLAID_SECRET.');
  const world: World = {
    api: apiClient(addresses.api, addresses.api_key, report),
    simulator: caller('the simulator', addresses.plaid, {}, report),
    report,
  };
  // Before Prometheus comes, because the API counts debits and paid calls only every five minutes.
  const told = usualStories.filter(({ name }) => stories.includes(name));
  await play(world, travel, randomBytes(3).toString('hex'), told);
  const prometheus = await startPrometheus(stack.home, {
    'gangway-api': addresses.api_metrics,
    'gangway-worker': addresses.worker_metrics,
  });
  try {
    const missed: string[] = [];
    for (const fault of faultsOf(stack, world)) missed.push(...(await tryFault(prometheus, fault)));
    const empty = await tryQueries(prometheus);
    return empty === 0 && missed.length === 0 ? 0 : 1;
  } finally {
    await prometheus.stop();
  }
});
