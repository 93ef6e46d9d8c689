// The memory of a worker while thousands of cases wait for their applicant, and what it costs to replay one of them.
// The cases have no rows in PostgreSQL, because a case that only waits reads none.
import { setTimeout as delay } from 'node:timers/promises';
import { newId } from '../db/ids.ts';
import { cpuSecondsOf } from '../dev/cpu-seconds.ts';
import { eachOf } from '../dev/each-of.ts';
import { until } from '../dev/until.ts';
import type { Funding } from '../domain/case/onboarding.ts';
import { defaultPolicy } from '../domain/case/policy.ts';
import { type CaseClient, createCaseClient } from '../temporal/case-client.ts';
import { linkOffered } from '../workflows/messages.ts';
import type { Gangway } from './gangway.ts';
import { median } from './median.ts';
import { metricsOf } from './metrics-of.ts';
import { residentMb } from './resident.ts';
import { say } from './say.ts';
import type { Servers } from './servers.ts';

type Stack = { gangway: Gangway; servers: Servers; workerMetrics: number };
type Waiting = Stack & { cases: CaseClient; stop: AbortSignal };

const atOnce = 20;
const hour = 3_600_000;
const expired = () => new Date(Date.now() - 24 * hour);
const settleMs = 5_000;
const patienceSeconds = 900;

/** Cases that are signalled together, to measure what a replay costs. */
const signalled = 200;
const rounds = 5;
/** A case that has looked at its Link for four hours has a history of about a hundred events. Signals make one. */
const signalsOfLong = 25;

const funding: Funding = {
  ...{ rail: 'ach', direction: 'credit', amountCents: 2500, currency: 'USD', network: 'ach', achClass: null },
  description: 'GANGWAY',
};

export async function benchWaitingCases(stack: Stack, counts: number[], stop: AbortSignal): Promise<void> {
  const waiting = { ...stack, cases: createCaseClient(stack.gangway.temporal), stop };
  await sayMemory(waiting, 'no case', async () => {});
  const asleep: string[] = [];
  for (const count of counts) {
    const begin = () => start(waiting, asleep, count, new Date(Date.now() + 4 * hour));
    await sayMemory(waiting, `up to ${count} cases before their first look`, begin);
  }
  const awake: string[] = [];
  for (const count of counts) {
    const begin = () => start(waiting, awake, count, expired());
    const tasks = count - awake.length;
    await sayMemory(waiting, `up to ${count} cases after it`, () => whileTasksEnd(waiting, tasks, begin));
  }
  await sayReplays(waiting, awake);
}

/** Starts cases until there are `count`. If the token has expired, the run begins at once. */
async function start({ cases, stop }: Waiting, ids: string[], count: number, expiresAt: Date): Promise<void> {
  const added = Array.from({ length: count - ids.length }, () => newId('onb'));
  await eachOf(added, atOnce, async (onboardingId) => {
    stop.throwIfAborted();
    const of = { onboardingId, tenantId: 'ten_bench', userId: onboardingId, policy: defaultPolicy };
    await cases.start({ ...of, linkTokenExpiresAt: expiresAt.toISOString() }, funding);
  });
  ids.push(...added);
}

/** Does `work`, and waits until the worker has completed so many workflow tasks. */
async function whileTasksEnd({ workerMetrics, stop }: Waiting, tasks: number, work: () => Promise<void>) {
  const completed = async () => (await metricsOf(workerMetrics))('temporal_workflow_task_execution_latency_count');
  const before = await completed();
  await work();
  const all = async () => {
    stop.throwIfAborted();
    return (await completed()) - before >= tasks;
  };
  if (!(await until(all, { seconds: patienceSeconds, everyMs: 200 })))
    throw new Error(`The worker has not completed ${tasks} workflow tasks within ${patienceSeconds} s.`);
}

/**
 * Does `work` and a few seconds more, and prints the range of the worker's memory meanwhile. V8 lets garbage grow
 * before it collects it, so one sample says little.
 */
async function sayMemory(waiting: Waiting, what: string, work: () => Promise<void>): Promise<void> {
  const { gangway, servers, workerMetrics } = waiting;
  const sampling = new AbortController();
  const sampled = sampleEverySecond(gangway.pids.worker, sampling.signal);
  try {
    await work();
    await delay(settleMs);
  } finally {
    sampling.abort();
  }
  const resident = await sampled;
  const cached = (await metricsOf(workerMetrics))('temporal_sticky_cache_size');
  const [least, most, usual] = [Math.min(...resident), Math.max(...resident), median(resident)];
  const temporal = await residentMb(servers.pids.temporal);
  say(
    `${what}: worker ${usual.toFixed(0)} MB (${least.toFixed(0)} to ${most.toFixed(0)}), with ${cached} workflows in ` +
      `its cache at the end; Temporal ${temporal.toFixed(0)} MB`,
  );
}

async function sampleEverySecond(pid: number, stop: AbortSignal): Promise<number[]> {
  const samples: number[] = [];
  while (!stop.aborted) {
    samples.push(await residentMb(pid));
    await delay(1_000, null, { signal: stop }).catch(() => {});
  }
  return samples;
}

/** Signals the same newest cases, which stay in the cache, and in turns others that the worker has to replay. */
async function sayReplays(waiting: Waiting, ids: string[]): Promise<void> {
  const group = (number: number) => ids.slice(number * signalled, (number + 1) * signalled);
  const long = group(0);
  const newest = ids.slice(-signalled);
  for (let at = 0; at < signalsOfLong; at++) await signalAll(waiting, long);
  const [kept, replayed]: [Signalled[], Signalled[]] = [[], []];
  await signalAll(waiting, newest);
  for (let round = 1; round <= rounds; round++) {
    kept.push(await signalAll(waiting, newest));
    replayed.push(await signalAll(waiting, group(round)));
  }
  const results = { 'cases in the cache': kept, 'other cases': replayed };
  for (const [what, all] of Object.entries({
    ...results,
    'others with a long history': [await signalAll(waiting, long)],
  })) {
    const of = (value: (one: Signalled) => number, digits: number) => median(all.map(value)).toFixed(digits);
    say(
      `signals to ${what}: ${of(({ worker }) => worker, 1)} ms of the processor each in the worker, and ` +
        `${of(({ temporal }) => temporal, 1)} ms in Temporal; of ${signalled} cases, ` +
        `${of(({ misses }) => misses, 0)} were not in the cache`,
    );
  }
}

/** Milliseconds of the processor for each signal, and how many cases were not in the cache. */
type Signalled = { worker: number; temporal: number; misses: number };

async function signalAll(waiting: Waiting, ids: string[]): Promise<Signalled> {
  const { gangway, servers, workerMetrics, cases } = waiting;
  const misses = async () => (await metricsOf(workerMetrics))('temporal_sticky_cache_miss');
  const look = async () => ({
    worker: cpuSecondsOf(gangway.pids.worker) * 1000,
    temporal: cpuSecondsOf(servers.pids.temporal) * 1000,
    misses: await misses(),
  });
  const before = await look();
  const expiresAt = expired().toISOString();
  await whileTasksEnd(waiting, ids.length, () =>
    eachOf(ids, atOnce, async (id) => void (await cases.signal(id, linkOffered, { expiresAt }))),
  );
  const after = await look();
  return {
    worker: (after.worker - before.worker) / ids.length,
    temporal: (after.temporal - before.temporal) / ids.length,
    misses: after.misses - before.misses,
  };
}
