// Days pass by jumps: the simulated bank's clock moves ahead, and every open case is fast-forwarded by the same span.
// Temporal's time skipping per workflow is young and undocumented (server 1.32; temporalio/api #786, #835), so it is
// used here and nowhere else, and only on the embedded server.
//
// What stays in real time: signatures, HTTP, the database, and a case that starts after a jump: it begins in the present
// while the bank is ahead. That matters only where the bank's dates count, so a case that waits for one of those is carried
// to the bank's own now, and any other by the span of the jump: else thirty days for Link would be over with the first one.
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, type Connection, type WorkflowExecutionDescription } from '@temporalio/client';
import { waits } from '../domain/onboarding.ts';
import { processTypes } from '../workflows/messages.ts';
import { eachOf } from './each-of.ts';
import { postJson } from './post-json.ts';

export type TimeTravel = {
  simulator: string;
  /** Null where cases cannot be carried along, on another's Temporal: then only the bank moves. */
  temporal: { connection: Connection; namespace: string } | null;
};
export type Span = { seconds: number } | { banking_days: number };
export type Jump = {
  /** The bank's time after it. */
  now: Date;
  seconds: number;
  /** How many cases were carried along. */
  cases: number;
  /** Why the cases stayed in the present, if they did. */
  stayed: string | null;
};

const atOnce = 8;
const patienceSeconds = 60;

/** Moves the bank, then the cases; resolves when the cases have arrived. */
export async function advance({ simulator, temporal }: TimeTravel, span: Span): Promise<Jump> {
  type Clock = { now: string; advanced_seconds: number };
  // Not repeatable: if the answer is lost, the bank is a jump further than the cases, which the next jump makes good.
  const clock = (await patiently(() => postJson(`${simulator}/simulator/clock`, span))) as Clock;
  const jump = { now: new Date(clock.now), seconds: Math.round(clock.advanced_seconds), cases: 0 };
  if (!temporal) return { ...jump, stayed: 'this Temporal is not the embedded one' };
  const client = new Client(temporal);
  try {
    const cases = await patiently(() => openCases(client));
    await eachOf(cases, atOnce, (workflowId) => carry(client, workflowId, jump));
    return { ...jump, cases: cases.length, stayed: null };
  } catch (error) {
    if (!willNever(error)) throw error;
    return { ...jump, stayed: `this Temporal does not skip time (${(error as Error).message})` };
  }
}

async function openCases(client: Client): Promise<string[]> {
  const types = Object.values(processTypes).map((type) => `'${type}'`);
  const query = `WorkflowType IN (${types.join(', ')}) AND ExecutionStatus = 'Running'`;
  const ids: string[] = [];
  for await (const { workflowId } of client.workflow.list({ query })) ids.push(workflowId);
  return ids;
}

async function carry(client: Client, workflowId: string, jump: Pick<Jump, 'now' | 'seconds'>): Promise<void> {
  // Settled once, so that trying again leads no further.
  let target: number | undefined;
  await patiently(async () => {
    const now = await client.workflow.getHandle(workflowId).describe();
    if (now.status.name !== 'RUNNING') return;
    target ??= destination(now, jump);
    const rest = Math.ceil(target - virtualNow(now));
    if (rest <= 0) return;
    await fastForward(client, workflowId, rest);
    throw new Error(`${workflowId} has not arrived`);
  });
}

/** Parts of the stack may be killed and come back: tries for a while, but not what this server will never do. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + patienceSeconds * 1000;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (willNever(error) || Date.now() > deadline) throw error;
      await delay(100);
    }
  }
}

async function fastForward(client: Client, workflowId: string, seconds: number): Promise<void> {
  const { namespace } = client.options;
  const workflowExecution = { workflowId };
  const id = randomUUID();
  const fastForwardConfig = { id, duration: { seconds: seconds as never } };
  await client.workflowService.updateWorkflowExecutionOptions({
    namespace,
    workflowExecution,
    workflowExecutionOptions: { timeSkippingConfig: { enabled: true, fastForwardConfig } },
    updateMask: { paths: ['time_skipping_config'] },
  });
  // Answers when the case has arrived, or has ended on the way; time stands still for it while one of its activities
  // runs. It may answer only at the end of its own 20 seconds, long after the arrival (measured), so the caller looks
  // for itself every second.
  await client.withDeadline(Date.now() + 1000, () =>
    client.workflowService.pollWorkflowExecutionTimeSkipping({ namespace, workflowExecution, fastForwardId: id }),
  );
}

/** The API is not there, or has been changed or switched off. */
const willNever = (error: unknown) => /\b(UNIMPLEMENTED|INVALID_ARGUMENT|PERMISSION_DENIED)\b/.test(`${error}`);

/**
 * The instant to carry a case to, in seconds since 1970. Past the end of such a wait it lies further than the
 * jump, because server 1.32 counts time skipped before a continue-as-new twice in the next run's start: after skips of
 * S, startTime and with it the end of backoffStartInterval are S too late, while the current time is right (measured).
 * Earlier waits are left to end late: they are safety nets behind the feed, and each longer jump would carry the case
 * further from its bank.
 */
function destination(
  description: WorkflowExecutionDescription,
  { now, seconds }: Pick<Jump, 'now' | 'seconds'>,
): number {
  const { memo, raw } = description;
  const bySpan = virtualNow(description) + seconds;
  // The memo of a case that follows its transfer (workflows/follow-transfer.ts).
  if (!byTheBanksDates.includes(memo?.waiting_for) || typeof memo?.until !== 'string') return bySpan;
  const target = Math.max(bySpan, now.getTime() / 1000);
  const wakes = inSeconds(raw.workflowExecutionInfo?.executionTime) ?? 0;
  return target < Date.parse(memo.until) / 1000 ? target : Math.max(target, wakes + 1);
}

const byTheBanksDates: unknown[] = [waits.returns, waits.representment];

/** The case's own time, in seconds since 1970. */
const virtualNow = ({ raw }: WorkflowExecutionDescription): number =>
  inSeconds(raw.workflowExtendedInfo?.timeSkippingInfo?.currentTime) ?? Date.now() / 1000;

const inSeconds = (at: { seconds?: unknown; nanos?: number | null } | null | undefined) =>
  at ? Number(at.seconds) + (at.nanos ?? 0) / 1e9 : null;
