// The last stop for errors of the HTTP client. They carry headers with our secret, request bodies with tokens and
// personal data, and answers that may repeat both. Only Plaid's own codes leave this file, checked to be codes.

import type { z } from 'zod';
import { Failure } from '../domain/failure.ts';
import { type Meaning, meaningOfCode, meaningOfType, otherSpellings, unknownMeaning } from './error-codes.ts';

/** A call either reads, or it may move money. An unknown result of the second kind never counts as "not done". */
export type Effect = 'read' | 'money';

/** The parts of Plaid's answer that we may keep. Every part is a plain token, whatever Plaid sent. */
type Refusal = { status: number; type: string; code: string; requestId: string | undefined };

/** Returns the failure for a rejected call. Never keeps `error` itself, not even as a cause. */
export function asFailure(error: unknown, endpoint: string, effect: Effect): Failure {
  const response = field(error, 'response');
  const refusal = refusalOf(response);
  if (!refusal) return noAnswer(error, response, endpoint, effect);

  const meaning = meaningOf(refusal);
  // After a server error Plaid may have done what we asked, and its documentation says so for transfers.
  const unsure = effect === 'money' && (refusal.status >= 500 || refusal.code === 'INTERNAL_SERVER_ERROR');
  const kind = unsure ? 'uncertain' : meaning.kind;
  const retryAfterSeconds = retryAfter(response) ?? meaning.retryAfterSeconds;
  return new Failure(
    kind,
    `Plaid answered ${endpoint} with ${refusal.code}. ${meaning.advice}${reference(refusal.requestId)}`,
    {
      code: refusal.code,
      ...(refusal.requestId && { requestId: refusal.requestId }),
      ...(meaning.repair && !unsure && { repair: meaning.repair }),
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    },
  );
}

/** True if the call came too soon after others. A limit on money, or of our agreement with Plaid, is another kind. */
export const isRateLimit = (error: unknown, { kind }: Failure): boolean =>
  kind === 'busy' && field(field(error, 'response'), 'status') === 429;

/**
 * Returns the failure for an answer with status 200 that we cannot read: cut off, a gateway's page, or a changed
 * contract.
 */
export function unreadableAnswer(error: z.ZodError, data: unknown, endpoint: string, effect: Effect): Failure {
  if (typeof data !== 'object' || data === null) return noSense(endpoint, effect, 200);
  const requestId = token(field(data, 'request_id'), /^[A-Za-z0-9_-]{1,64}$/);
  const paths = [...new Set(error.issues.map((issue) => issue.path.join('.')))].join(', ');
  return new Failure(
    effect === 'money' ? 'uncertain' : 'bug',
    `Plaid's answer to ${endpoint} is not what we expect at: ${paths}.${reference(requestId)}`,
    { code: 'unexpected_answer', ...(requestId && { requestId }) },
  );
}

function meaningOf({ status, type, code }: Refusal): Meaning {
  const byStatus = status === 429 ? meaningOfType.RATE_LIMIT_EXCEEDED : status === 404 ? meaningOfCode.NOT_FOUND : null;
  const ofType: Record<string, Meaning> = meaningOfType;
  return meaningOfCode[`${type}.${code}`] ?? meaningOfCode[code] ?? byStatus ?? ofType[type] ?? unknownMeaning;
}

function refusalOf(response: unknown): Refusal | null {
  const data = field(response, 'data');
  const type = token(field(data, 'error_type'), /^[A-Z][A-Z0-9_]{0,79}$/);
  const given = field(data, 'error_code');
  const code =
    token(given, /^[A-Z][A-Z0-9_]{0,79}$/) ?? (typeof given === 'string' ? otherSpellings[given] : undefined);
  if (!type || !code) return null;
  const status = Number(field(response, 'status'));
  return { status, type, code, requestId: token(field(data, 'request_id'), /^[A-Za-z0-9_-]{1,64}$/) };
}

/** With these errors, the connection failed before we sent anything. With all others, Plaid may have the request. */
const neverSent = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'];

function noAnswer(error: unknown, response: unknown, endpoint: string, effect: Effect): Failure {
  const status = field(response, 'status');
  if (typeof status === 'number') return noSense(endpoint, effect, status, retryAfter(response));
  const code = token(field(error, 'code'), /^[A-Z][A-Z0-9_]{0,79}$/);
  // The SDK and our own code can throw before sending too. Such an error has no network code.
  if (!code) return new Failure('bug', `The call to ${endpoint} could not be made.`, { code: 'call_not_made' });
  const sent = !neverSent.includes(code);
  return new Failure(
    effect === 'money' && sent ? 'uncertain' : 'unavailable',
    code === 'ERR_CANCELED'
      ? `Plaid did not answer ${endpoint} in time.`
      : `The connection to Plaid failed during ${endpoint}: ${code}.`,
    { code: code === 'ERR_CANCELED' ? 'timeout' : 'no_answer' },
  );
}

function noSense(endpoint: string, effect: Effect, status: number, retryAfterSeconds?: number): Failure {
  if (status === 429) {
    return new Failure('busy', `A gateway before Plaid answered ${endpoint} with HTTP 429.`, {
      code: 'http_429',
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    });
  }
  return new Failure(
    effect === 'money' ? 'uncertain' : 'unavailable',
    `${endpoint} returned HTTP ${status} with a body that is not Plaid's. If this continues, check PLAID_BASE_URL.`,
    { code: 'unreadable_answer' },
  );
}

/** Returns Retry-After in seconds. Plaid documents none, but gateways in front of it may send one. */
function retryAfter(response: unknown): number | undefined {
  const header = field(field(response, 'headers'), 'retry-after');
  const seconds = typeof header === 'string' && /^\d{1,5}$/.test(header) ? Number(header) : undefined;
  return seconds === undefined ? undefined : Math.min(seconds, 3600);
}

function field(from: unknown, name: string): unknown {
  return typeof from === 'object' && from !== null ? (from as Record<string, unknown>)[name] : undefined;
}

function token(value: unknown, shape: RegExp): string | undefined {
  return typeof value === 'string' && shape.test(value) ? value : undefined;
}

const reference = (requestId: string | undefined) => (requestId ? ` Plaid's request id: ${requestId}.` : '');
