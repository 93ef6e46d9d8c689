import { Webhook } from 'standardwebhooks';
import type { Delivery } from '../../db/notify/notification-deliveries.ts';
import type { Secret } from '../../domain/secret.ts';
import { eventOf } from './event.ts';
import type { Message } from './post.ts';

/**
 * Returns a notification in the form of Standard Webhooks (1.0.0): the body, and headers with its id, the time of this
 * try, and a signature by each secret.
 */
export function signed({ id, url, ...notification }: Delivery, secrets: Secret[], now: Date): Message {
  if (url === null) throw new TypeError('an endpoint for webhooks has no address');
  const body = JSON.stringify(eventOf(notification));
  return {
    url,
    body,
    headers: {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': secrets.map((secret) => new Webhook(secret.reveal()).sign(id, now, body)).join(' '),
    },
  };
}
