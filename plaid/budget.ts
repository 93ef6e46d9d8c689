// Keeps this process to its share of Plaid's limits (rate-limits.ts), and to what a 429 says. All in memory: a call
// costs no statement. When a limit is used up, calls wait a moment, and the tenants take turns.
import { createHash } from 'node:crypto';
import { Failure } from '../domain/failure.ts';
import type { Secret } from '../domain/secret.ts';
import { createTurns } from '../domain/turns.ts';
import { callerNow } from './caller.ts';
import { rateLimits as documented, type RateLimit } from './rate-limits.ts';

export type BudgetedCall = { endpoint: string; item?: Secret | undefined };
export type Budget = {
  /** Resolves when the call may be made. Throws `busy`, before anything is sent, if that is too far away. */
  take(call: BudgetedCall): Promise<void>;
  /** Plaid has answered 429. */
  refused(call: BudgetedCall, retryAfterSeconds: number | undefined): void;
};

export type BudgetOptions = {
  /** So many processes share Plaid's limits, each to equal parts. */
  processes: number;
  waitMs: number;
  rateLimits?: Record<string, RateLimit>;
  now?: () => number;
};

const minuteMs = 60_000;
/** Plaid says no time with its 429s, and counts by the minute. */
const usualPauseSeconds = 15;
/** So many Items paused at once mean that the limit of our client is used up, not theirs. */
const itemsOfClient = 3;
const mostItems = 10_000;

export function createBudget({ processes, waitMs, rateLimits = documented, now = Date.now }: BudgetOptions): Budget {
  const lanes = new Map<string, ReturnType<typeof createLane>>();
  const items = new Map<string, Allowance>();

  function laneOf(endpoint: string) {
    const lane =
      lanes.get(endpoint) ?? createLane(allowance((rateLimits[endpoint]?.client ?? 0) / processes), waitMs, now);
    lanes.set(endpoint, lane);
    return lane;
  }

  function itemOf({ endpoint, item }: BudgetedCall): Allowance | null {
    const limit = rateLimits[endpoint];
    if (!item || !limit?.item) return null;
    const key = `${endpoint} ${createHash('sha256').update(item.reveal()).digest('base64')}`;
    // An Item belongs to one case, whose steps come one after the other, so no process shares its limit.
    const found = items.get(key) ?? allowance(limit.item, (limit.itemWindow ?? 60) * 1000, now());
    items.delete(key);
    items.set(key, found);
    const [oldest] = items.keys();
    if (items.size > mostItems && oldest !== undefined) items.delete(oldest);
    return found;
  }

  return {
    async take(call) {
      const item = itemOf(call);
      const wait = item ? waitOf(item, now()) : 0;
      if (wait > 0) throw busy(call.endpoint, wait);
      await laneOf(call.endpoint).enter(call.endpoint);
      if (item) spend(item, now());
    },
    refused(call, retryAfterSeconds = usualPauseSeconds) {
      const until = now() + retryAfterSeconds * 1000;
      const item = itemOf(call);
      if (item) item.pausedUntil = until;
      const paused = [...items].filter(
        ([key, { pausedUntil }]) => key.startsWith(`${call.endpoint} `) && pausedUntil > now(),
      );
      if (!item || paused.length >= itemsOfClient) laneOf(call.endpoint).pause(until);
    },
  };
}

/**
 * A bucket of a quarter of the limit, which the other three quarters fill evenly, so that no window has more calls than
 * the limit. `most` 0: no limit.
 */
type Allowance = { most: number; perMs: number; left: number; at: number; pausedUntil: number };

function allowance(limit: number, windowMs = minuteMs, at = 0): Allowance {
  const most = limit === 0 ? 0 : Math.max(1, Math.floor(limit / 4));
  return { most, perMs: Math.max(limit - most, limit / 2) / windowMs, left: most, at, pausedUntil: 0 };
}

const leftAt = ({ most, perMs, left, at }: Allowance, now: number) => Math.min(most, left + (now - at) * perMs);

/** Returns in how many milliseconds a call may be made. */
function waitOf(one: Allowance, now: number): number {
  const pause = Math.max(0, one.pausedUntil - now);
  if (one.most === 0) return pause;
  return Math.max(pause, (1 - leftAt(one, now)) / one.perMs);
}

function spend(one: Allowance, now: number): void {
  one.left = leftAt(one, now) - 1;
  one.at = now;
}

/** The calls to one endpoint. */
function createLane(client: Allowance, waitMs: number, now: () => number) {
  const queues = createTurns<() => void>();
  let timer: NodeJS.Timeout | undefined;

  function letIn(): void {
    clearTimeout(timer);
    while (!queues.isEmpty() && waitOf(client, now()) <= 0) {
      spend(client, now());
      queues.next()?.();
    }
    if (!queues.isEmpty()) timer = setTimeout(letIn, Math.ceil(waitOf(client, now())));
  }

  async function enter(endpoint: string): Promise<void> {
    const wait = waitOf(client, now());
    if (queues.isEmpty() && wait <= 0) return spend(client, now());
    if (client.pausedUntil - now() > waitMs) throw busy(endpoint, wait);
    const tenant = await callerNow();
    await new Promise<void>((resolve, reject) => {
      const begin = () => {
        clearTimeout(late);
        resolve();
      };
      const late = setTimeout(() => {
        queues.remove(tenant, begin);
        reject(busy(endpoint, Math.max(wait, 1000)));
      }, waitMs);
      queues.add(tenant, begin);
      letIn();
    });
  }

  return {
    enter,
    pause(until: number): void {
      client.pausedUntil = Math.max(client.pausedUntil, until);
    },
  };
}

const busy = (endpoint: string, waitMs: number) =>
  new Failure('busy', `Gangway has made as many calls to ${endpoint} as Plaid allows for now. It repeats the call.`, {
    code: 'plaid_limit',
    retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)),
  });
