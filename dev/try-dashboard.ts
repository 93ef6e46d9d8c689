// `npm run try-dashboard`: runs Prometheus on the development stack, makes each alert fire by a real fault while cases
// run, and runs every query of the dashboard, of the rules and of the autoscaler. Exits 0 if each alert fired and went
// silent, and if each query has data, or may have none.
import { faultsOf } from './dashboard/faults.ts';
import { type Prometheus, startPrometheus } from './dashboard/prometheus.ts';
import { alerts, autoscalerQueries, metricOf, panels, selectorsOf } from './dashboard/queries.ts';
import type { Fault, Trial } from './dashboard/trial.ts';
import { apiClient, caller } from './demo/call.ts';
import { twoClocks } from './two-clocks.ts';
import { until } from './until.ts';
import { withStack } from './with-stack.ts';

const started = Date.now();
const report = (line: string) =>
  void process.stdout.write(`${((Date.now() - started) / 1000).toFixed(1).padStart(6)} s  ${line}\n`);

/** The metrics that this trial cannot show, and why. */
const without: Record<string, string> = {
  gangway_requests_limited_total: 'the development stack has no limits by the minute',
  gangway_drift: 'the development stack has no reconciliation, which time travel would start again and again',
  gangway_reconciled_seconds: 'as above',
  gangway_unread_rows: 'the simulator sends no row that cannot be read',
};

async function tryQueries(prometheus: Prometheus): Promise<number> {
  const all = [
    ...panels().flatMap(({ title, queries }) => queries.map((query) => ({ where: title, query }))),
    ...autoscalerQueries().map((query) => ({ where: 'the autoscaler', query })),
    // The query of an alert has data only while it fires, so its parts are asked for.
    ...alerts().flatMap(({ alert, expr }) => selectorsOf(expr).map((query) => ({ where: alert, query }))),
  ];
  let empty = 0;
  for (const { where, query } of all) {
    const found = await prometheus.series(query.replaceAll('$__rate_interval', '15s'));
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
  const patience = { seconds: 240, everyMs: 500 };
  const fires = async (name: string) => (await prometheus.firing()).includes(name);
  const noneFires = async () => !(await prometheus.firing()).some((name) => names.includes(name));
  const silentBefore = await until(noneFires, patience);
  report(`${what} …`);
  await cause();
  const fired = await Promise.all(names.map((name) => until(() => fires(name), patience)));
  report(`${what}: ${names.filter((_, at) => fired[at]).join(', ') || 'nothing'} fired; it ends …`);
  await cure();
  const good = silentBefore && (await until(noneFires, patience));
  for (const [at, name] of names.entries())
    report(`${name} ${fired[at] ? 'fired' : 'DID NOT FIRE'}, and ${good ? 'went silent' : 'WAS NOT SILENT'}: ${what}`);
  return names.filter((_, at) => !fired[at] || !good);
}

async function tryFaults(prometheus: Prometheus, groups: Fault[][]): Promise<number> {
  const missed: string[] = [];
  for (const group of groups)
    missed.push(...(await Promise.all(group.map((fault) => tryFault(prometheus, fault)))).flat());
  report(`${alerts().length} alerts tried, ${missed.length} of them did not fire, or were not silent`);
  return missed.length;
}

await withStack({ interrupted: 130, report }, async (stack) => {
  const { addresses } = stack;
  const ahead = await twoClocks(addresses.plaid, stack.home);
  if (ahead) throw new Error(ahead);
  const operator = { authorization: `Bearer ${addresses.operator_key}` };
  const trial: Trial = {
    stack,
    world: {
      api: apiClient(addresses.api, addresses.api_key, report),
      simulator: caller('the simulator', addresses.plaid, {}, report),
      report,
    },
    operator: caller('the API', addresses.api, operator, report),
  };
  const prometheus = await startPrometheus(stack.home, {
    'gangway-api': addresses.api_metrics,
    'gangway-worker': addresses.worker_metrics,
  });
  try {
    const missed = await tryFaults(prometheus, faultsOf(trial));
    const empty = await tryQueries(prometheus);
    return empty === 0 && missed === 0 ? 0 : 1;
  } finally {
    await prometheus.stop();
  }
});
