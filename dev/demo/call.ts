// HTTP as a careful product speaks it: a call that got no answer is made again, under the same Idempotency-Key, until
// it gets one. Parts of the stack may be killed and come back meanwhile.
import { setTimeout as delay } from 'node:timers/promises';
import type { Report } from '../report.ts';

export type Answer = { status: number; body: unknown };
export type Call = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown, key?: string) => Promise<Answer>;

const patienceMs = 180_000;
const pauseMs = 500;
const answerMs = 20_000;

/** `who` names the other side in what is reported. */
export function caller(who: string, origin: string, headers: Record<string, string>, report: Report): Call {
  let away = false;
  return async (method, path, body, key) => {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const answer = await attempt(method, `${origin}${path}`, body, {
        ...headers,
        ...(key && { 'idempotency-key': key }),
      });
      if (!mayRepeat(answer)) {
        if (away) report(`${who} answers again`);
        away = false;
        return answer as Answer;
      }
      const why = answer instanceof Error ? 'does not answer' : `answers ${answer.status}`;
      if (Date.now() > deadline) throw new Error(`${who} ${why} to ${method} ${path} since ${patienceMs / 1000} s.`);
      if (!away) report(`${who} ${why}; trying again under the same key`);
      away = true;
      await delay(pauseMs);
    }
  };
}

async function attempt(
  method: string,
  url: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<(Answer & { retryAfter: boolean }) | Error> {
  try {
    const response = await fetch(url, {
      method,
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(answerMs),
    });
    const text = await response.text();
    const retryAfter = response.headers.has('retry-after');
    return { status: response.status, body: text === '' ? null : JSON.parse(text), retryAfter };
  } catch (error) {
    return error as Error;
  }
}

/** No answer, trouble of theirs, or told to come again: 409 with Retry-After says that the first try is still at it. */
const mayRepeat = (answer: (Answer & { retryAfter: boolean }) | Error): boolean =>
  answer instanceof Error ||
  answer.status >= 500 ||
  answer.status === 429 ||
  (answer.status === 409 && answer.retryAfter);
