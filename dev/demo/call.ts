// Calls HTTP as a careful tenant does: it repeats a call without an answer under the same Idempotency-Key until it gets
// one. Parts of the stack may be killed and come back meanwhile. A tenant calls the API by its client.
import { setTimeout as delay } from 'node:timers/promises';
import { type Client, createClient } from '../../packages/client/src/index.ts';
import { type CheckAnswer, checkAnswer } from '../openapi/check-answer.ts';
import type { Report } from '../report.ts';

export type Answer = { status: number; body: unknown };
export type Call = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown, key?: string) => Promise<Answer>;

/** The other sides of the demo, and where it reports. */
export type World = { api: Client; simulator: Call; report: Report };

const patienceMs = 180_000;
const pauseMs = 500;
const answerMs = 20_000;

/** Returns the client of the API, with patience. It reports trouble, and `check` gets every answer in JSON. */
export function apiClient(baseUrl: string, apiKey: string, report: Report, check: CheckAnswer = checkAnswer): Client {
  const show = reporter('the API', report);
  return createClient({
    ...{ baseUrl, apiKey, retry: { times: Number.POSITIVE_INFINITY, withinMs: patienceMs } },
    fetch: async (request) => {
      const response = await fetch(request).catch((error: Error) => error);
      if (response instanceof Response && response.headers.get('content-type')?.startsWith('text/')) return response;
      const answer = response instanceof Error ? response : await read(response.clone()).catch((error: Error) => error);
      show(whyRepeat(answer));
      if (response instanceof Error) throw response;
      const { pathname, search } = new URL(request.url);
      if (!(answer instanceof Error)) check({ method: request.method, path: `${pathname}${search}`, ...answer });
      return response;
    },
  });
}

/** `who` names the other side in the reports. Tries go to the `origins` in turn. */
export function caller(
  who: string,
  origins: string | readonly [string, ...string[]],
  headers: Record<string, string>,
  report: Report,
): Call {
  const all = [origins].flat().map((origin, _, { length }) => ({
    origin,
    show: reporter(length > 1 ? `${who} at ${origin}` : who, report),
  }));
  let tries = 0;
  return async (method, path, body, key) => {
    const deadline = Date.now() + patienceMs;
    const keyed = { ...headers, ...(key && { 'idempotency-key': key }) };
    for (;;) {
      const { origin = '', show } = all[tries++ % all.length] ?? {};
      const answer = await attempt(method, `${origin}${path}`, body, keyed);
      const why = whyRepeat(answer);
      if (why && Date.now() > deadline)
        throw new Error(`${who} ${why} to ${method} ${path} since ${patienceMs / 1000} s.`);
      show?.(why);
      if (!why) return answer as Answer;
      await delay(pauseMs);
    }
  };
}

/** Returns a function that reports trouble when it begins and when it is over. */
function reporter(name: string, report: Report): (why: string | null) => void {
  let isAway = false;
  return (why) => {
    if (why && !isAway) report(`${name} ${why}; trying again under the same key`);
    if (!why && isAway) report(`${name} answers again`);
    isAway = why !== null;
  };
}

type Received = Answer & { retryAfter: boolean; contentType: string | null };

async function attempt(
  method: string,
  url: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<Received | Error> {
  try {
    const response = await fetch(url, {
      method,
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(answerMs),
    });
    return await read(response);
  } catch (error) {
    return error as Error;
  }
}

async function read(response: Response): Promise<Received> {
  const text = await response.text();
  const retryAfter = response.headers.has('retry-after');
  const contentType = response.headers.get('content-type');
  return { status: response.status, body: text === '' ? null : JSON.parse(text), retryAfter, contentType };
}

/**
 * Returns why the call has to be repeated, or null. 409 with Retry-After means that the first try still runs.
 */
function whyRepeat(answer: Received | Error): string | null {
  if (answer instanceof Error) return 'does not answer';
  const { status, retryAfter } = answer;
  return status >= 500 || status === 429 || (status === 409 && retryAfter) ? `answers ${status}` : null;
}
