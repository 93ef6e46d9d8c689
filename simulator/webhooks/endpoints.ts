import type { WebhookVerificationKeyGetResponse } from 'plaid';
import { z } from 'zod';
import { type Answer, type Endpoint, endpoint } from '../endpoint.ts';
import { invalidInput } from '../errors.ts';

const getVerificationKey = endpoint({
  path: '/webhook_verification_key/get',
  request: z.strictObject({ key_id: z.string().min(1) }),
  respond(world, asked): Answer<WebhookVerificationKeyGetResponse> {
    const key = world.state.webhooks.keys.find(({ kid }) => kid === asked.key_id);
    const { x, y } = key?.privateKey ?? {};
    if (!key || !x || !y)
      throw invalidInput(
        'INVALID_WEBHOOK_VERIFICATION_KEY_ID',
        'invalid key_id provided. note that key_ids are specific to Plaid environments',
      );
    return {
      key: {
        alg: 'ES256',
        crv: 'P-256',
        kid: key.kid,
        kty: 'EC',
        use: 'sig',
        x,
        y,
        created_at: key.createdAt,
        expired_at: key.expiredAt,
      },
    };
  },
});

export const webhookEndpoints: Endpoint[] = [getVerificationKey];
