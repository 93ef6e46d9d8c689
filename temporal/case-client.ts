// How the API and the activities reach workflows. Callers receive results and `Failure`s, and never Temporal's own
// errors. Each call has a deadline.

import {
  type Client,
  isGrpcServiceError,
  WorkflowExecutionAlreadyStartedError,
  type WorkflowExecutionDescription,
  WorkflowNotFoundError,
} from '@temporalio/client';
import type { SignalDefinition, UpdateDefinition } from '@temporalio/common';
import type { MicroDeposits } from '../domain/bank/micro-deposits.ts';
import { stageAtStart } from '../domain/case/case-start.ts';
import type { Funding } from '../domain/case/onboarding.ts';
import { processPolicy } from '../domain/case/policy.ts';
import { idleAtStart } from '../domain/case/waiting.ts';
import { Failure } from '../domain/failure.ts';
import type { Feed } from '../domain/feed.ts';
import { amountOf } from '../domain/money.ts';
import type { TransferChange } from '../domain/transfers/transfer-change.ts';
import {
  caseWorkflowId,
  feedType,
  feedWakeUp,
  feedWorkflowId,
  microDepositsMoved,
  type OnboardingStart,
  paymentChanged,
  processOf,
  taskQueue,
  transferNews,
} from '../workflows/messages.ts';
import { searchAttributes } from '../workflows/search-attributes.ts';
import { asFailure } from './failures.ts';
import { caseRuns, noneIfUnknown } from './runs.ts';
import { terminations } from './terminations.ts';
import { troubledCases } from './troubled-cases.ts';

/** The part of Temporal's client that we use, with the calls of a lazy connection or of a worker's own. */
export type TemporalClient = Pick<Client, 'workflow' | 'withDeadline'> & {
  connection: {
    workflowService: Pick<Client['connection']['workflowService'], 'getSystemInfo' | 'listWorkflowExecutions'>;
  };
};
export type CaseClient = ReturnType<typeof createCaseClient>;

/** `over`: the workflow has ended, or Temporal has never had one. */
export type Signalled = 'signalled' | 'over';

export type MicroDepositSignal = MicroDeposits & {
  onboardingId: string;
  accountId: string;
  /** Written `<feed>/<id>`, because each feed numbers its own events. */
  eventIds: string[];
};

// The SDK retries for up to half a minute while Temporal is away, and a worker's connection then calls the outage an
// unknown error. A caller should get an answer sooner.
const callWithin = 3_000;
// Longer, because a worker has to take an update.
const updateWithin = 8_000;

type Call = <T>(work: () => Promise<T>, within?: number) => Promise<T>;

export function createCaseClient(client: TemporalClient) {
  const call: Call = (work, within = callWithin) =>
    client.withDeadline(Date.now() + within, work).catch((error: unknown) => {
      throw asFailure(error);
    });

  /** Signals a case. */
  async function signal<A extends unknown[]>(
    onboardingId: string,
    definition: SignalDefinition<A>,
    ...args: A
  ): Promise<Signalled> {
    const handle = client.workflow.getHandle(caseWorkflowId(onboardingId));
    try {
      await call(() => handle.signal(definition, ...args));
      return 'signalled';
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return 'over';
      throw error;
    }
  }

  return {
    signal,

    ...starting(client, call),
    ...feeds(client, call),
    ...terminations(client, call),
    ...caseRuns(client, call),
    ...troubledCases(client, call),

    /** Sends an update to a case. Within one run of the case, a repeat with the same `updateId` changes nothing. */
    async update<A extends unknown[]>(
      onboardingId: string,
      update: UpdateDefinition<void, A>,
      args: A,
      updateId: string,
    ): Promise<void> {
      const handle = client.workflow.getHandle(caseWorkflowId(onboardingId));
      try {
        // The SDK types an update without a payload apart from the others.
        const definition = update as UpdateDefinition<void, unknown[]> as UpdateDefinition<void, [unknown]>;
        const options = { args: args as unknown[] as [unknown], updateId };
        await call(() => handle.executeUpdate(definition, options), updateWithin);
      } catch (error) {
        throw asUpdateFailure(error);
      }
    },

    /** Throws while Temporal is away. */
    async reach(): Promise<void> {
      await call(() => client.connection.workflowService.getSystemInfo({}));
    },

    /** Signals the case about its transfer, or opens the case again if it has closed. A repeat changes nothing. */
    async transferMoved(moved: TransferChange): Promise<void> {
      await call(async () => {
        await client.workflow.signalWithStart(processOf(moved.onboardingId, 'ach'), transferNews(moved));
      });
    },

    /** Signals the case about its micro-deposits. A closed case needs no signal, and a repeat changes nothing. */
    microDepositsMoved: ({ onboardingId, ...moved }: MicroDepositSignal): Promise<Signalled> =>
      signal(onboardingId, microDepositsMoved, moved),

    /** Hints to the case that its payment has changed. A repeat changes nothing. */
    paymentMoved: (onboardingId: string): Promise<Signalled> => signal(onboardingId, paymentChanged),
  };
}

function starting(client: TemporalClient, call: Call) {
  return {
    /**
     * Starts the workflow of a case once. With `payment`, it also starts it again after its end.
     *
     * A case whose applicant has a Link has nothing to do before its first look, so its run begins then: until that
     * moment it takes no task and no memory of a worker. An update, a cancellation and `wake` let it begin at once. A
     * plain signal waits. (Temporal documents this for `workflow_start_delay`.)
     */
    async start(start: OnboardingStart, funding: Funding | null): Promise<void> {
      const { linkTokenExpiresAt } = start;
      const idle = linkTokenExpiresAt && idleAtStart(linkTokenExpiresAt, Date.now());
      const options = startOptions(start, funding);
      const delay = idle ? { startDelay: idle, staticDetails: `${options.staticDetails}\n\n${waitsFor(idle)}` } : {};
      await call(async () => {
        await client.workflow.start(processOf(start.onboardingId, funding?.rail ?? null), { ...options, ...delay });
      }).catch((error: unknown) => {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      });
    },

    /** Signals a case, also one whose run has not begun. `over`: the workflow has ended. */
    async wake<A extends unknown[]>(
      start: OnboardingStart,
      funding: Funding | null,
      signal: SignalDefinition<A>,
      ...signalArgs: A
    ): Promise<Signalled> {
      const options = { ...startOptions(start, funding), signal, signalArgs };
      try {
        await call(async () => {
          const type = processOf(start.onboardingId, funding?.rail ?? null);
          await client.workflow.signalWithStart<Process, unknown[]>(type, options);
        });
        return 'signalled';
      } catch (error) {
        if (error instanceof WorkflowExecutionAlreadyStartedError) return 'over';
        throw error;
      }
    },
  };
}

function feeds(client: TemporalClient, call: Call) {
  return {
    /** Returns the status of the feed's workflow: see `statusOf`. */
    feedStatus: (feed: Feed): Promise<string | null> =>
      call(() => client.workflow.getHandle(feedWorkflowId(feed)).describe()).then(statusOf, noneIfUnknown),

    /** Wakes a feed, and starts it if it does not run. */
    async wakeFeed(feed: Feed): Promise<void> {
      await call(async () => {
        await client.workflow.signalWithStart(feedType, feedWakeUp(feed));
      });
    },
  };
}

/** Tells operators about a run that has not begun, and so has no current details. */
const waitsFor = (ms: number): string =>
  `Until ${new Date(Date.now() + ms).toISOString()}, or until the applicant finishes Link, it has no current details.`;

type Process = (start: OnboardingStart) => Promise<unknown>;

/** `running`, or Temporal's word for how the workflow ended. Reading it is no Action. */
const statusOf = ({ status }: WorkflowExecutionDescription): string => status.name.toLowerCase();

function startOptions(start: OnboardingStart, funding: Funding | null) {
  const { onboardingId, tenantId, userId, policy, payment, itemId } = start;
  return {
    taskQueue,
    workflowId: caseWorkflowId(onboardingId),
    workflowIdConflictPolicy: 'USE_EXISTING' as const,
    workflowIdReusePolicy: payment ? ('ALLOW_DUPLICATE' as const) : ('REJECT_DUPLICATE' as const),
    args: [{ ...start, policy: processPolicy(policy), ...(!funding && { verifiesOnly: true }) }] as [OnboardingStart],
    typedSearchAttributes: [
      { key: searchAttributes.stage, value: stageAtStart(start) },
      ...(itemId ? [{ key: searchAttributes.item, value: itemId }] : []),
      { key: searchAttributes.trouble, value: 'none' },
      { key: searchAttributes.tenant, value: tenantId },
      { key: searchAttributes.userId, value: userId },
      ...(funding ? [{ key: searchAttributes.amount, value: amountOf(funding) }] : []),
      ...(payment ? attributesOfPayment(payment) : []),
    ],
    staticSummary: summaryOf(funding),
    staticDetails: `${itemId ? 'Transfer' : 'Onboarding'} \`${onboardingId}\` of user \`${userId}\` for tenant \`${tenantId}\``,
  };
}

const attributesOfPayment = ({ paymentId, outcome, reason }: NonNullable<OnboardingStart['payment']>) => [
  { key: searchAttributes.payment, value: paymentId },
  { key: searchAttributes.outcome, value: outcome },
  ...(reason === undefined ? [] : [{ key: searchAttributes.reason, value: reason }]),
];

/** Describes the funding to operators in the Temporal UI. */
function summaryOf(funding: Funding | null): string {
  if (!funding) return 'verifies an account';
  const how = funding.rail === 'ach' ? `${funding.direction} by ${funding.network}` : 'by payment initiation';
  return `${amountOf(funding)} ${how}`;
}

/** FAILED_PRECONDITION: Temporal's answer to an update of a workflow whose tasks fail. */
const taskFailing = 9;

function asUpdateFailure(error: unknown): unknown {
  if (error instanceof WorkflowNotFoundError) {
    return new Failure('conflict', 'The case has ended, so it takes no more changes. Read its outcome.', {
      code: 'case_closed',
    });
  }
  if (error instanceof Failure && isGrpcServiceError(error.cause) && error.cause.code === taskFailing) {
    const detail =
      'The workflow of this case keeps failing until an operator repairs it. Send the same request again later.';
    return new Failure('unavailable', detail, { code: 'case_failing', retryAfterSeconds: 60 }, { cause: error });
  }
  return error;
}
