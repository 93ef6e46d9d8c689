// The time-skipping test server and the workflow bundle, started once for all files that use them.
import { fileURLToPath } from 'node:url';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import {
  bundleWorkflowCode,
  DefaultLogger,
  makeTelemetryFilterString,
  Runtime,
  Worker,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import type { BankActivities, FeedActivities, MoneyActivities, PeopleActivities } from '../../activities/types.ts';
import { findTestServer } from '../../dev/binaries/find-binary.ts';
import { taskQueue } from '../../workflows/messages.ts';

/** Fetched programs are kept where `npm run dev` keeps them. */
const home = process.env.GANGWAY_HOME ?? '.gangway';
const report = (line: string) => void process.stderr.write(`${line}\n`);

export type FakeActivities = Partial<BankActivities & MoneyActivities & PeopleActivities & FeedActivities>;

Runtime.install({
  logger: new DefaultLogger('WARN'),
  telemetryOptions: { logging: { forward: {}, filter: makeTelemetryFilterString({ core: 'ERROR' }) } },
});
const bundle = once<WorkflowBundleWithSourceMap>(() =>
  bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('../../workflows/index.ts', import.meta.url)),
    logger: new DefaultLogger('WARN'),
  }),
);
const environment = once(async () =>
  TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: await findTestServer(home, report) } },
  }),
);
after(async () => (await environment.started())?.teardown());

/** Runs `drive` beside a worker with these activities; time skips while a result is awaited or `env.sleep` runs. */
export async function withWorker<T>(
  activities: FakeActivities,
  drive: (env: TestWorkflowEnvironment) => Promise<T>,
): Promise<T> {
  const env = await environment();
  const worker = await Worker.create({
    connection: env.nativeConnection,
    taskQueue,
    workflowBundle: await bundle(),
    activities,
  });
  return worker.runUntil(drive(env));
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
