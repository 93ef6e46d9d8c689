// The webhooks that wait to be sent. A test can drop, double, delay or reorder them here.
import { randomUUID } from 'node:crypto';
import type { WebhookState } from './state.ts';

export type Queue = { add(url: string, body: Record<string, unknown>): void };

export function createQueue(webhooks: WebhookState, mergeMs: number, isInFlight: (id: string) => boolean): Queue {
  /** When the last TRANSFER_EVENTS_UPDATE to a URL is due. */
  const lastUpdate = new Map<string, number>();

  function add(url: string, body: Record<string, unknown>): void {
    const text = JSON.stringify({ ...body, environment: 'sandbox' }, null, 2);
    const isUpdate = body.webhook_code === 'TRANSFER_EVENTS_UPDATE';
    const isFaulty = webhooks.faults.codes?.includes(String(body.webhook_code)) ?? true;
    if (isUpdate && isWaiting(url, text)) {
      webhooks.counters.merged += 1;
      return;
    }
    if (isFaulty && dropsNext(webhooks)) {
      webhooks.counters.dropped += 1;
      return;
    }
    const due = isUpdate ? dueOfUpdate(url) : Date.now();
    if (isFaulty) enqueueFaulty(webhooks, url, text, due + webhooks.faults.delay_ms);
    else enqueue(webhooks, url, text, due);
  }

  /** Whether an identical webhook waits for its first attempt. */
  function isWaiting(url: string, text: string): boolean {
    return Object.values(webhooks.deliveries).some(
      (one) => one.url === url && one.body === text && one.attempts === 0 && !one.held && !isInFlight(one.id),
    );
  }

  function dueOfUpdate(url: string): number {
    const due = Math.max(Date.now(), (lastUpdate.get(url) ?? 0) + mergeMs);
    lastUpdate.set(url, due);
    return due;
  }

  return { add };
}

function dropsNext({ faults }: WebhookState): boolean {
  if (faults.drop === 'none' || faults.drop === 0) return false;
  if (faults.drop !== 'all') faults.drop -= 1;
  return true;
}

function enqueueFaulty(webhooks: WebhookState, url: string, body: string, due: number): void {
  const { faults, counters } = webhooks;
  const held = faults.reorder > 0;
  enqueue(webhooks, url, body, due, held);
  if (faults.duplicate > 0) {
    faults.duplicate -= 1;
    counters.duplicated += 1;
    enqueue(webhooks, url, body, due, held);
  }
  if (held) {
    faults.reorder -= 1;
    if (faults.reorder === 0) releaseHeld(webhooks);
  }
}

function enqueue({ deliveries }: WebhookState, url: string, body: string, due: number, held = false): void {
  const id = randomUUID();
  deliveries[id] = { id, url, body, attempts: 0, due, after: null, held };
}

/** Releases every webhook that is held back, the last one first. */
export function releaseHeld(webhooks: WebhookState): void {
  const held = Object.values(webhooks.deliveries)
    .filter((delivery) => delivery.held)
    .reverse();
  let after: string | null = null;
  for (const delivery of held) {
    delivery.held = false;
    delivery.after = after;
    after = delivery.id;
  }
  if (held.length > 1) webhooks.counters.reordered += held.length;
}
