// Temporal for tests of workflows: the time-skipping test server and the real one, each started once for all files
// that use it, and a worker beside the test.
import { setMaxListeners } from 'node:events';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { PayloadCodec, SearchAttributeType } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import {
  type ActivityInterceptorsFactory,
  bundleWorkflowCode,
  DefaultLogger,
  IllegalStateError,
  type LogLevel,
  type LogMetadata,
  makeTelemetryFilterString,
  Runtime,
  Worker,
  type WorkflowBundleOption,
} from '@temporalio/worker';
import type {
  BankActivities,
  FeedActivities,
  MoneyActivities,
  PaymentActivities,
  PeopleActivities,
} from '../../../activities/types.ts';
import { findTemporalCli, findTestServer } from '../../../dev/binaries/find-binary.ts';
import { freePort } from '../../../dev/ports.ts';
import { skipsTime } from '../../../dev/temporal.ts';
import { bundleOptions } from '../../../worker/bundle.ts';
import { taskQueue } from '../../../workflows/messages.ts';
import { registrations, searchAttributes } from '../../../workflows/search-attributes.ts';
import { builtIn } from '../stack/entry.ts';
import { hangSeconds } from '../until.ts';

/** Keeps fetched programs where `npm run dev` keeps them. */
const home = process.env.GANGWAY_HOME ?? '.gangway';
const report = (line: string) => void process.stderr.write(`${line}\n`);

const valueTypes = temporal.api.enums.v1.IndexedValueType;
const typeOf = (type: SearchAttributeType) => valueTypes[`INDEXED_VALUE_TYPE_${type}`];

export type FakeActivities = Partial<
  BankActivities & MoneyActivities & PaymentActivities & PeopleActivities & FeedActivities
>;

type Log = (level: LogLevel, message: string, more?: LogMetadata) => void;
let alsoLogTo: Log = () => {};

/** Passes the lines that Temporal's SDK logs during `work` to `log`, as the worker's runtime does. */
export async function logTemporalTo<T>(log: Log, work: () => Promise<T>): Promise<T> {
  alsoLogTo = log;
  return work().finally(() => {
    alsoLogTo = () => {};
  });
}

const errors = new DefaultLogger('ERROR');
const write: Log = (level, message, more) => {
  alsoLogTo(level, message, more);
  if (level === 'ERROR') errors.log(level, message, more);
};

let metricsAddress = '';

/**
 * Starts Temporal's SDK in this process, before anything connects to a server. The SDK ends its runtime with the last
 * connection, and would start the next one on the same port, which another process may have taken by then. So each
 * runtime gets a port of its own. Returns the address at which it answers Prometheus.
 */
export async function runtime(): Promise<string> {
  const address = `127.0.0.1:${await freePort()}`;
  try {
    Runtime.install({
      logger: {
        log: write,
        trace: (message, more) => write('TRACE', message, more),
        debug: (message, more) => write('DEBUG', message, more),
        info: (message, more) => write('INFO', message, more),
        warn: (message, more) => write('WARN', message, more),
        error: (message, more) => write('ERROR', message, more),
      },
      telemetryOptions: {
        logging: { forward: {}, filter: makeTelemetryFilterString({ core: 'WARN' }) },
        metrics: { prometheus: { bindAddress: address } },
      },
    });
    metricsAddress = address;
  } catch (error) {
    // The earlier runtime still runs.
    if (!(error instanceof IllegalStateError)) throw error;
  }
  return metricsAddress;
}

/** Returns the SDK's own metrics of this process, as a worker answers Prometheus. */
export const sdkMetrics = async (): Promise<string> => (await fetch(`http://${await runtime()}/metrics`)).text();

export const bundle = once<WorkflowBundleOption>(async () =>
  builtIn
    ? { codePath: join(builtIn, 'worker', 'workflow-bundle.js') }
    : bundleWorkflowCode({ ...bundleOptions, logger: new DefaultLogger('ERROR') }),
);

/** Throws if the code of today does not fit the history. */
export async function replay(history: temporal.api.history.v1.IHistory, workflowId: string): Promise<void> {
  await runtime();
  await Worker.runReplayHistory({ workflowBundle: await bundle() }, history, workflowId);
}

const testServer = once(() => findTestServer(home, report));

/**
 * The test server skips time while a test awaits a result or runs `env.sleep`. It supports no lists (Temporal's, 1.40),
 * and never answers a query that comes while a run continues as new. Each test starts one, which takes 0.1 s. With one
 * server for all tests, the workflows that a test left behind ran on in the workers of later tests, and in two whole
 * runs time stood still from some test on.
 */
const timeSkipping = async () => {
  const env = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: await testServer() } },
  });
  await env.connection.operatorService.addSearchAttributes({
    namespace: 'default',
    searchAttributes: Object.fromEntries(Object.values(searchAttributes).map(({ name, type }) => [name, typeOf(type)])),
  });
  return env;
};

const metricsPort = once(freePort);

/** Returns the billable Actions by type, once the real server has published its counts. */
export async function billedActions(): Promise<Record<string, number>> {
  // Measured: the counter lags by one to two seconds, so read it until it has not changed for that long.
  let last = await readActions();
  for (let still = 0; still < 5; ) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    const next = await readActions();
    still = isDeepStrictEqual(next, last) ? still + 1 : 0;
    last = next;
  }
  return last;
}

async function readActions(): Promise<Record<string, number>> {
  const metrics = await (await fetch(`http://127.0.0.1:${await metricsPort()}/metrics`)).text();
  const counted = metrics.matchAll(/^action\{action_type="(\w+)",namespace="default",.*\} (\d+)$/gm);
  return Object.fromEntries([...counted].map(([, type, count]) => [type, Number(count)]));
}

/** The server that runs in production, with the switch that lets a test fast-forward one workflow. */
const startRealServer = async (metricsPort: number) =>
  TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'existing-path', path: await findTemporalCli(home, report) },
      extraArgs: [
        skipsTime,
        // By default the server shows a failing workflow task after five failures with growing pauses: after a minute.
        ['--dynamic-config-value', 'system.numConsecutiveWorkflowTaskProblemsToTriggerSearchAttribute=1'],
        ['--dynamic-config-value', 'history.workflowTaskRetryMaxInterval="1s"'],
        ['--metrics-port', `${metricsPort}`],
        ...registrations.map(([name, type]) => ['--search-attribute', `${name}=${type}`]),
      ].flat(),
    },
  });
const realServer = once(async () => startRealServer(await metricsPort()));

after(async () => {
  await (await realServer.started())?.teardown();
});

export const withWorker = worksOn(timeSkipping, (env) => env.teardown());
export const withWorkerOnRealServer = worksOn(realServer);
/** A real server of the test's own, without the cases that other tests have left open. */
export const withWorkerOnOwnServer = worksOn(
  async () => startRealServer(await freePort()),
  (env) => env.teardown(),
);

type Drive<T> = (env: TestWorkflowEnvironment) => Promise<T>;
/** `before` runs beside an earlier worker. `between` runs beside none, so all that it sends waits for the next one. */
type More = {
  /** For work that takes longer than any other test. */
  hangsAfterSeconds?: number;
  payloadCodecs?: PayloadCodec[];
  activityInterceptors?: ActivityInterceptorsFactory[];
  before?: Drive<void>;
  between?: Drive<void>;
};

/** Runs `drive` beside a worker with these activities. */
function worksOn(
  environment: () => Promise<TestWorkflowEnvironment>,
  leave: (env: TestWorkflowEnvironment) => Promise<void> = async () => {},
) {
  return async <T>(activities: FakeActivities, drive: Drive<T>, more: More = {}): Promise<T> => {
    await runtime();
    const env = await environment();
    async function beside<R>(work: Drive<R>): Promise<R> {
      const worker = await Worker.create({
        connection: env.nativeConnection,
        taskQueue,
        workflowBundle: await bundle(),
        // As long as in production, because histories are measured.
        buildId: '0123456789ab',
        activities,
        dataConverter: { payloadCodecs: more.payloadCodecs ?? [] },
        interceptors: { activity: more.activityInterceptors ?? [] },
        // The server would keep the tasks of a cached case for the worker that has gone.
        ...(more.between && { maxCachedWorkflows: 0 }),
        // Run workflows in this thread, because starting a thread for each server took most of the processor time of
        // the tests (0.8 s each), and because a busy machine would make a slow workflow look like a hanging one. On the
        // real server the worker runs as in production.
        debugMode: env.supportsTimeSkipping,
      });
      return worker.runUntil(orHangs(env, work, more.hangsAfterSeconds));
    }
    try {
      if (more.before) await beside(more.before);
      await more.between?.(env);
      return await beside(drive);
    } finally {
      await leave(env);
    }
  };
}

/**
 * A test that hangs still stops its worker, so that the next test can use the task queue. Its calls are cancelled,
 * because the SDK would repeat them on the closed connection, and that fails in the test that runs then.
 */
async function orHangs<T>(env: TestWorkflowEnvironment, work: Drive<T>, seconds = hangSeconds): Promise<T> {
  const calls = new AbortController();
  setMaxListeners(0, calls.signal);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`not done after ${seconds} s`));
      calls.abort();
    }, seconds * 1000);
  });
  const done = env.connection.withAbortSignal(calls.signal, () => work(env));
  return Promise.race([done, late]).finally(() => clearTimeout(timer));
}

function once<T>(make: () => Promise<T>): (() => Promise<T>) & { started: () => Promise<T> | undefined } {
  let made: Promise<T> | undefined;
  return Object.assign(
    () => {
      made ??= make();
      return made;
    },
    { started: () => made },
  );
}
