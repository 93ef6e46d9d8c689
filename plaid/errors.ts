// Where errors of the HTTP client end. They carry headers with our secret, request bodies with tokens and people, and
// answers that may echo both: nothing of them survives but Plaid's own codes, checked to be codes.

import type { z } from 'zod';
import { Failure } from '../domain/failure.ts';
import { type Meaning, meaningOfCode, meaningOfType, unknownMeaning } from './error-codes.ts';

/** A call either only looks, or it may move money: then an unknown result must never be taken for "not done". */
export type Effect = 'read' | 'money';

/** What we may keep of an answer that is Plaid's: every part is a plain token, whatever was sent. */
type Refusal = { status: number; type: string; code: string; requestId: string | undefined };

/** The failure that a rejected call amounts to. Never keeps `error` itself, not even as a cause. */
export function failureOf(error: unknown, endpoint: string, effect: Effect): Failure {
  const response = field(error, 'response');
  const refusal = refusalOf(response);
  if (!refusal) return noAnswer(error, response, endpoint, effect);

  const meaning = meaningOf(refusal);
  // After a server error Plaid may have done what we asked all the same, and says so for transfers.
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

/** The failure of an answer with status 200 that is not what we read: cut off, a gateway's page, or a changed contract. */
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
  return meaningOfCode[code] ?? byStatus ?? meaningOfType[type] ?? unknownMeaning;
}

function refusalOf(response: unknown): Refusal | null {
  const data = field(response, 'data');
  const type = token(field(data, 'error_type'), /^[A-Z][A-Z0-9_]{0,79}$/);
  const code = token(field(data, 'error_code'), /^[A-Z][A-Z0-9_]{0,79}$/);
  if (!type || !code) return null;
  const status = Number(field(response, 'status'));
  return { status, type, code, requestId: token(field(data, 'request_id'), /^[A-Za-z0-9_-]{1,64}$/) };
}

/** Codes with which a connection fails before anything is sent. The others can also break one in the middle. */
const neverSent = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'];

function noAnswer(error: unknown, response: unknown, endpoint: string, effect: Effect): Failure {
  const status = field(response, 'status');
  if (typeof status === 'number') return noSense(endpoint, effect, status, retryAfter(response));
  const code = token(field(error, 'code'), /^[A-Z][A-Z0-9_]{0,79}$/);
  // The SDK and our own code throw before sending too; that has no code of the network.
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
    return new Failure('busy', `${endpoint} was answered with HTTP 429 on the way to Plaid.`, {
      code: 'http_429',
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    });
  }
  return new Failure(
    effect === 'money' ? 'uncertain' : 'unavailable',
    `${endpoint} was answered with HTTP ${status} and a body that is not Plaid's. If this goes on, check PLAID_BASE_URL.`,
    { code: 'unreadable_answer' },
  );
}

/** Retry-After in seconds. Plaid documents none, but gateways in front of it may send one. */
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
