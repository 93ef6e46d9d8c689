// A route and its operation: all that the document of the API says about it (api/openapi/). The schemas of the query
// and of the body are those with which the handler checks them.
import type { z } from 'zod';
import type { Scope } from '../../domain/scopes.ts';
import type { ProblemCode } from './problems.ts';
import type { Context } from './request.ts';

/** `PLAID` stands for all codes in capitals, which are Plaid's own. */
export type AnsweredCode = ProblemCode | 'PLAID';

export type Operation = {
  /** A few words in the imperative. */
  summary: string;
  /** Sentences for what the summary and the schemas do not say, in Markdown. */
  description?: string;
  query?: z.ZodType;
  /** `example` is a body that the API takes. `optional`: the request may have none. */
  body?: { schema: z.ZodType; example: unknown; optional?: true };
  /** Further headers that the handler reads, with what they are for. */
  headers?: Record<string, string>;
  /** Set where the handler reads the header. */
  idempotencyKey?: 'required' | 'optional';
  /** Default: 200, or 204 without an answer. */
  status?: 200 | 201;
  /** The schema of the body of the answer, or that for a path of the route. Null: the answer has no body. */
  answer: z.ZodType | ((path: string) => z.ZodType) | null;
  /** Set where a new thing has an address of its own. */
  location?: true;
  /** Set where the answer has an ETag. */
  etag?: true;
  /** Default: application/json. */
  mediaType?: 'text/html' | 'text/markdown' | 'text/plain' | 'text/csv' | 'text/event-stream';
  /** Other answers beside problems, by status. Null: without a body. */
  otherwise?: Record<number, z.ZodType | null>;
  /**
   * The codes that this route can answer, without those that follow from its other parts: its scope, its path, its
   * query, its body and its key (api/openapi/problem-codes.ts).
   */
  problems?: readonly AnsweredCode[];
};

/** Answers the requests of one route. */
export type Handler = ((ctx: Context) => Promise<void>) & { operation: Operation };

/**
 * `scope`: what an API key has to allow. Null: the route needs no key. `accepts`: the handler audits a command in the
 * transaction of its effect, by `answerOnce`. Otherwise a row stands in the audit before the command begins.
 */
export type Route = [
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  scope: Scope | null,
  handler: Handler,
  accepts?: 'accepts',
];

/** An operator's key may read at this route too, for a tenant whom it names. */
export const isForNamedTenant = ([method, , scope]: Route): boolean =>
  method === 'GET' && scope !== null && scope !== 'operator';

/** Returns the handler with what the document says about it. */
export const documented = (operation: Operation, handle: (ctx: Context) => Promise<void>): Handler =>
  Object.assign(handle, { operation });

/** The codes of a route that asks Plaid. */
export const asksPlaid = [
  'PLAID',
  'timeout',
  'no_answer',
  'http_429',
  'unreadable_answer',
  'unexpected_answer',
  'plaid_limit',
] as const satisfies AnsweredCode[];

/** The codes of a route that sends an update to the workflow of a case. */
export const asksCase = [
  'stage_conflict',
  'case_closed',
  'case_failing',
  'case_starting',
  'temporal_unavailable',
  'worker_unavailable',
] as const satisfies AnsweredCode[];
