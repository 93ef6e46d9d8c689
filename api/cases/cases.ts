// How the API reaches the workflows. Everything that is particular to Temporal's client ends here: callers meet
// results and `Failure`s.
import {
  ApplicationFailure,
  type Client,
  isGrpcServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import type { SignalDefinition, UpdateDefinition } from '@temporalio/common';
import { Failure } from '../../domain/failure.ts';
import type { Feed } from '../../domain/feed.ts';
import type { Funding } from '../../domain/onboarding.ts';
import { firstStage, processPolicy } from '../../domain/policy.ts';
import {
  feedType,
  feedWakeUp,
  type OnboardingStart,
  onboardingWorkflowId,
  processTypes,
  type TransferNews,
  taskQueue,
  transferNews,
} from '../../workflows/messages.ts';
import { searchAttributes } from '../../workflows/search-attributes.ts';
import { fundingSummary } from './funding-answer.ts';

export type TemporalClient = Pick<Client, 'workflow' | 'withDeadline'> & {
  connection: { workflowService: Pick<Client['connection']['workflowService'], 'getSystemInfo'> };
};
export type Cases = ReturnType<typeof createCases>;

// The SDK retries for up to half a minute while Temporal is away; a caller should hear of it sooner.
const callWithin = 3_000;
// An update also needs a worker to take it.
const updateWithin = 8_000;

export function createCases(client: TemporalClient) {
  const call = <T>(work: () => Promise<T>, within = callWithin): Promise<T> =>
    client.withDeadline(Date.now() + within, work).catch(rethrow);

  return {
    /** Starts the workflow of a case: once, or also after its end where there is news of its payment. */
    async start(start: OnboardingStart, funding: Funding): Promise<void> {
      const options = {
        taskQueue,
        workflowId: onboardingWorkflowId(start.onboardingId),
        workflowIdConflictPolicy: 'USE_EXISTING' as const,
        workflowIdReusePolicy: start.payment ? ('ALLOW_DUPLICATE' as const) : ('REJECT_DUPLICATE' as const),
        args: [{ ...start, policy: processPolicy(start.policy) }],
        typedSearchAttributes: [
          { key: searchAttributes.stage, value: start.payment ? 'transferring' : firstStage(start.policy) },
          { key: searchAttributes.trouble, value: 'none' },
          { key: searchAttributes.tenant, value: start.tenantId },
          { key: searchAttributes.userId, value: start.userId },
          ...(start.payment ? [{ key: searchAttributes.payment, value: start.payment.paymentId }] : []),
        ],
        staticSummary: fundingSummary(funding),
        staticDetails: `Onboarding \`${start.onboardingId}\` of user \`${start.userId}\` for tenant \`${start.tenantId}\``,
      };
      await call(async () => {
        await client.workflow.start(processTypes[funding.rail], options);
      }).catch((error: unknown) => {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      });
    },

    /** Signals a case. `over` where its workflow has ended (or, to Temporal, never was). */
    async tell<A extends unknown[]>(
      onboardingId: string,
      signal: SignalDefinition<A>,
      ...args: A
    ): Promise<'told' | 'over'> {
      const handle = client.workflow.getHandle(onboardingWorkflowId(onboardingId));
      try {
        await call(() => handle.signal(signal, ...args));
        return 'told';
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return 'over';
        throw error;
      }
    },

    /** Asks a case to accept something. `updateId` makes a repeat within the case's run the same update. */
    async ask<A>(onboardingId: string, update: UpdateDefinition<void, [A]>, arg: A, updateId: string): Promise<void> {
      const handle = client.workflow.getHandle(onboardingWorkflowId(onboardingId));
      try {
        await call(() => handle.executeUpdate(update, { args: [arg], updateId }), updateWithin);
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) {
          throw new Failure('conflict', 'The case has ended: nothing about it can be changed.', {
            code: 'case_closed',
          });
        }
        throw error;
      }
    },

    /** Rejects while Temporal is away. */
    async reach(): Promise<void> {
      await call(() => client.connection.workflowService.getSystemInfo({}));
    },

    /** Wakes a case that sleeps until its transfer moves, or opens it again. */
    async tellOfTransfer(news: TransferNews): Promise<void> {
      await call(async () => {
        await client.workflow.signalWithStart(processTypes.ach, transferNews(news));
      });
    },

    /** Wakes a feed, which starts with the first call. */
    async wakeFeed(feed: Feed): Promise<void> {
      await call(async () => {
        await client.workflow.signalWithStart(feedType, feedWakeUp(feed));
      });
    },
  };
}

// gRPC status codes that say "ask differently", not "ask later": INVALID_ARGUMENT, PERMISSION_DENIED,
// FAILED_PRECONDITION, UNIMPLEMENTED, UNAUTHENTICATED.
const refusals = new Set([3, 7, 9, 12, 16]);

function rethrow(error: unknown): never {
  if (error instanceof WorkflowNotFoundError || error instanceof WorkflowExecutionAlreadyStartedError) throw error;
  if (error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure) {
    const { message, type } = error.cause;
    if (type === 'conflict') throw new Failure('conflict', message, { code: 'stage_conflict' }, { cause: error });
  }
  const cause = error instanceof Error && isGrpcServiceError(error.cause) ? error.cause : error;
  if (isGrpcServiceError(cause) && refusals.has(cause.code)) {
    throw new Failure('bug', `Temporal refuses the call: ${cause.details}`, { code: 'temporal_refused' }, { cause });
  }
  if (error instanceof Failure) throw error;
  const slow = error instanceof WorkflowUpdateRPCTimeoutOrCancelledError;
  const what = slow ? 'No worker has taken this up in time.' : 'Temporal does not answer.';
  const detail = { code: slow ? 'worker_unavailable' : 'temporal_unavailable', retryAfterSeconds: 1 };
  throw new Failure('unavailable', `${what} Nothing was lost; send the same request again.`, detail, { cause: error });
}

/** Whether waiting for Temporal, and nothing else, is the cure. */
export const isTemporalAway = (error: unknown): boolean =>
  error instanceof Failure && error.detail.code === 'temporal_unavailable';
