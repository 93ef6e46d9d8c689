import { newSigningKey, type SigningKey } from './keys.ts';

export type WebhookState = {
  /** The newest first; only that one signs. */
  keys: [SigningKey, ...SigningKey[]];
  /** Set in Plaid's Dashboard, for every kind to which a Link token's `webhook` does not apply: transfers and others. */
  dashboardUrl: string | null;
  /** Waiting for their first or next attempt. They survive a restart, so a delivery may come twice. */
  deliveries: Delivery[];
  faults: {
    drop: number | 'all' | 'none';
    duplicate: number;
    reorder: number;
    delay_ms: number;
    codes: string[] | null;
  };
  counters: Record<Counter, number>;
};

export type Delivery = {
  id: string;
  url: string;
  /** The exact text that is hashed, signed and sent. */
  body: string;
  attempts: number;
  /** Real time, milliseconds: no attempt before. Retries do not follow the simulated clock. */
  due: number;
  /** Waits until this other delivery has been tried: how two webhooks come in the wrong order. */
  after: string | null;
  /** Held back until as many as asked for can be sent in reverse. */
  held: boolean;
};

/** `sent` counts attempts on the wire; `merged` those that an identical untried one already stood for. */
export type Counter = 'sent' | 'delivered' | 'dropped' | 'duplicated' | 'merged' | 'reordered' | 'given_up';

export function initialWebhookState(): WebhookState {
  return {
    keys: [newSigningKey()],
    dashboardUrl: null,
    deliveries: [],
    faults: { drop: 'none', duplicate: 0, reorder: 0, delay_ms: 0, codes: null },
    counters: { sent: 0, delivered: 0, dropped: 0, duplicated: 0, merged: 0, reordered: 0, given_up: 0 },
  };
}
