// Calls HTTP as a careful tenant does: it repeats a call without an answer under the same Idempotency-Key until it gets
// one. Parts of the stack may be killed and come back meanwhile.
import { setTimeout as delay } from 'node:timers/promises';
import { type CheckAnswer, checkAnswer } from '../openapi/check-answer.ts';
import type { Report } from '../report.ts';

export type Answer = { status: number; body: unknown };
export type Call = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown, key?: string) => Promise<Answer>;

/** The other sides of the demo, and where it reports. */
export type World = { api: Call; simulator: Call; report: Report };

const patienceMs = 180_000;
const pauseMs = 500;
const answerMs = 20_000;

/** Calls the API with a key, and checks every answer against the API's document. */
export const apiCaller = (origins: string | readonly [string, ...string[]], key: string, report: Report): Call =>
  caller('the API', origins, { authorization: `Bearer ${key}` }, report, checkAnswer);

/** `who` names the other side in the reports. Tries go to the `origins` in turn. */
export function caller(
  who: string,
  origins: string | readonly [string, ...string[]],
  headers: Record<string, string>,
  report: Report,
  check?: CheckAnswer,
): Call {
  const all = [origins].flat();
  let tries = 0;
  const away = new Set<string>();
  const show = (origin: string, why: string | null) => {
    const name = all.length > 1 ? `${who} at ${origin}` : who;
    if (why && !away.has(origin)) report(`${name} ${why}; trying again under the same key`);
    if (!why && away.has(origin)) report(`${name} answers again`);
    if (why) away.add(origin);
    else away.delete(origin);
  };
  return async (method, path, body, key) => {
    const deadline = Date.now() + patienceMs;
    const keyed = { ...headers, ...(key && { 'idempotency-key': key }) };
    for (;;) {
      const origin = all[tries++ % all.length] ?? '';
      const answer = await attempt(method, `${origin}${path}`, body, keyed);
      if (!(answer instanceof Error)) check?.({ method, path, ...answer });
      const why = whyRepeat(answer);
      if (why && Date.now() > deadline)
        throw new Error(`${who} ${why} to ${method} ${path} since ${patienceMs / 1000} s.`);
      show(origin, why);
      if (!why) return answer as Answer;
      await delay(pauseMs);
    }
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
    const text = await response.text();
    const retryAfter = response.headers.has('retry-after');
    const contentType = response.headers.get('content-type');
    return { status: response.status, body: text === '' ? null : JSON.parse(text), retryAfter, contentType };
  } catch (error) {
    return error as Error;
  }
}

/**
 * Returns why the call has to be repeated, or null. 409 with Retry-After means that the first try still runs.
 */
function whyRepeat(answer: Received | Error): string | null {
  if (answer instanceof Error) return 'does not answer';
  const { status, retryAfter } = answer;
  return status >= 500 || status === 429 || (status === 409 && retryAfter) ? `answers ${status}` : null;
}
