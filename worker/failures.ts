// Turns a Failure into Temporal's: the one place that knows both. Only type, message and details cross the border.
import { ApplicationFailure } from '@temporalio/common';
import type {
  ActivityExecuteInput,
  ActivityInboundCallsInterceptor,
  ActivityInterceptorsFactory,
  Next,
} from '@temporalio/worker';
import type { Logger } from 'pino';
import { databaseFault, isDatabaseAway } from '../db/database-away.ts';
import { Failure, failures, isWithoutOpenCall } from '../domain/failure.ts';
import { onBehalfOf } from '../plaid/caller.ts';

export const failureInterceptor =
  (log: Logger, tenantOf: (onboardingId: string) => Promise<string>): ActivityInterceptorsFactory =>
  (context) => ({
    inbound: {
      async execute(
        input: ActivityExecuteInput,
        next: Next<ActivityInboundCallsInterceptor, 'execute'>,
      ): Promise<unknown> {
        const { activityType, attempt } = context.info;
        const [argument] = input.args;
        const onboardingId = onboardingOf(argument);
        const feed = typeof argument === 'string' ? argument : undefined;
        const about = { activity: activityType, attempt, onboarding_id: onboardingId, feed };
        const began = performance.now();
        try {
          const result = await onBehalfOf(
            async () => (onboardingId ? tenantOf(onboardingId) : ''),
            () => next(input),
          );
          log.info({ ...about, ms: Math.round(performance.now() - began) }, 'activity done');
          return result;
        } catch (error) {
          const failure = asTemporalFailure(error);
          const level = failure.type === 'bug' ? 'error' : 'warn';
          const { code, requestId } = (failure.details?.[0] ?? {}) as { code?: string; requestId?: string };
          const at = error instanceof Failure ? undefined : placeOf(error);
          log[level]({ ...about, kind: failure.type, code, plaid_request_id: requestId, at }, failure.message);
          throw failure;
        }
      },
    },
  });

/**
 * If Plaid asks us to wait longer than this, the failure goes to the case at once: the case shows the trouble and waits
 * itself, where operators can see it (workflows/step.ts).
 */
const longestWaitUnseen = 60;

/** Returns the failure for Temporal, with its retry by kind. Any other error becomes a `bug` or an outage. */
export function asTemporalFailure(error: unknown): ApplicationFailure {
  const failure = error instanceof Failure ? error : unexpected(error);
  const { kind, message, detail } = failure;
  const policy = failures[kind];
  const after =
    detail.retryAfterSeconds ?? (policy.retry === 'backoff' && policy.firstSeconds > 1 ? policy.firstSeconds : null);
  return ApplicationFailure.create({
    type: kind,
    message,
    details: [isWithoutOpenCall(error) ? { ...detail, noOpenCall: true } : detail],
    nonRetryable: policy.retry === 'never' || (after ?? 0) > longestWaitUnseen,
    ...(after !== null && { nextRetryDelay: after * 1000 }),
  });
}

/** Any other error is our mistake. Its text may hold anything, so only its name goes on. */
function unexpected(error: unknown): Failure {
  if (isDatabaseAway(error)) {
    return new Failure('unavailable', 'The database does not answer. Temporal repeats the step.', {
      code: 'database_unavailable',
    });
  }
  const fault = databaseFault(error);
  if (fault) return new Failure('bug', fault, { code: 'database_misconfigured' });
  const code = nameOf(error);
  return new Failure('bug', `Unexpected ${code} in the worker. The log of the worker shows the place.`, { code });
}

/** Returns the top of the stack without the message before it. */
function placeOf(error: unknown): string[] | undefined {
  if (!(error instanceof Error)) return undefined;
  const { message, stack = '' } = error;
  const begin = stack.indexOf(message);
  if (begin < 0) return undefined;
  const frames = stack.slice(begin + message.length).split('\n');
  return frames.slice(1, 6).map((frame) => frame.trim());
}

/** Returns the code of PostgreSQL and network errors, which says more than their class. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'error';
  const { code, name } = error as { code?: unknown; name: unknown };
  const isWord = (word: unknown): word is string => typeof word === 'string' && /^\w{1,40}$/.test(word);
  return [code, name].find(isWord) ?? 'error';
}

const onboardingOf = (argument: unknown): string | undefined =>
  (argument as { onboardingId?: string } | undefined)?.onboardingId;
