// A Prometheus that scrapes the stack and runs our rules. In it a minute of a rule passes in three seconds, and no time
// of a rule is longer than half a minute, so that an alert need not last for minutes to be seen.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { freePort } from '../ports.ts';
import { run } from '../processes.ts';
import { until } from '../until.ts';
import { rulesFile } from './queries.ts';

const secondsOfMinute = 3;
const longest = 30;
const missing =
  "There is no `prometheus` on the PATH. Install Debian's package: apt-get install --no-install-recommends prometheus. " +
  'It starts a service too; to have the programs alone: apt-get download prometheus && dpkg -x prometheus_*.deb FOLDER.';

export type Prometheus = Awaited<ReturnType<typeof startPrometheus>>;
type Sample = { metric: Record<string, string>; values: [number, string][] };

/** `targets`: the addresses of `/metrics`, by the name of the job. */
export async function startPrometheus(home: string, targets: Record<string, string>) {
  if (!(await run('prometheus', ['--version']))) throw new Error(missing);
  const folder = join(home, 'prometheus');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'rules.yml'), quicker(await readFile(rulesFile, 'utf8')));
  await writeFile(join(folder, 'prometheus.yml'), stringify(configOf(targets)));
  const address = `127.0.0.1:${await freePort()}`;
  const program = spawn(
    'prometheus',
    [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=${address}`,
      '--log.level=error',
    ],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  // Ctrl-C ends this process before anything could stop it.
  process.once('exit', () => program.kill());
  const url = `http://${address}/api/v1`;
  const began = Date.now() / 1000;
  const ready = async () => (await fetch(`http://${address}/-/ready`).catch(() => null))?.ok ?? false;
  if (!(await until(ready, { seconds: 30, orWhen: once(program, 'exit') })))
    throw new Error('Prometheus did not become ready. Its error stands above.');
  return {
    /** Returns the series of a query since the beginning, without values that are no number. */
    async series(query: string): Promise<Sample[]> {
      const about = { query, start: `${began}`, end: `${Date.now() / 1000}`, step: '2' };
      const { result } = await get<{ result: Sample[] }>(`${url}/query_range?${new URLSearchParams(about)}`);
      return result.filter(({ values }) => values.some(([, value]) => Number.isFinite(Number(value))));
    },
    /** Returns the names of the alerts that fire. */
    async firing(): Promise<string[]> {
      const { alerts } = await get<{ alerts: { state: string; labels: { alertname: string } }[] }>(`${url}/alerts`);
      return alerts.filter(({ state }) => state === 'firing').map(({ labels }) => labels.alertname);
    },
    stop: () => end(program),
  };
}

async function get<T>(url: string): Promise<T> {
  const answer = await fetch(url);
  const { status, error, data } = (await answer.json()) as { status: string; error?: string; data: T };
  if (status !== 'success') throw new Error(`Prometheus refuses a query: ${error} (${decodeURIComponent(url)})`);
  return data;
}

async function end(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null) return;
  program.kill('SIGTERM');
  await once(program, 'exit');
}

const configOf = (targets: Record<string, string>) => ({
  // Longer than the three seconds after which the API answers without the counts that Temporal does not give.
  global: { scrape_interval: '4s', scrape_timeout: '4s', evaluation_interval: '1s' },
  rule_files: ['rules.yml'],
  scrape_configs: Object.entries(targets).map(([job_name, address]) => ({
    job_name,
    static_configs: [{ targets: [new URL(address).host] }],
  })),
});

/** Shortens each time in the rules: those of `for`, those of ranges, and the limits of gauges in seconds. */
const quicker = (rules: string): string =>
  rules
    .replace(/(for: |\[)(\d+)(m|h)\b/g, (_, before, count, unit) => {
      return `${before}${shorter(Number(count) * (unit === 'h' ? 60 : 1))}s`;
    })
    .replace(/(_seconds(?:\{[^}]*\})?\) > )(\d+)/g, (_, before, seconds) => {
      return `${before}${shorter(Number(seconds) / 60)}`;
    });

const shorter = (minutes: number): number => Math.min(minutes * secondsOfMinute, longest);
