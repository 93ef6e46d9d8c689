// Every error answer is a problem details document (RFC 9457). `type` stays `about:blank`: `code` is the stable,
// machine-readable name, and `detail` is a sentence that says what to do.
import { STATUS_CODES } from 'node:http';
import { isDatabaseAway } from '../db/database-away.ts';
import { Failure, failures } from '../domain/failure.ts';

/** One bad field: a JSON pointer into the request (RFC 6901) and what to do about it. */
export type BadField = { pointer: string; message: string };

/** A refusal by the HTTP layer itself; what the rest of the house refuses is a `Failure`. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly code: string;
  readonly headers: Record<string, string>;
  readonly errors: BadField[] | undefined;

  constructor(
    status: number,
    code: string,
    detail: string,
    more: { headers?: Record<string, string>; errors?: BadField[]; cause?: unknown } = {},
  ) {
    super(detail, { cause: more.cause });
    this.status = status;
    this.code = code;
    this.headers = more.headers ?? {};
    this.errors = more.errors;
  }
}

/** What the caller is told of an error. Nothing of an unknown error gets out. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof Failure) {
    const { status } = failures[error.kind];
    const wait = error.detail.retryAfterSeconds ?? (status === 503 ? 1 : undefined);
    const headers: Record<string, string> = wait === undefined ? {} : { 'Retry-After': String(wait) };
    if (error.kind !== 'bug') return new Problem(status, error.detail.code, error.message, { headers, cause: error });
  }
  if (isDatabaseAway(error)) {
    const detail = 'The database does not answer. Nothing was lost; send the same request again in a moment.';
    return new Problem(503, 'database_unavailable', detail, { headers: { 'Retry-After': '1' }, cause: error });
  }
  const detail = 'Something is wrong on our side. Send the same request again later, or ask us with the request_id.';
  return new Problem(500, 'internal_error', detail, { cause: error });
}

export function problemDocument(problem: Problem, requestId: string): Record<string, unknown> {
  return {
    type: 'about:blank',
    title: STATUS_CODES[problem.status] ?? 'Error',
    status: problem.status,
    detail: problem.message,
    code: problem.code,
    request_id: requestId,
    ...(problem.errors ? { errors: problem.errors } : {}),
  };
}
