// The keys that sign webhooks. Plaid rotates them: a new `kid` signs, the old key gets an `expired_at`.
import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto';
import { type JWK, SignJWT } from 'jose';
import type { WebhookState } from './state.ts';

export type SigningKey = { kid: string; privateKey: JWK; createdAt: number; expiredAt: number | null };

export function newSigningKey(): SigningKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = privateKey.export({ format: 'jwk' }) as JWK;
  return { kid: randomUUID(), privateKey: jwk, createdAt: unixNow(), expiredAt: null };
}

export function rotateKeys(webhooks: WebhookState): void {
  for (const key of webhooks.keys) key.expiredAt ??= unixNow();
  webhooks.keys.unshift(newSigningKey());
}

/**
 * The `Plaid-Verification` header: a JWT over the hash of the raw body. `iat` is real time, because receivers
 * compare it with their own clock (https://plaid.com/docs/api/webhooks/webhook-verification/).
 */
export async function signBody(webhooks: WebhookState, body: string): Promise<string> {
  const [key] = webhooks.keys;
  const hash = createHash('sha256').update(body).digest('hex');
  return new SignJWT({ request_body_sha256: hash })
    .setProtectedHeader({ alg: 'ES256', kid: key.kid, typ: 'JWT' })
    .setIssuedAt(unixNow())
    .sign(key.privateKey);
}

function unixNow(): number {
  return Math.floor(Date.now() / 1000);
}
