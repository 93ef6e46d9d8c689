// One call to Plaid: bounded in time, its answer checked for what we read of it, its every failure turned into ours.

import type { PlaidApi } from 'plaid';
import type { z } from 'zod';
import { type Effect, failureOf, unreadableAnswer } from './errors.ts';

type Call<Answer extends z.ZodType> = {
  /** Plaid's path, for messages. */
  endpoint: string;
  effect?: Effect;
  /** Less than the usual time, for a call that somebody waits for. */
  withinMs?: number;
  /** More than the usual mebibyte, for an answer that holds a person's whole history. */
  mostBytes?: number;
  /** What we read of the answer. Fields that it does not name, and unknown values in open lists, are no concern of ours. */
  answer: Answer;
  send: (api: PlaidApi, options: { signal: AbortSignal; maxContentLength?: number }) => Promise<{ data: unknown }>;
};

export type Ask = <Answer extends z.ZodType>(call: Call<Answer>) => Promise<z.output<Answer>>;

/** `timeoutMs` bounds the whole exchange: axios's own timeout only counts silence, so a slow drip would pass it. */
export function createAsk(api: PlaidApi, timeoutMs: number): Ask {
  return async ({ endpoint, effect = 'read', withinMs = timeoutMs, mostBytes, answer, send }) => {
    let data: unknown;
    try {
      ({ data } = await send(api, {
        signal: AbortSignal.timeout(Math.min(withinMs, timeoutMs)),
        ...(mostBytes !== undefined && { maxContentLength: mostBytes }),
      }));
    } catch (error) {
      throw failureOf(error, endpoint, effect);
    }
    const parsed = answer.safeParse(data);
    if (parsed.success) return parsed.data;
    throw unreadableAnswer(parsed.error, data, endpoint, effect);
  };
}
