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

/** Rejects with `missing` for a key that Plaid does not know. Which code that has is not documented: any that blames the id. */
export async function readWebhookKey(ask: Ask, keyId: string): Promise<WebhookKey> {
  try {
    const { key } = await ask({
      endpoint: '/webhook_verification_key/get',
      // Behind this call stands a delivery that Plaid gives up after ten seconds.
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
