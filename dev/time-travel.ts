// Days pass by jumps: the simulated bank's clock moves ahead, and every open case is fast-forwarded by the same span.
// Temporal's time skipping per workflow is young and undocumented (server 1.32; temporalio/api #786, #835), so it is
// used here and nowhere else, and only on the embedded server.
//
// What stays in real time: signatures, HTTP, the database, and cases that start after a jump. Such a case lives in the
// present while the bank is ahead; what the bank says of its future (the return window) then lies as much further
// away, which costs no more than another jump.
import { randomUUID } from 'node:crypto';
import { Client, type Connection, type WorkflowExecutionDescription } from '@temporalio/client';
import { onboardingType } from '../workflows/messages.ts';
import { eachOf } from './each-of.ts';
import { postJson } from './post-json.ts';

export type TimeTravel = { simulator: string; connection: Connection; namespace: string };
export type Span = { seconds: number } | { banking_days: number };
export type Jump = { now: Date; seconds: number; cases: number };

const atOnce = 8;
const patienceMs = 30_000;

/** Moves the bank, then the cases; resolves when the cases have arrived. Throws one sentence if they cannot. */
export async function advance(travel: TimeTravel, span: Span): Promise<Jump> {
  type Clock = { now: string; advanced_seconds: number };
  const clock = (await postJson(`${travel.simulator}/simulator/clock`, span)) as Clock;
  const seconds = Math.round(clock.advanced_seconds);
  const client = new Client(travel);
  const open = client.workflow.list({ query: `WorkflowType = '${onboardingType}' AND ExecutionStatus = 'Running'` });
  let cases = 0;
  await eachOf(open, atOnce, async ({ workflowId }) => {
    cases++;
    await fastForward(client, workflowId, seconds);
  });
  return { now: new Date(clock.now), seconds, cases };
}

async function fastForward(client: Client, workflowId: string, span: number): Promise<void> {
  const { namespace } = client.options;
  const workflowExecution = { workflowId };
  const before = await client.workflow.getHandle(workflowId).describe();
  const id = randomUUID();
  const fastForwardConfig = { id, duration: { seconds: spanToWake(before, span) as never } };
  try {
    await client.workflowService.updateWorkflowExecutionOptions({
      namespace,
      workflowExecution,
      workflowExecutionOptions: { timeSkippingConfig: { enabled: true, fastForwardConfig } },
      updateMask: { paths: ['time_skipping_config'] },
    });
    // Answers when the case has arrived, or cannot any more because it has ended. Time stands still for a case while
    // one of its activities runs.
    await client.withDeadline(Date.now() + patienceMs, () =>
      client.workflowService.pollWorkflowExecutionTimeSkipping({ namespace, workflowExecution, fastForwardId: id }),
    );
  } catch (cause) {
    const message = (cause as Error).message;
    // It ended meanwhile, or is busy; both show in the case itself.
    if (/NOT_FOUND|DEADLINE_EXCEEDED|already completed/.test(message)) return;
    throw new Error(`This Temporal does not skip time (${message}): \`npm run dev\` brings one that does.`, { cause });
  }
}

/**
 * The span that carries a case as far as `span` would if the server counted right. Server 1.32 counts time skipped
 * before a continue-as-new twice in the next run's start (measured: after skips of S, startTime and with it the end of
 * backoffStartInterval are S too late, while the current time is right). Cases sleep by continue-as-new. Where a jump
 * passes the end of the return window, it goes on to when the server will wake the case. Earlier waits are left alone:
 * they are safety nets behind the feed, and jumping further each time would carry a case away from its bank.
 */
function spanToWake({ raw, memo }: WorkflowExecutionDescription, span: number): number {
  if (memo?.stage !== 'watching_returns' || typeof memo.until !== 'string') return span;
  const now = seconds(raw.workflowExtendedInfo?.timeSkippingInfo?.currentTime) ?? Date.now() / 1000;
  const wakes = seconds(raw.workflowExecutionInfo?.executionTime) ?? 0;
  const over = now + span >= Date.parse(memo.until) / 1000;
  return over ? Math.max(span, Math.ceil(wakes - now) + 1) : span;
}

const seconds = (at: { seconds?: unknown } | null | undefined) => (at ? Number(at.seconds) : null);
