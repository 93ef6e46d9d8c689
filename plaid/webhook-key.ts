// The public key with which Plaid signs webhooks.

import { z } from 'zod';
import { Failure } from '../domain/failure.ts';
import type { Ask } from './ask.ts';
import type { WebhookKey } from './gateway.ts';

const found = z.object({
  key: z.object({
    kty: z.string(),
    crv: z.string(),
    x: z.string(),
    y: z.string(),
    kid: z.string(),
    alg: z.string(),
    /** Unix seconds. */
    expired_at: z.number().nullish(),
  }),
});

/**
 * Throws `missing` for a key that Plaid does not know. Plaid does not document the code for this, so any that rejects
 * the id counts.
 */
export async function readWebhookKey(ask: Ask, keyId: string): Promise<WebhookKey> {
  try {
    const { key } = await ask({
      endpoint: '/webhook_verification_key/get',
      // A delivery waits for this call, and Plaid gives it up after ten seconds.
      withinMs: 5000,
      answer: found,
      send: (api, options) => api.webhookVerificationKeyGet({ key_id: keyId }, options),
    });
    const { expired_at, ...jwk } = key;
    return { jwk, expiredAt: expired_at == null ? null : new Date(expired_at * 1000) };
  } catch (error) {
    if (error instanceof Failure && ['INVALID_FIELD', 'INVALID_INPUT'].includes(error.detail.code)) {
      throw new Failure('missing', error.message, error.detail);
    }
    throw error;
  }
}
