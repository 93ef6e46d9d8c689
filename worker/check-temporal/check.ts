// Checks all properties of a server at once, beside a worker of their own.
import { setMaxListeners } from 'node:events';
import { extname, join } from 'node:path';
import { type Client, isGrpcServiceError } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, type NativeConnection, Worker } from '@temporalio/worker';
import { createProbe, type Probe } from './probe.ts';
import { poke } from './probe-workflows.ts';
import { type Property, preconditions, properties } from './properties.ts';

export type Finding = Pick<Property, 'holds' | 'otherwise'> & {
  ok: boolean;
  /** A remark, or what the check saw in place of the property. */
  seen: string | undefined;
};

const withinSeconds = 60;
/** Of gRPC's status codes. */
const deadlineExceeded = 4;

/**
 * Yields the finding about each property, in the order of the lists. Ends early if a precondition does not hold. Leaves
 * no workflow that runs.
 */
export async function* checkTemporal(
  client: Client,
  connect: () => Promise<NativeConnection>,
): AsyncGenerator<Finding> {
  const probe = createProbe(client);
  const late = AbortSignal.timeout(withinSeconds * 1000);
  setMaxListeners(0, late);
  const check = (property: Property) => client.withAbortSignal(late, () => findingOf(property, probe, late));
  for (const precondition of preconditions) {
    const finding = await check(precondition);
    yield finding;
    if (!finding.ok) return;
  }
  const connection = await connect();
  const worker = await createWorker(probe, connection);
  const working = worker.run();
  try {
    for (const finding of properties.map(check)) yield await finding;
  } finally {
    await probe.end();
    worker.shutdown();
    await working;
    await connection.close();
  }
}

async function findingOf({ check, ...property }: Property, probe: Probe, late: AbortSignal): Promise<Finding> {
  try {
    return { ...property, ok: true, seen: await check(probe) };
  } catch (error) {
    const seen = late.aborted ? `no answer within ${withinSeconds} seconds` : sentenceOf(error);
    return { ...property, ok: false, seen };
  }
}

/** Temporal's own words are in the cause. */
function sentenceOf(error: unknown): string {
  const { message, cause } = error instanceof Error ? error : { message: `${error}`, cause: undefined };
  const own = [error, cause].find(isGrpcServiceError);
  if (own?.code === deadlineExceeded) return 'no answer in time';
  return own ? own.details : message;
}

async function createWorker({ client, taskQueue }: Probe, connection: NativeConnection): Promise<Worker> {
  const workflowsPath = join(import.meta.dirname, `probe-workflows${extname(import.meta.filename)}`);
  return Worker.create({
    connection,
    namespace: client.options.namespace,
    taskQueue,
    workflowBundle: await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') }),
    activities: { pokeById: (id: string) => client.workflow.getHandle(id).signal(poke, 1) },
  });
}
