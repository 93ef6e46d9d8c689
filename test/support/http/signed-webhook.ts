// Webhooks as Plaid signs them: a JWT over the hash of the exact bytes.
import { createHash, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { Failure } from '../../../domain/failure.ts';
import type { PlaidGateway, WebhookKey } from '../../../plaid/gateway.ts';

export type WebhookSigner = {
  readKey: PlaidGateway['readWebhookKey'];
  sign(body: string, options?: { at?: Date; kid?: string }): Promise<string>;
};

export async function webhookSigner(): Promise<WebhookSigner> {
  const ownKid = randomUUID();
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const { kty = '', crv = '', x = '', y = '' } = await exportJWK(publicKey);
  const key: WebhookKey = { jwk: { kty, crv, x, y, kid: ownKid, alg: 'ES256' }, expiredAt: null };
  return {
    readKey: async (kid) => {
      if (kid === ownKid) return key;
      throw new Failure('missing', 'Plaid knows no such key.', { code: 'NOT_FOUND' });
    },
    sign: (body, { at = new Date(), kid = ownKid } = {}) =>
      new SignJWT({ request_body_sha256: createHash('sha256').update(body).digest('hex') })
        .setProtectedHeader({ alg: 'ES256', kid, typ: 'JWT' })
        .setIssuedAt(Math.floor(at.getTime() / 1000))
        .sign(privateKey),
  };
}
