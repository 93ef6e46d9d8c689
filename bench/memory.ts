// The memory of a worker with many waiting cases, and of an API with many open connections. Both should stay flat.
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../dev/ports.ts';
import type { Gangway } from './gangway.ts';
import { median, quantile } from './median.ts';
import { metricsOf } from './metrics-of.ts';
import { openConnections } from './open-connections.ts';
import { residentMb } from './resident.ts';
import { say } from './say.ts';
import type { Servers } from './servers.ts';
import { benchWaitingCases } from './waiting-cases.ts';
import { withGangway } from './with-gangway.ts';

const connections = [0, 500, 2_000];
const roundMs = 8_000;
const pauseMs = 20;
/** The first second has the opening of the connections. */
const settleMs = 2_000;

export async function benchMemory(stop: AbortSignal, given: { rounds?: string; cases?: string }): Promise<void> {
  const counts = (given.cases ?? '1000,5000,20000').split(',').map(Number);
  if (counts.some((count, at) => !Number.isInteger(count) || count <= (counts[at - 1] ?? 0)))
    throw new Error('--cases is a list of growing whole numbers, such as 1000,5000');
  const rounds = Number(given.rounds ?? 3);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds is a whole number above 0');
  const home = await mkdtemp(join(tmpdir(), 'gangway-bench-'));
  const [apiMetrics, workerMetrics] = [await freePort(), await freePort()];
  const more = { GANGWAY_METRICS_PORT: `${apiMetrics}`, GANGWAY_WORKER_METRICS_PORT: `${workerMetrics}` };
  const measure = async (gangway: Gangway, servers: Servers) => {
    await benchConnections(gangway, apiMetrics, rounds, stop);
    await benchWaitingCases({ gangway, servers, workerMetrics }, counts, stop);
  };
  try {
    await withGangway(home, say, measure, more);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

type Measured = { residentMb: number; heapMb: number; lagP99: number; answers: number[] };

/** The numbers of connections take turns, so that other work on the machine slows all of them. */
async function benchConnections(
  gangway: Gangway,
  metricsPort: number,
  rounds: number,
  stop: AbortSignal,
): Promise<void> {
  await measured(gangway, metricsPort, 0, stop);
  const all = new Map<number, Measured[]>(connections.map((count) => [count, []]));
  for (let round = 1; round <= rounds; round++) {
    for (const [count, results] of all) results.push(await measured(gangway, metricsPort, count, stop));
  }
  for (const [count, results] of all) {
    const of = (value: (one: Measured) => number) => median(results.map(value)).toFixed(1);
    const answers = (share: number) => of((one) => quantile(one.answers, share));
    say(
      `${count} connections: API ${of((one) => one.residentMb)} MB, ${of((one) => one.heapMb)} MB of heap; the event ` +
        `loop is late by ${of((one) => one.lagP99)} ms (p99); /healthz takes ${answers(0.5)} ms (p50) and ` +
        `${answers(0.99)} ms (p99)`,
    );
  }
}

async function measured(gangway: Gangway, metricsPort: number, count: number, stop: AbortSignal): Promise<Measured> {
  const { api, api_key } = gangway.addresses;
  const open = await openConnections(Number(new URL(api).port), api_key, count);
  try {
    await delay(settleMs);
    // Each scrape begins a new measurement of the event loop.
    await metricsOf(metricsPort);
    const answers: number[] = [];
    for (const from = performance.now(); performance.now() - from < roundMs; await delay(pauseMs)) {
      stop.throwIfAborted();
      answers.push(await timeOf(`${api}/healthz`));
    }
    const metric = await metricsOf(metricsPort);
    return {
      residentMb: await residentMb(gangway.pids.API),
      heapMb: metric('nodejs_heap_size_used_bytes') / 1e6,
      lagP99: metric('nodejs_eventloop_lag_p99_seconds') * 1000,
      answers,
    };
  } finally {
    await open.close();
  }
}

/** Over a connection of its own, which has to get in beside the others. */
function timeOf(url: string): Promise<number> {
  const from = performance.now();
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent: false }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`${url} answered ${answer.statusCode}.`));
      answer.resume().once('end', () => resolve(performance.now() - from));
    });
    asked.once('error', reject);
    asked.end();
  });
}
