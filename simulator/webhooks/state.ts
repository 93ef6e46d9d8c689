import { newSigningKey, type SigningKeys } from './keys.ts';

export type WebhookState = {
  keys: SigningKeys;
  /** The URL in Plaid's Dashboard. It gets the webhooks that a Link token's URL does not, such as of transfers. */
  dashboardUrl: string | null;
  /** By id: the webhooks that wait for an attempt. They survive a restart, so a receiver may get one twice. */
  deliveries: Record<string, Delivery>;
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
  /** The exact text that the sender hashes, signs and sends. */
  body: string;
  attempts: number;
  /** The next attempt is not before this, in real milliseconds. Retries do not follow the simulated clock. */
  due: number;
  /** The delivery that must be tried before this one, so that two webhooks arrive in the wrong order. */
  after: string | null;
  /** Whether it is held back, until the sender has as many as the test wants in reverse. */
  held: boolean;
};

/** `sent` counts attempts. `merged` counts webhooks that an identical, untried one has made superfluous. */
export type Counter = 'sent' | 'delivered' | 'dropped' | 'duplicated' | 'merged' | 'reordered' | 'given_up';

export function initialWebhookState(): WebhookState {
  return {
    keys: [newSigningKey()],
    dashboardUrl: null,
    deliveries: {},
    faults: { drop: 'none', duplicate: 0, reorder: 0, delay_ms: 0, codes: null },
    counters: { sent: 0, delivered: 0, dropped: 0, duplicated: 0, merged: 0, reordered: 0, given_up: 0 },
  };
}
