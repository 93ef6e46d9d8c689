// How the API and the activities reach workflows. Callers receive results and `Failure`s, and never Temporal's own
// errors. Each call has a deadline.

import {
  type Client,
  isGrpcServiceError,
  type WorkflowExecutionDescription,
  WorkflowNotFoundError,
} from '@temporalio/client';
import type { SignalDefinition, UpdateDefinition } from '@temporalio/common';
import type { MicroDeposits } from '../domain/bank/micro-deposits.ts';
import { Failure } from '../domain/failure.ts';
import type { Feed } from '../domain/feed.ts';
import type { TransferChange } from '../domain/transfers/transfer-change.ts';
import {
  caseWorkflowId,
  feedType,
  feedWakeUp,
  feedWorkflowId,
  microDepositsMoved,
  paymentChanged,
  processOf,
  transferNews,
} from '../workflows/messages.ts';
import type { Call } from './call.ts';
import { asFailure } from './failures.ts';
import { caseRuns, noneIfUnknown } from './runs.ts';
import { replacing, starting } from './starts.ts';
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
    ...replacing(client, call),
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

/** `running`, or Temporal's word for how the workflow ended. Reading it is no Action. */
const statusOf = ({ status }: WorkflowExecutionDescription): string => status.name.toLowerCase();

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
