// Delivers webhooks as Plaid does: signed, retried on anything but a 200, doubled and out of order when told to.
import { randomUUID } from 'node:crypto';
import type { World } from '../world.ts';
import { signBody } from './keys.ts';
import type { Delivery } from './state.ts';

export type Sender = { send(url: string, body: Record<string, unknown>): void; stop(): Promise<void> };

export type Pace = {
  /** Wait after the first failure; each further one waits four times as long. Plaid begins with 30 seconds. */
  firstRetryMs: number;
  /** At most one TRANSFER_EVENTS_UPDATE per URL in this time. Plaid: one a minute. */
  mergeMs: number;
  /** How long the receiver may take to answer. */
  answerMs: number;
};

/** Plaid tries for 24 hours, which its pace fills with 7 attempts. */
const maxAttempts = 8;
/** Plaid honours a Retry-After of up to four hours. */
const maxRetryAfterMs = 4 * 3_600_000;
/** How soon a change made by the control endpoint is noticed while something is held back. */
const heldPollMs = 100;

export function createSender(
  world: Pick<World, 'state' | 'changed' | 'saved'>,
  pace: Pace = { firstRetryMs: 1000, mergeMs: 1000, answerMs: 10_000 },
): Sender {
  const webhooks = world.state.webhooks;
  const stopping = new AbortController();
  const inFlight = new Map<string, Promise<void>>();
  const lastUpdate = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;

  function send(url: string, body: Record<string, unknown>): void {
    const text = JSON.stringify({ ...body, environment: 'sandbox' }, null, 2);
    const spared = !(webhooks.faults.codes?.includes(String(body.webhook_code)) ?? true);
    const isUpdate = body.webhook_code === 'TRANSFER_EVENTS_UPDATE';
    if (isUpdate && untried(url, text)) count('merged');
    else if (!spared && dropsNext()) count('dropped');
    else {
      const due = isUpdate ? Math.max(Date.now(), (lastUpdate.get(url) ?? 0) + pace.mergeMs) : Date.now();
      if (isUpdate) lastUpdate.set(url, due);
      if (spared) enqueue(url, text, due);
      else enqueueFaulty(url, text, due + webhooks.faults.delay_ms);
    }
    world.changed();
    pump();
  }

  function untried(url: string, text: string): boolean {
    return webhooks.deliveries.some(
      (one) => one.url === url && one.body === text && one.attempts === 0 && !one.held && !inFlight.has(one.id),
    );
  }

  function dropsNext(): boolean {
    const { drop } = webhooks.faults;
    if (drop === 'none' || drop === 0) return false;
    if (drop !== 'all') webhooks.faults.drop = drop - 1;
    return true;
  }

  function enqueue(url: string, body: string, due: number, held = false): void {
    webhooks.deliveries.push({ id: randomUUID(), url, body, attempts: 0, due, after: null, held });
  }

  function enqueueFaulty(url: string, body: string, due: number): void {
    const held = webhooks.faults.reorder > 0;
    enqueue(url, body, due, held);
    if (webhooks.faults.duplicate > 0) {
      webhooks.faults.duplicate -= 1;
      count('duplicated');
      enqueue(url, body, due, held);
    }
    if (held) {
      webhooks.faults.reorder -= 1;
      if (webhooks.faults.reorder === 0) releaseHeld(world);
    }
  }

  /** Starts every attempt that may start now, and sleeps until the next may. */
  function pump(): void {
    clearTimeout(timer);
    if (stopping.signal.aborted) return;
    const now = Date.now();
    let next = Number.POSITIVE_INFINITY;
    for (const delivery of webhooks.deliveries) {
      if (inFlight.has(delivery.id)) continue;
      if (delivery.held) next = Math.min(next, now + heldPollMs);
      else if (waitsForAnother(delivery)) continue;
      else if (delivery.due > now) next = Math.min(next, delivery.due);
      else inFlight.set(delivery.id, attempt(delivery));
    }
    // setTimeout takes at most 2^31 - 1 ms; waking early is harmless.
    if (next < Number.POSITIVE_INFINITY) timer = setTimeout(pump, Math.min(next - now, 3_600_000));
  }

  function waitsForAnother(delivery: Delivery): boolean {
    if (delivery.after === null) return false;
    return webhooks.deliveries.some((one) => one.id === delivery.after && one.attempts === 0);
  }

  /** Never rejects. */
  async function attempt(delivery: Delivery): Promise<void> {
    const answer = await post(delivery);
    inFlight.delete(delivery.id);
    if (stopping.signal.aborted && answer.status !== 200) return; // tried again after the restart
    delivery.attempts += 1;
    if (answer.status === 200) count('delivered');
    else if (delivery.attempts >= maxAttempts) count('given_up');
    if (answer.status === 200 || delivery.attempts >= maxAttempts) {
      webhooks.deliveries.splice(webhooks.deliveries.indexOf(delivery), 1);
    } else {
      delivery.due = Date.now() + Math.max(answer.retryAfterMs, pace.firstRetryMs * 4 ** (delivery.attempts - 1));
    }
    world.changed();
    pump();
  }

  async function post(delivery: Delivery): Promise<{ status: number; retryAfterMs: number }> {
    try {
      // What a webhook speaks of must not be undone by a kill after it was sent.
      await world.saved();
      // Signed anew for each attempt: whether Plaid does is not documented, and the receiver must not care.
      const signature = await signBody(webhooks, delivery.body);
      count('sent');
      const response = await fetch(delivery.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'plaid-verification': signature },
        body: delivery.body,
        redirect: 'manual',
        signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(pace.answerMs)]),
      });
      await response.body?.cancel();
      const seconds = Number(response.headers.get('retry-after') ?? 0);
      return { status: response.status, retryAfterMs: Math.min((seconds || 0) * 1000, maxRetryAfterMs) };
    } catch {
      return { status: 0, retryAfterMs: 0 };
    }
  }

  function count(what: keyof typeof webhooks.counters): void {
    webhooks.counters[what] += 1;
  }

  pump();
  return {
    send,
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      await Promise.all(inFlight.values());
    },
  };
}

/** Lets everything held back go, the last first. */
export function releaseHeld(world: Pick<World, 'state' | 'changed'>): void {
  const { webhooks } = world.state;
  const held = webhooks.deliveries.filter((delivery) => delivery.held).reverse();
  let after: string | null = null;
  for (const delivery of held) {
    delivery.held = false;
    delivery.after = after;
    after = delivery.id;
  }
  if (held.length > 1) webhooks.counters.reordered += held.length;
  world.changed();
}
