// Plaid's side of a signature: keys, and tokens over a body, as Plaid makes them or bent on purpose.
import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { CompactSign } from 'jose';
import { Failure } from '../../domain/failure.ts';
import type { WebhookKey } from '../../plaid/gateway.ts';
import type { KeyStore } from '../../plaid/kept-keys.ts';
import { createVerifier } from '../../plaid/signature.ts';

export type SigningKey = { kid: string; privateKey: KeyObject; published: WebhookKey };

export function signingKey(kid: string, expiredAt: Date | null = null): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { kty = '', crv = '', x = '', y = '' } = publicKey.export({ format: 'jwk' });
  return { kid, privateKey, published: { jwk: { kty, crv, x, y, kid, alg: 'ES256' }, expiredAt } };
}

export const sha256 = (body: Buffer) => createHash('sha256').update(body).digest('hex');

export function sign(key: SigningKey, body: Buffer, at: Date): Promise<string> {
  return signClaims(key, { iat: Math.floor(at.getTime() / 1000), request_body_sha256: sha256(body) });
}

export function signClaims(key: SigningKey, claims: unknown): Promise<string> {
  return new CompactSign(Buffer.from(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'ES256', kid: key.kid, typ: 'JWT' })
    .sign(key.privateKey);
}

export const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

export const body = Buffer.from('{\n  "webhook_code": "ERROR",\n  "webhook_type": "ITEM"\n}');
export const start = new Date('2026-03-02T15:00:00Z');
export const key = signingKey('6c5516e1-92dc-479e-a8ff-5a51992e0001');

/** A verifier on a clock of its own, with the keys that Plaid publishes, and a count of the look-ups at Plaid. */
export function setUp(published: SigningKey[] = [key], lookupsPerMinute = 30, store?: KeyStore) {
  const plaid = {
    keys: new Map<string, WebhookKey>(published.map((each) => [each.kid, each.published])),
    lookups: 0,
    down: false,
  };
  const clock = { at: start.getTime() };
  const verify = createVerifier({
    now: () => new Date(clock.at),
    lookupsPerMinute,
    ...(store && { store }),
    readKey: async (kid) => {
      plaid.lookups += 1;
      await Promise.resolve();
      if (plaid.down) throw new Failure('unavailable', 'Plaid is away.', { code: 'no_answer' });
      const found = plaid.keys.get(kid);
      if (!found) throw new Failure('missing', 'No such key.', { code: 'INVALID_WEBHOOK_VERIFICATION_KEY_ID' });
      return found;
    },
  });
  const pass = (seconds: number) => {
    clock.at += seconds * 1000;
  };
  return { verify, plaid, pass };
}
