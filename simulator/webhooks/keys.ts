// The keys that sign webhooks. When Plaid rotates them, a new `kid` signs and the old key gets an `expired_at`.
import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto';
import { type JWK, SignJWT } from 'jose';

export type SigningKey = { kid: string; privateKey: JWK; createdAt: number; expiredAt: number | null };

/** The newest first. Only that one signs. */
export type SigningKeys = [SigningKey, ...SigningKey[]];

export function newSigningKey(): SigningKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = privateKey.export({ format: 'jwk' }) as JWK;
  return { kid: randomUUID(), privateKey: jwk, createdAt: unixNow(), expiredAt: null };
}

export function rotateKeys(keys: SigningKeys): void {
  for (const key of keys) key.expiredAt ??= unixNow();
  keys.unshift(newSigningKey());
}

/**
 * Returns the `Plaid-Verification` header: a JWT over the hash of the raw body. `iat` is real time, because a receiver
 * compares it with its own clock (https://plaid.com/docs/api/webhooks/webhook-verification/).
 */
export async function signBody([key]: SigningKeys, body: string): Promise<string> {
  const hash = createHash('sha256').update(body).digest('hex');
  return new SignJWT({ request_body_sha256: hash })
    .setProtectedHeader({ alg: 'ES256', kid: key.kid, typ: 'JWT' })
    .setIssuedAt(unixNow())
    .sign(key.privateKey);
}

function unixNow(): number {
  return Math.floor(Date.now() / 1000);
}
