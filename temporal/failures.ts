// Turns an error of Temporal's client into one of the nine kinds of failure. An outage is `unavailable`.
import {
  ApplicationFailure,
  isGrpcServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { Failure, outageCode } from '../domain/failure.ts';
import { refusals } from '../workflows/messages.ts';

// gRPC status codes that a retry does not cure: INVALID_ARGUMENT, PERMISSION_DENIED, FAILED_PRECONDITION,
// UNIMPLEMENTED, UNAUTHENTICATED. Any other code counts as an outage: a worker's connection reports a broken connection
// as UNKNOWN, and one that stays silent as CANCELLED.
const refusalCodes = new Set([3, 7, 9, 12, 16]);

/** Returns two errors as they are, which are answers: the workflow has ended or never ran, and it runs already. */
export function asFailure(error: unknown): Error {
  if (error instanceof WorkflowNotFoundError || error instanceof WorkflowExecutionAlreadyStartedError) return error;
  return refusedUpdate(error) ?? refusedCall(error) ?? (error instanceof Failure ? error : outage(error));
}

/** Returns the failure of an update that the case refused. Null for any other error. */
function refusedUpdate(error: unknown): Failure | null {
  if (!(error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure)) return null;
  const { message, type } = error.cause;
  const code = type === refusals.conflict ? 'stage_conflict' : type === refusals.early ? 'not_open_yet' : null;
  return code && new Failure('conflict', message, { code }, { cause: error });
}

/** Returns the failure of a call that Temporal refused. Null for any other error. */
function refusedCall(error: unknown): Failure | null {
  const cause = error instanceof Error && isGrpcServiceError(error.cause) ? error.cause : error;
  if (!isGrpcServiceError(cause) || !refusalCodes.has(cause.code)) return null;
  return new Failure('bug', `Temporal refused the call: ${cause.details}`, { code: 'temporal_refused' }, { cause });
}

function outage(error: unknown): Failure {
  const slow = error instanceof WorkflowUpdateRPCTimeoutOrCancelledError;
  const what = slow ? 'No worker took up this request in time.' : 'Temporal does not answer.';
  const detail = { code: slow ? 'worker_unavailable' : outageCode, retryAfterSeconds: 1 };
  return new Failure('unavailable', `${what} Nothing was lost; send the same request again.`, detail, { cause: error });
}
