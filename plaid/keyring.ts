// Plaid's webhook keys, kept per key id. Whoever sends us a token chooses its key id, so what a stranger can cost is
// bounded: one look-up at a time per id, unknown ids remembered, and so many look-ups a minute.

import { type CryptoKey, importJWK } from 'jose';
import { Failure } from '../domain/failure.ts';
import type { PlaidGateway, WebhookKey } from './gateway.ts';

export type FoundKey =
  | { ok: true; key: CryptoKey }
  | { ok: false; reason: 'unknown_key' | 'expired_key' | 'unusable_key' | 'key_lookup_unavailable' };

export type KeyringSettings = {
  readKey: PlaidGateway['readWebhookKey'];
  now: () => Date;
  /** Look-ups of ids that we do not know, per minute. */
  lookupsPerMinute: number;
};

/** A key is asked for again after this long, so that we notice when it expires (Plaid tells nobody). */
const recheckMs = 5 * 60_000;
/** If Plaid cannot be asked then, the key that we have is good for this much longer: an outage should cost no webhook. */
const graceMs = 60 * 60_000;
/** And Plaid is left alone for this long, so that not every delivery waits for an answer that does not come. */
const askAgainMs = 30_000;
/** Short, because a key may be used before every part of Plaid knows it. */
const rememberUnknownMs = 60_000;
const mostRemembered = 1000;

type Kept = { found: FoundKey; until: number; graceUntil: number };

export function createKeyring({ readKey, now, lookupsPerMinute }: KeyringSettings): (kid: string) => Promise<FoundKey> {
  const known = new Map<string, Kept>();
  const unknown = new Map<string, number>();
  const underway = new Map<string, Promise<FoundKey>>();
  let minute = { start: 0, used: 0 };

  function mayLookUp(): boolean {
    const at = now().getTime();
    if (at - minute.start >= 60_000) minute = { start: at, used: 0 };
    minute.used += 1;
    return minute.used <= lookupsPerMinute;
  }

  async function lookUp(kid: string, kept: Kept | undefined): Promise<FoundKey> {
    try {
      const found = await usable(await readKey(kid), kid);
      const until = now().getTime() + recheckMs;
      known.set(kid, { found, until, graceUntil: until + graceMs });
      return found;
    } catch (error) {
      if (error instanceof Failure && error.kind === 'missing') {
        known.delete(kid);
        if (unknown.size >= mostRemembered) unknown.delete(unknown.keys().next().value ?? '');
        unknown.set(kid, now().getTime());
        return { ok: false, reason: 'unknown_key' };
      }
      const at = now().getTime();
      if (kept && at < kept.graceUntil) {
        known.set(kid, { ...kept, until: at + askAgainMs });
        return kept.found;
      }
      return { ok: false, reason: 'key_lookup_unavailable' };
    }
  }

  return async (kid) => {
    const at = now().getTime();
    const kept = known.get(kid);
    if (kept && at < kept.until) return kept.found;
    const unknownSince = unknown.get(kid);
    if (unknownSince !== undefined && at - unknownSince < rememberUnknownMs)
      return { ok: false, reason: 'unknown_key' };
    const running = underway.get(kid);
    if (running !== undefined) return running;
    // Past the cap the sender is told to come back, not that the token is bad: a real new key may be among the flood.
    // Keys that we know are asked for again outside the cap, or a flood could make them unusable.
    if (!kept && !mayLookUp()) return { ok: false, reason: 'key_lookup_unavailable' };
    const lookup = lookUp(kid, kept).finally(() => underway.delete(kid));
    underway.set(kid, lookup);
    return lookup;
  };
}

async function usable({ jwk, expiredAt }: WebhookKey, kid: string): Promise<FoundKey> {
  if (expiredAt) return { ok: false, reason: 'expired_key' };
  if (jwk.kid !== kid || jwk.kty !== 'EC' || jwk.crv !== 'P-256' || jwk.alg !== 'ES256') {
    return { ok: false, reason: 'unusable_key' };
  }
  const { kty, crv, x, y } = jwk;
  try {
    return { ok: true, key: (await importJWK({ kty, crv, x, y }, 'ES256')) as CryptoKey };
  } catch {
    return { ok: false, reason: 'unusable_key' };
  }
}
