// Delivers webhooks as Plaid does: it signs each one, and retries it on anything but a 200.
import type { World } from '../world.ts';
import { signBody } from './keys.ts';
import { createQueue } from './queue.ts';
import type { Delivery, WebhookState } from './state.ts';

export type Sender = { send(url: string, body: Record<string, unknown>): void; stop(): Promise<void> };

export type Pace = {
  /** The wait after the first failure; each further wait is four times as long. Plaid begins with 30 seconds. */
  firstRetryMs: number;
  /** The sender sends a URL at most one TRANSFER_EVENTS_UPDATE in this time. Plaid sends one a minute. */
  mergeMs: number;
  /** How long the receiver may take to answer. */
  answerMs: number;
};

/** Plaid tries for 24 hours, which its pace fills with 7 attempts. */
const maxAttempts = 8;
/** Plaid honours a Retry-After of up to four hours. */
const maxRetryAfterMs = 4 * 3_600_000;
/** How often the sender looks whether the control endpoint has released what is held back. */
const heldPollMs = 100;

type Bank = Pick<World, 'state' | 'changed' | 'saved'>;

export function createSender(
  world: Bank,
  pace: Pace = { firstRetryMs: 1000, mergeMs: 1000, answerMs: 10_000 },
): Sender {
  const webhooks = world.state.webhooks;
  const stopping = new AbortController();
  const inFlight = new Map<string, Promise<void>>();
  const queue = createQueue(webhooks, pace.mergeMs, (id) => inFlight.has(id));
  let timer: NodeJS.Timeout | undefined;

  /** Starts every attempt that may start now, and sleeps until the next may. */
  function pump(): void {
    clearTimeout(timer);
    if (stopping.signal.aborted) return;
    const now = Date.now();
    let next = Number.POSITIVE_INFINITY;
    for (const delivery of Object.values(webhooks.deliveries)) {
      if (inFlight.has(delivery.id)) continue;
      const at = mayStartAt(webhooks, delivery, now);
      if (at <= now) inFlight.set(delivery.id, attempt(delivery));
      else next = Math.min(next, at);
    }
    // setTimeout takes at most 2^31 - 1 ms; waking early is harmless.
    if (next < Number.POSITIVE_INFINITY) timer = setTimeout(pump, Math.min(next - now, 3_600_000));
  }

  /** Never rejects. */
  async function attempt(delivery: Delivery): Promise<void> {
    const answer = await post(world, delivery, stopping.signal, pace.answerMs);
    inFlight.delete(delivery.id);
    // The restarted simulator tries this webhook again.
    if (stopping.signal.aborted && answer.status !== 200) return;
    settle(webhooks, delivery, answer, pace.firstRetryMs);
    world.changed();
    pump();
  }

  pump();
  return {
    send(url, body) {
      queue.add(url, body);
      world.changed();
      pump();
    },
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      await Promise.all(inFlight.values());
    },
  };
}

/** Returns the moment at which the next attempt may start; infinity while it waits for another delivery. */
function mayStartAt({ deliveries }: WebhookState, { held, after, due }: Delivery, now: number): number {
  if (held) return now + heldPollMs;
  const waitsForAnother = after !== null && deliveries[after]?.attempts === 0;
  return waitsForAnother ? Number.POSITIVE_INFINITY : due;
}

type Answer = { status: number; retryAfterMs: number };

/** Ends the delivery if the receiver has answered with 200 or this was the last attempt; else plans the next one. */
function settle(webhooks: WebhookState, delivery: Delivery, answer: Answer, firstRetryMs: number): void {
  delivery.attempts += 1;
  const isDelivered = answer.status === 200;
  if (!isDelivered && delivery.attempts < maxAttempts) {
    delivery.due = Date.now() + Math.max(answer.retryAfterMs, firstRetryMs * 4 ** (delivery.attempts - 1));
    return;
  }
  webhooks.counters[isDelivered ? 'delivered' : 'given_up'] += 1;
  delete webhooks.deliveries[delivery.id];
}

/** Returns status 0 when the receiver gives no answer. */
async function post(world: Bank, delivery: Delivery, stopped: AbortSignal, answerMs: number): Promise<Answer> {
  const { webhooks } = world.state;
  try {
    // A kill after the webhook was sent must not undo the change that it reports.
    await world.saved();
    // Each attempt gets a new signature. Plaid does not document this, so the receiver must not rely on it.
    const signature = await signBody(webhooks.keys, delivery.body);
    webhooks.counters.sent += 1;
    const response = await fetch(delivery.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'plaid-verification': signature },
      body: delivery.body,
      redirect: 'manual',
      signal: AbortSignal.any([stopped, AbortSignal.timeout(answerMs)]),
    });
    await response.body?.cancel();
    const seconds = Number(response.headers.get('retry-after') ?? 0);
    return { status: response.status, retryAfterMs: Math.min((seconds || 0) * 1000, maxRetryAfterMs) };
  } catch {
    return { status: 0, retryAfterMs: 0 };
  }
}
