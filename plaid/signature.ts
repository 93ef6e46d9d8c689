// Verifies that a webhook is Plaid's: a JWT in its header, signed with a key that Plaid publishes, over the hash of the
// raw body. Source: https://plaid.com/docs/api/webhooks/webhook-verification.

import { createHash, timingSafeEqual } from 'node:crypto';
import { compactVerify, decodeProtectedHeader } from 'jose';
import type { PlaidGateway } from './gateway.ts';
import type { FoundKey, KeyStore } from './kept-keys.ts';
import { createKeyring } from './keyring.ts';

export type RefusalReason =
  | 'no_header'
  | 'malformed'
  | 'wrong_algorithm'
  | 'bad_signature'
  | 'body_changed'
  | 'issued_in_future'
  /** The last of these, `key_lookup_unavailable`, is our trouble and not the sender's: answer 503, not 401. */
  | Extract<FoundKey, { ok: false }>['reason'];

type Refusal = { ok: false; reason: RefusalReason };

export type Verdict =
  /** `stale` was signed too long ago to be more than a hint. */
  { ok: true; body: Buffer; bodyHash: Buffer; signedAt: Date; stale: boolean } | Refusal;

/**
 * Reads the body only once the token is known to be Plaid's. Otherwise any sender could fill our memory (500 requests
 * without a token took 114 MiB, measured). `from` is the sender's address, which influences the order in which unknown
 * keys are looked up. Rejects as `readBody` does.
 */
export type Verify = (
  readBody: () => Promise<Buffer>,
  header: string | string[] | undefined,
  from?: string | null,
) => Promise<Verdict>;

/**
 * Plaid asks for five minutes. Its documentation does not say whether it signs a redelivery again, so older ones are
 * kept as hints.
 */
const staleMs = 5 * 60_000;
/** By how much Plaid's clock may be ahead of ours. */
const skewMs = 60_000;
/** Three parts of base64url; Plaid's tokens have about 300 characters. */
const jwt = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;
const longestJwt = 2048;
/** Plaid's are UUIDs. The id goes into a request to Plaid, so it must be a plain name. */
const keyId = /^[A-Za-z0-9_-]{1,64}$/;

/** `lookupsPerMinute` limits the look-ups of unknown key ids. */
export function createVerifier({
  readKey,
  now = () => new Date(),
  lookupsPerMinute = 30,
  store,
}: {
  readKey: PlaidGateway['readWebhookKey'];
  now?: () => Date;
  lookupsPerMinute?: number;
  store?: KeyStore;
}): Verify {
  const keyring = createKeyring({ readKey, now, lookupsPerMinute, store });

  return async (readBody, header, from = null) => {
    const token = readToken(header);
    if (!token.ok) return token;
    const found = await keyring.find(token.kid, from);
    if (!found.ok) return refused(found.reason);
    const claims = await compactVerify(token.jwt, found.key, { algorithms: ['ES256'] }).then(
      ({ payload }) => claimsOf(payload),
      () => null,
    );
    if (!claims) return refused('bad_signature');

    const age = now().getTime() - claims.signedAt.getTime();
    if (age < -skewMs) return refused('issued_in_future');
    const body = await readBody();
    const bodyHash = createHash('sha256').update(body).digest();
    if (!sameHash(bodyHash, claims.bodyHash)) return refused('body_changed');
    const stale = age > staleMs;
    // An old delivery may have been intercepted, and any sender may repeat it.
    if (!stale) keyring.trust(from);
    return { ok: true, body, bodyHash, signedAt: claims.signedAt, stale };
  };
}

const refused = (reason: RefusalReason): Refusal => ({ ok: false, reason });

/** Reads the token's header. The signature over it is still to be verified. */
function readToken(header: string | string[] | undefined): { ok: true; jwt: string; kid: string } | Refusal {
  if (header === undefined || header.length === 0) return refused('no_header');
  // A doubled header arrives as an array or joined with a comma; neither is one token.
  if (typeof header !== 'string' || header.length > longestJwt || !jwt.test(header)) return refused('malformed');
  const head = protectedHeader(header);
  if (!head) return refused('malformed');
  if (head.alg !== 'ES256') return refused('wrong_algorithm');
  if (typeof head.kid !== 'string' || !keyId.test(head.kid)) return refused('malformed');
  return { ok: true, jwt: header, kid: head.kid };
}

function protectedHeader(token: string): { alg?: unknown; kid?: unknown } | null {
  try {
    return decodeProtectedHeader(token);
  } catch {
    return null;
  }
}

/** Null if a claim is missing: even with Plaid's signature it is then no webhook of Plaid's. */
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
