// Whether a webhook is Plaid's: a JWT in its header, signed with a key that Plaid publishes, over the hash of the raw
// body. Source: https://plaid.com/docs/api/webhooks/webhook-verification.

import { createHash, timingSafeEqual } from 'node:crypto';
import { compactVerify, decodeProtectedHeader } from 'jose';
import type { PlaidGateway } from './gateway.ts';
import { createKeyring, type FoundKey } from './keyring.ts';

export type Refused =
  | 'no_header'
  | 'malformed'
  | 'wrong_algorithm'
  | 'bad_signature'
  | 'body_changed'
  | 'issued_in_future'
  /** The last of these, `key_lookup_unavailable`, is about us and not about the sender: answer 503, not 401. */
  | Extract<FoundKey, { ok: false }>['reason'];

export type Verdict =
  /** `stale` was signed too long ago to be more than a hint. */
  { ok: true; bodyHash: Buffer; signedAt: Date; stale: boolean } | { ok: false; reason: Refused };

export type Verify = (rawBody: Buffer, header: string | string[] | undefined) => Promise<Verdict>;

/** Plaid asks for five minutes. Whether it signs a redelivery anew is not documented, so older ones are kept as hints. */
const staleMs = 5 * 60_000;
/** By how much Plaid's clock may be ahead of ours. */
const skewMs = 60_000;
/** Three parts of base64url; Plaid's tokens have about 300 characters. */
const jwt = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;
const longestJwt = 2048;
/** Plaid's are UUIDs. The id goes into a request to Plaid, so it must be nothing but a name. */
const keyId = /^[A-Za-z0-9_-]{1,64}$/;

export function createVerifier({
  readKey,
  now = () => new Date(),
  lookupsPerMinute = 30,
}: {
  readKey: PlaidGateway['readWebhookKey'];
  now?: () => Date;
  lookupsPerMinute?: number;
}): Verify {
  const findKey = createKeyring({ readKey, now, lookupsPerMinute });

  return async (rawBody, header) => {
    if (header === undefined || header.length === 0) return refused('no_header');
    // A doubled header arrives as an array or joined with a comma; neither is one token.
    if (typeof header !== 'string' || header.length > longestJwt || !jwt.test(header)) return refused('malformed');

    const head = protectedHeader(header);
    if (!head) return refused('malformed');
    if (head.alg !== 'ES256') return refused('wrong_algorithm');
    if (typeof head.kid !== 'string' || !keyId.test(head.kid)) return refused('malformed');

    const found = await findKey(head.kid);
    if (!found.ok) return refused(found.reason);
    const claims = await compactVerify(header, found.key, { algorithms: ['ES256'] }).then(
      ({ payload }) => claimsOf(payload),
      () => null,
    );
    if (!claims) return refused('bad_signature');

    const bodyHash = createHash('sha256').update(rawBody).digest();
    if (!sameHash(bodyHash, claims.bodyHash)) return refused('body_changed');
    const age = now().getTime() - claims.signedAt.getTime();
    if (age < -skewMs) return refused('issued_in_future');
    return { ok: true, bodyHash, signedAt: claims.signedAt, stale: age > staleMs };
  };
}

const refused = (reason: Refused): Verdict => ({ ok: false, reason });

function protectedHeader(token: string): { alg?: unknown; kid?: unknown } | null {
  try {
    return decodeProtectedHeader(token);
  } catch {
    return null;
  }
}

/** Null where a claim is missing: signed by Plaid's key or not, it is no webhook of Plaid's. */
function claimsOf(payload: Uint8Array): { signedAt: Date; bodyHash: Buffer } | null {
  try {
    const { iat, request_body_sha256: hash } = JSON.parse(Buffer.from(payload).toString()) as Record<string, unknown>;
    // Whole seconds that a Date can hold: an invalid Date would pass every comparison of ages.
    if (typeof iat !== 'number' || !Number.isInteger(iat) || Math.abs(iat) > 1e10) return null;
    if (typeof hash !== 'string' || !/^[0-9a-f]{64}$/i.test(hash)) return null;
    return { signedAt: new Date(iat * 1000), bodyHash: Buffer.from(hash, 'hex') };
  } catch {
    return null;
  }
}

function sameHash(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
