// One call to Plaid: limits its time, checks the fields of the answer that we read, and turns every error into a
// `Failure`.

import { Configuration, PlaidApi } from 'plaid';
import type { z } from 'zod';
import type { Secret } from '../domain/secret.ts';
import { type Budget, createBudget } from './budget.ts';
import { asFailure, type Effect, isRateLimit, unreadableAnswer } from './errors.ts';
import { nulIsUnreadable } from './quirks.ts';

type Call<Answer extends z.ZodType> = {
  /** Plaid's path, for error messages. */
  endpoint: string;
  /** The access token of the Item that the call is about, if Plaid limits its calls. */
  item?: Secret;
  effect?: Effect;
  /** Less than the usual time, for a call that a request waits for. */
  withinMs?: number;
  /** More than the usual mebibyte, for an answer that holds an applicant's whole history. */
  mostBytes?: number;
  /** The fields of the answer that we read. Other fields, and unknown values in open lists, are ignored. */
  answer: Answer;
  send: (api: PlaidApi, options: { signal: AbortSignal; maxContentLength?: number }) => Promise<{ data: unknown }>;
};

type AroundCall = <T>(endpoint: string, call: () => Promise<T>) => Promise<T>;

export type PlaidSettings = {
  clientId: string;
  secret: string;
  baseUrl: string;
  timeoutMs?: number;
  /** So many processes share Plaid's limits. 0: this one keeps to none. */
  processes?: number;
  /** Goes around each call, to watch it. */
  around?: AroundCall;
};

export type Ask = <Answer extends z.ZodType>(call: Call<Answer>) => Promise<z.output<Answer>>;

/** Returns the way to ask Plaid, with Plaid's SDK. */
export function askPlaid(settings: PlaidSettings): Ask {
  const { clientId, secret, baseUrl, timeoutMs = 30_000, processes = 0, around } = settings;
  const budget = processes === 0 ? null : createBudget({ processes, waitMs: timeoutMs / 6 });
  const api = new PlaidApi(
    new Configuration({
      basePath: baseUrl,
      baseOptions: {
        headers: { 'PLAID-CLIENT-ID': clientId, 'PLAID-SECRET': secret },
        maxContentLength: 1024 * 1024,
        // A redirect would carry the secret to the address that it names.
        maxRedirects: 0,
      },
    }),
  );
  const ask = createAsk(api, timeoutMs, budget);
  return around ? (call) => around(call.endpoint, () => ask(call)) : ask;
}

/**
 * `timeoutMs` limits the whole exchange. The HTTP client's own timeout only counts silence, so a slow drip would pass
 * it.
 */
function createAsk(api: PlaidApi, timeoutMs: number, budget: Budget | null): Ask {
  return async ({ endpoint, item, effect = 'read', withinMs = timeoutMs, mostBytes, answer, send }) => {
    await budget?.take({ endpoint, item });
    let data: unknown;
    // `AbortSignal.timeout` would keep its timer after the call has ended, and then make an error that nobody reads.
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), Math.min(withinMs, timeoutMs));
    try {
      ({ data } = await send(api, {
        signal: late.signal,
        ...(mostBytes !== undefined && { maxContentLength: mostBytes }),
      }));
    } catch (error) {
      const failure = asFailure(error, endpoint, effect);
      if (isRateLimit(error, failure)) budget?.refused({ endpoint, item }, failure.detail.retryAfterSeconds);
      throw failure;
    } finally {
      clearTimeout(timer);
    }
    const parsed = answer.safeParse(nulIsUnreadable(data));
    if (parsed.success) return parsed.data;
    throw unreadableAnswer(parsed.error, data, endpoint, effect);
  };
}
