// Frozen: a change here moves every ratio that was ever measured, so it needs a reason of its own. Worker and client of
// the empty workflow in one process, with the options that Gangway's had at the first measurement. A POST of
// `{ids, atOnce}` runs one workflow for each id, and gets its answer when all have ended.
import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { eachOf } from '../dev/each-of.ts';
import { serve } from './server-process.ts';

export type FloorRequest = { ids: string[]; atOnce: number };

const { TEMPORAL_ADDRESS: address = '' } = process.env;
const taskQueue = 'floor';
const logger = new DefaultLogger('WARN');
Runtime.install({ logger });

const steps = new EventEmitter().setMaxListeners(0);
const step = async (workflowId: string, number: number) => void steps.emit(`${workflowId}/${number}`);

const worker = await Worker.create({
  connection: await NativeConnection.connect({ address }),
  taskQueue,
  workflowBundle: await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('./floor-workflow.ts', import.meta.url)),
    logger,
  }),
  activities: { step },
  maxCachedWorkflows: 2500,
  nonStickyToStickyPollRatio: 0.5,
});
const { workflow } = new Client({ connection: await Connection.connect({ address }) });

/** Sends each signal once the activity before it was called, as the outside world answers. */
async function runOne(workflowId: string): Promise<void> {
  const called = [1, 2, 3, 4].map((number) => once(steps, `${workflowId}/${number}`));
  const handle = await workflow.start('floor', { workflowId, taskQueue });
  for (const call of called) {
    await call;
    await handle.signal('next');
  }
  await handle.result();
}

const server = createServer(async (request, answer) => {
  try {
    const { ids, atOnce } = (await json(request)) as FloorRequest;
    await eachOf(ids, atOnce, runOne);
    answer.end('{}');
  } catch (error) {
    answer.writeHead(500).end(JSON.stringify({ error: (error as Error).message }));
  }
});
await Promise.all([worker.run(), serve(server)]);
