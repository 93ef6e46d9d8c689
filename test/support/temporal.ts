// Temporal for tests of workflows: the time-skipping test server and the real one, each started once for all files
// that use it, and a worker beside the test.
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { temporal } from '@temporalio/proto';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import {
  bundleWorkflowCode,
  DefaultLogger,
  makeTelemetryFilterString,
  Runtime,
  Worker,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import type {
  BankActivities,
  FeedActivities,
  MoneyActivities,
  PaymentActivities,
  PeopleActivities,
} from '../../activities/types.ts';
import { findTemporalCli, findTestServer } from '../../dev/binaries/find-binary.ts';
import { freePort } from '../../dev/ports.ts';
import { taskQueue } from '../../workflows/messages.ts';
import { searchAttributes } from '../../workflows/search-attributes.ts';

/** Fetched programs are kept where `npm run dev` keeps them. */
const home = process.env.GANGWAY_HOME ?? '.gangway';
const report = (line: string) => void process.stderr.write(`${line}\n`);

const attributeNames = Object.values(searchAttributes).map(({ name }) => name);
const keyword = temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD;

export type FakeActivities = Partial<
  BankActivities & MoneyActivities & PaymentActivities & PeopleActivities & FeedActivities
>;

Runtime.install({
  logger: new DefaultLogger('ERROR'),
  telemetryOptions: { logging: { forward: {}, filter: makeTelemetryFilterString({ core: 'ERROR' }) } },
});
const bundle = once<WorkflowBundleWithSourceMap>(() =>
  bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('../../workflows/index.ts', import.meta.url)),
    logger: new DefaultLogger('ERROR'),
  }),
);

/**
 * Skips time while a result is awaited or `env.sleep` runs. Knows neither delayed runs nor lists (Temporal's, 1.40). Each
 * test starts one, for 0.1 s: with one for all, what a test had left behind ran on in the workers of later ones, and in two
 * whole runs time stood still from some test on.
 */
const timeSkipping = async () => {
  const env = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: await findTestServer(home, report) } },
  });
  await env.connection.operatorService.addSearchAttributes({
    namespace: 'default',
    searchAttributes: Object.fromEntries(attributeNames.map((name) => [name, keyword])),
  });
  return env;
};

const metricsPort = once(freePort);

/** What the real server has counted as billable Actions, by their type, once it has published what it has counted. */
export async function billedActions(): Promise<Record<string, number>> {
  // Measured: the counter follows with a delay of one to two seconds, so it is read until it stands still for that long.
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

/** The server that production runs, with the switch that lets a test fast-forward one workflow. */
const realServer = once(async () =>
  TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'existing-path', path: await findTemporalCli(home, report) },
      extraArgs: [
        ['--dynamic-config-value', 'frontend.WorkflowTimeSkippingEnabled=true'],
        ['--metrics-port', `${await metricsPort()}`],
        ...attributeNames.map((name) => ['--search-attribute', `${name}=Keyword`]),
      ].flat(),
    },
  }),
);

// Starting takes seconds, and on a new machine the programs are fetched first: no test should pay for that.
before(async function () {
  this.timeout(180_000);
  await Promise.all([findTestServer(home, report), realServer(), bundle()]);
});

after(async () => {
  await (await realServer.started())?.teardown();
});

export const withWorker = worksOn(timeSkipping, (env) => env.teardown());
export const withWorkerOnRealServer = worksOn(realServer);

/** Runs `drive` beside a worker with these activities. */
function worksOn(
  environment: () => Promise<TestWorkflowEnvironment>,
  leave: (env: TestWorkflowEnvironment) => Promise<void> = async () => {},
) {
  return async <T>(
    activities: FakeActivities,
    drive: (env: TestWorkflowEnvironment) => Promise<T>,
    withinMs = 8000,
  ): Promise<T> => {
    const env = await environment();
    try {
      const worker = await Worker.create({
        connection: env.nativeConnection,
        taskQueue,
        workflowBundle: await bundle(),
        activities,
      });
      return await worker.runUntil(within(withinMs, drive(env)));
    } finally {
      await leave(env);
    }
  };
}

/** Below mocha's limit, so that a test that hangs still stops its worker and the next one can have the task queue. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${ms} ms`)), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
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
