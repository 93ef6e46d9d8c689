// Every error answer is a problem details document (RFC 9457). `code` is its stable, machine-readable name, `type`
// leads to the page that explains the code, and `detail` is a sentence that says what to do.

import { z } from 'zod';
import { databaseFault, isDatabaseAway } from '../../db/database-away.ts';
import { Failure, failures } from '../../domain/failure.ts';
import { pageOf } from './problem-page.ts';
import { type PlaidCode, type ProblemCode, problems } from './problems.ts';

/** One bad field: a JSON pointer into the request (RFC 6901) and what to do about it. */
export type BadField = { pointer: string; message: string };

/** A refusal by the HTTP layer itself. The other rooms throw a `Failure`. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly code: ProblemCode | PlaidCode;
  readonly headers: Record<string, string>;
  readonly errors: BadField[] | undefined;

  constructor(
    status: number,
    code: ProblemCode | PlaidCode,
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

/** Returns the answer to an error. It reveals nothing about an unknown error. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof Failure) {
    const { status } = failures[error.kind];
    const wait = error.detail.retryAfterSeconds ?? (status === 503 ? 1 : undefined);
    const headers: Record<string, string> = wait === undefined ? {} : { 'Retry-After': String(wait) };
    // A test checks that every code that a request can receive is on the list or Plaid's.
    const code = error.detail.code as ProblemCode | PlaidCode;
    if (error.kind !== 'bug') return new Problem(status, code, error.message, { headers, cause: error });
  }
  if (isDatabaseAway(error)) {
    const detail = 'The database does not answer. Nothing was lost; send the same request again in a moment.';
    return new Problem(503, 'database_unavailable', detail, { headers: { 'Retry-After': '1' }, cause: error });
  }
  if (databaseFault(error)) {
    const detail =
      'The database is set up wrongly, so the API did nothing. The log of the API tells the operator what to correct.';
    return new Problem(503, 'database_misconfigured', detail, { headers: { 'Retry-After': '60' }, cause: error });
  }
  const detail =
    'Gangway failed on its own side. Send the same request again later, or give the operator this request_id.';
  return new Problem(500, 'internal_error', detail, { cause: error });
}

const codes = Object.keys(problems) as [ProblemCode, ...ProblemCode[]];

export const problemSchema = z
  .object({
    type: z.string().describe('The path of the page that explains the code.'),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('A sentence that says what to do.'),
    code: z.union([z.enum(codes), z.string().regex(/^[A-Z][A-Z0-9_]*$/)]).describe("In capitals: Plaid's own code."),
    request_id: z.string(),
    errors: z
      .array(z.object({ pointer: z.string(), message: z.string() }))
      .optional()
      .describe('The bad fields: a pointer into the request (RFC 6901), and what to do about it.'),
  })
  .meta({ id: 'Problem' });

export function problemDocument(problem: Problem, requestId: string): z.output<typeof problemSchema> {
  return {
    ...pageOf(problem.code),
    status: problem.status,
    detail: problem.message,
    code: problem.code,
    request_id: requestId,
    ...(problem.errors ? { errors: problem.errors } : {}),
  };
}
