// Sends a request until it is answered: repeats those whose repeat is safe and whose trouble passes.
import { setTimeout as delay } from 'node:timers/promises';
import { errorOf, GangwayError } from './gangway-error.ts';
import { reasonOf } from './reason-of.ts';

/** How often a request is repeated, and within how many milliseconds of its first try the last one begins. */
export type Retry = { times: number; withinMs: number };
export type Fetch = (request: Request) => Promise<Response>;

/** A held answer (`?wait=50`) takes fifty seconds. */
const answerMs = 60_000;
const firstPauseMs = 500;
const longestPauseMs = 8_000;

/** Returns a `fetch` that resolves with a success, and throws a `GangwayError` otherwise. */
export function createSender({ apiKey, retry, fetch }: { apiKey: string; retry: Retry; fetch: Fetch }): Fetch {
  return async (request) => {
    request.headers.set('Authorization', `Bearer ${apiKey}`);
    const until = Date.now() + retry.withinMs;
    for (let tries = 1; ; tries += 1) {
      const answer = await attempt(fetch, request);
      if (answer instanceof Response) return answer;
      const pauseMs = answer.retryAfterMs ?? backOff(tries);
      const enough = tries > retry.times || Date.now() + pauseMs > until;
      if (enough || !isPassing(answer) || !isSafeToRepeat(request, answer)) throw answer;
      await delay(pauseMs, undefined, { signal: request.signal });
    }
  };
}

/** Returns whether the trouble passes by itself. The caller has to correct every other one. */
export function isPassing({ code, status, retryAfterMs }: GangwayError): boolean {
  if (status === null) return code === 'unreachable';
  // 409 with Retry-After: an earlier try under this key still runs.
  if (status === 409 || status === 429) return retryAfterMs !== null;
  return status >= 500;
}

/** The API does nothing for a 429. After any other trouble, it may have done the work, and its answer was lost. */
const isSafeToRepeat = ({ method, headers }: Request, { status }: GangwayError): boolean =>
  method !== 'POST' || headers.has('Idempotency-Key') || status === 429;

/** Clients that fail together should not come back together. */
const backOff = (tries: number): number =>
  Math.min(longestPauseMs, firstPauseMs * 2 ** (tries - 1)) * (0.5 + Math.random() / 2);

async function attempt(fetch: Fetch, request: Request): Promise<Response | GangwayError> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), answerMs);
  try {
    const signal = AbortSignal.any([request.signal, late.signal]);
    const response = await fetch(new Request(request.clone(), { signal }));
    if (response.ok && !isJson(response)) return response;
    // Read here, because a connection that breaks in the middle of an answer is no answer.
    const text = await response.text();
    return response.ok ? new Response(text, response) : errorOf(response, text);
  } catch (cause) {
    request.signal.throwIfAborted();
    // `fetch` throws a TypeError where the network fails.
    if (!late.signal.aborted && !(cause instanceof TypeError)) throw cause;
    const why = late.signal.aborted ? `in ${answerMs / 1000} s` : `(${reasonOf(cause)})`;
    return new GangwayError('unreachable', `No answer from ${new URL(request.url).origin} ${why}.`, { cause });
  } finally {
    clearTimeout(timer);
  }
}

export const isJson = ({ headers }: Response): boolean =>
  headers.get('content-type')?.startsWith('application/json') ?? false;
