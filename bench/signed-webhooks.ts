// Deliveries as Plaid sends them: a body with two spaces of indent, and an ES256 token over its hash.
import { createHash, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { WebhookKey } from '../plaid/gateway.ts';

export type SignedWebhook = { body: Buffer; token: string };
export type Signer = { publicKey: WebhookKey['jwk']; sign(count: number): Promise<SignedWebhook[]> };

export async function createSigner(): Promise<Signer> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const { kty = '', crv = '', x = '', y = '' } = await exportJWK(publicKey);
  const kid = randomUUID();

  async function signed(): Promise<SignedWebhook> {
    const body = Buffer.from(JSON.stringify(itemError(randomUUID()), null, 2));
    const token = await new SignJWT({ request_body_sha256: createHash('sha256').update(body).digest('hex') })
      .setProtectedHeader({ alg: 'ES256', kid, typ: 'JWT' })
      .setIssuedAt()
      .sign(privateKey);
    return { body, token };
  }

  return {
    publicKey: { kty, crv, x, y, kid, alg: 'ES256' },
    sign: (count) => Promise.all(Array.from({ length: count }, signed)),
  };
}

/** Each body has a new Item, so each delivery becomes a row. */
const itemError = (itemId: string) => ({
  environment: 'sandbox',
  error: {
    display_message: "The user's OAuth connection to this institution has been invalidated.",
    error_code: 'ITEM_LOGIN_REQUIRED',
    error_message: 'the login details of this item have changed (credentials, MFA, or required user action)',
    error_type: 'ITEM_ERROR',
    status: 400,
  },
  item_id: itemId,
  webhook_code: 'ERROR',
  webhook_type: 'ITEM',
});
