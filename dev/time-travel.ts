// Days pass by jumps: this module moves the simulated bank's clock, and fast-forwards every open case by that span.
// Temporal's time skipping per workflow is young and undocumented (server 1.32; temporalio/api #786, #835), so only
// this module uses it, and only on the embedded server.
//
// Signatures, HTTP and the database stay in real time. So does a case that starts after a jump: it begins in the
// present while the bank is ahead. That matters only if the bank's dates count. So a case that waits for a date of the
// bank jumps to the bank's own time, and any other case jumps by the span. Otherwise the first jump would end thirty
// days for Link.
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, type Connection, type WorkflowExecutionDescription } from '@temporalio/client';
import { type CaseFile, caseFile, processTypes } from '../workflows/messages.ts';
import { eachOf } from './each-of.ts';
import { postJson } from './post-json.ts';

export type TimeTravel = {
  simulator: string;
  /** Null on a Temporal that the developer brought. There cases cannot jump, so only the bank moves. */
  temporal: { connection: Connection; namespace: string } | null;
};
export type Span = { seconds: number } | { banking_days: number };
export type Jump = {
  /** The bank's time after the jump. */
  now: Date;
  seconds: number;
  /** How many cases jumped. */
  cases: number;
  /** Why the cases stayed in the present. Null when they jumped. */
  stayed: string | null;
};

/** Returns the time at the simulated bank. */
export async function bankNow(simulator: string): Promise<Date> {
  const answer = await fetch(`${simulator}/simulator/healthz`, { signal: AbortSignal.timeout(5000) });
  return new Date(((await answer.json()) as { now: string }).now);
}

const atOnce = 8;
const patienceSeconds = 120;

/** Moves the bank, then the cases. Resolves when the cases have arrived. */
export async function advance({ simulator, temporal }: TimeTravel, span: Span): Promise<Jump> {
  type Clock = { now: string; advanced_seconds: number };
  // With an id, because an answer can be lost and the retry must not move the bank once more.
  const move = { ...span, id: randomUUID() };
  const clock = (await patiently(() => postJson(`${simulator}/simulator/clock`, move))) as Clock;
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

function carry(client: Client, workflowId: string, jump: Pick<Jump, 'now' | 'seconds'>): Promise<void> {
  return bring(client, workflowId, async (now) => {
    const bySpan = now + jump.seconds;
    const waiting = await waitingOf(client, workflowId);
    const target = byTheBanksDates.includes(waiting?.for) ? Math.max(bySpan, jump.now.getTime() / 1000) : bySpan;
    // A case in its return window has no Link, and sleeps.
    return { target, step: waiting?.for === 'return_window' ? target - now : step };
  });
}

/** Null also for a run that has not begun: it waits for Link, and answers no query. */
async function waitingOf(client: Client, workflowId: string): Promise<CaseFile['waiting']> {
  try {
    return (await client.workflow.getHandle(workflowId).query(caseFile)).waiting;
  } catch (error) {
    if (error instanceof Error && /task is not scheduled yet/.test(`${error.cause}`)) return null;
    throw error;
  }
}

const byTheBanksDates: unknown[] = ['return_window', 'reinitiation'];
/** These end when the bank does its part, on some day before their last. */
const untilTheBankActs: unknown[] = ['micro_deposit', 'settlement', 'payment_confirmation'];

/**
 * Returns how many seconds may pass at once, so that no case is jumped past something that changes how it goes on. 0
 * while a case waits for the bank, or its wait is not known. Infinity if no case waits.
 */
export async function untilNextChange({ temporal }: TimeTravel, bankNow: Date): Promise<number> {
  if (!temporal) return Number.POSITIVE_INFINITY;
  const client = new Client(temporal);
  let seconds = Number.POSITIVE_INFINITY;
  await eachOf(await openCases(client), atOnce, async (workflowId) => {
    const waiting = await waitingOf(client, workflowId);
    if (!waiting?.until || untilTheBankActs.includes(waiting.for)) {
      seconds = 0;
      return;
    }
    const isByBank = byTheBanksDates.includes(waiting.for);
    const now = isByBank
      ? bankNow.getTime() / 1000
      : virtualNow(await client.workflow.getHandle(workflowId).describe());
    seconds = Math.min(seconds, Math.max(0, Date.parse(waiting.until) / 1000 - now));
  });
  return seconds;
}

/** Fast-forwards one case by this many seconds. */
export const passTime = (client: Client, workflowId: string, seconds: number): Promise<void> =>
  bring(client, workflowId, async (now) => ({ target: now + seconds, step }));

/**
 * A run that continues as new during a step jumps once more by the whole step (server 1.32, measured: 6.2 hours past
 * the end of a day). A Link token lives for four hours, so a jump of a day takes steps that are short enough. Jumps of
 * many days go to the ends of long waits, where a few hours do not matter.
 */
const step = 4 * 3600;
const longWay = 7 * 86_400;

/** The goal of a case by its own time, in seconds since 1970, and the longest step on the way there. */
type Way = { target: number; step: number };

async function bring(client: Client, workflowId: string, wayFrom: (now: number) => Promise<Way>): Promise<void> {
  // Computed once, so that a retry leads no further.
  let way: Way | undefined;
  let asked = Number.NEGATIVE_INFINITY;
  // Patience starts again with each step, because a busy machine takes seconds for one.
  const takeStep = () =>
    patiently(async () => {
      const description = await client.workflow.getHandle(workflowId).describe();
      if (description.status.name !== 'RUNNING') return false;
      const now = virtualNow(description);
      way ??= await wayFrom(now);
      const rest = Math.ceil(way.target - now);
      if (rest <= 0) return false;
      if (now <= asked) throw new Error(`${workflowId} does not move`);
      const arrival = await fastForward(
        client,
        workflowId,
        rest > longWay ? rest : Math.min(rest, Math.ceil(way.step)),
      );
      asked = now;
      await arrival();
      return true;
    });
  while (await takeStep());
}

/**
 * Retries for a while, because parts of the stack may be killed and come back. Gives up on what the server cannot do.
 */
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

/** Asks for a step. The function that it returns waits for the arrival, for a second at most. */
async function fastForward(client: Client, workflowId: string, seconds: number): Promise<() => Promise<void>> {
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
  // The server answers when the case has arrived, or has ended on the way. The case's time stands still while one of
  // its activities runs. The server may answer only at the end of its own 20 seconds, long after the arrival
  // (measured), so no answer within a second says nothing: the caller looks where the case is.
  const arrival = () =>
    client.workflowService.pollWorkflowExecutionTimeSkipping({ namespace, workflowExecution, fastForwardId: id });
  return () =>
    client.withDeadline(Date.now() + 1000, arrival).then(
      () => {},
      (error: unknown) => {
        if (willNever(error)) throw error;
      },
    );
}

/** The server has no such API, or its API has changed or is switched off. */
const willNever = (error: unknown) => /\b(UNIMPLEMENTED|INVALID_ARGUMENT|PERMISSION_DENIED)\b/.test(`${error}`);

/** Returns the case's own time, in seconds since 1970. */
function virtualNow({ raw }: WorkflowExecutionDescription): number {
  const at = raw.workflowExtendedInfo?.timeSkippingInfo?.currentTime;
  return at ? Number(at.seconds) + (at.nanos ?? 0) / 1e9 : Date.now() / 1000;
}
