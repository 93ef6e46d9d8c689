// Plaid's answers about its webhook keys: those about keys that it has confirmed outlive the process, so that a flood
// during a restart finds them here, and those about unknown keys are forgotten after a minute.
import { type CryptoKey, importJWK } from 'jose';
import type { WebhookKey } from './gateway.ts';

export type FoundKey =
  | { ok: true; key: CryptoKey }
  | { ok: false; reason: 'unknown_key' | 'expired_key' | 'unusable_key' | 'key_lookup_unavailable' };

/**
 * The state that outlives the process. A lost key only costs another look-up, so deliveries do not wait for these
 * writes.
 */
export type KeyStore = {
  load(): Promise<{ keys: StoredKey[]; senders: string[] }>;
  saveKey(key: StoredKey): Promise<void>;
  forgetKey(kid: string): Promise<void>;
  /** Keeps an address that sent a genuine delivery. */
  saveSender(address: string): Promise<void>;
};
export type StoredKey = { jwk: WebhookKey['jwk']; checkedAt: Date };

export type KeptKeys = {
  /** Takes over the keys of another process, beside those that were read since. */
  restore(keys: StoredKey[]): Promise<void>;
  /** True if Plaid has confirmed the key, however long ago. */
  has(kid: string): boolean;
  /** Returns the answer about a key while it is fresh enough to use. */
  fresh(kid: string): FoundKey | null;
  /** Keeps a key that Plaid has just returned. */
  confirm(kid: string, read: WebhookKey): Promise<FoundKey>;
  /** Keeps that Plaid has no such key. */
  deny(kid: string): FoundKey;
  /** Returns the answer to use while Plaid cannot be reached. */
  fallBack(kid: string): FoundKey;
};

/** A key is read again after this long, because Plaid sends nothing when it expires. */
const recheckMs = 5 * 60_000;
/** If Plaid cannot be reached then, the key stays valid for this much longer: an outage should cost no webhook. */
const graceMs = 60 * 60_000;
/** After a failed read we leave Plaid alone for this long, so that not every delivery waits for a missing answer. */
const askAgainMs = 30_000;
/** Short, because a key may be used before every part of Plaid knows it. */
const rememberUnknownMs = 60_000;
const mostRemembered = 1000;

type KnownKey = { found: FoundKey; until: number; graceUntil: number };

export function createKeptKeys({ now, store }: { now: () => Date; store?: KeyStore | undefined }): KeptKeys {
  const known = new Map<string, KnownKey>();
  const unknown = new Map<string, number>();

  function keep(kid: string, found: FoundKey, at: number): void {
    known.set(kid, { found, until: at + recheckMs, graceUntil: at + recheckMs + graceMs });
  }

  return {
    async restore(keys) {
      for (const { jwk, checkedAt } of keys) {
        if (!known.has(jwk.kid)) keep(jwk.kid, await usable({ jwk, expiredAt: null }, jwk.kid), checkedAt.getTime());
      }
    },
    has: (kid) => known.has(kid),
    fresh(kid) {
      const at = now().getTime();
      const kept = known.get(kid);
      if (kept && at < kept.until) return kept.found;
      const unknownSince = unknown.get(kid);
      return unknownSince !== undefined && at - unknownSince < rememberUnknownMs ? notFound('unknown_key') : null;
    },
    async confirm(kid, read) {
      const found = await usable(read, kid);
      keep(kid, found, now().getTime());
      const written = found.ok ? store?.saveKey({ jwk: read.jwk, checkedAt: now() }) : store?.forgetKey(kid);
      written?.catch(() => {});
      return found;
    },
    deny(kid) {
      if (known.delete(kid)) store?.forgetKey(kid).catch(() => {});
      if (unknown.size >= mostRemembered) unknown.delete(unknown.keys().next().value ?? '');
      unknown.set(kid, now().getTime());
      return notFound('unknown_key');
    },
    fallBack(kid) {
      const at = now().getTime();
      const kept = known.get(kid);
      if (!kept || at >= kept.graceUntil) return notFound('key_lookup_unavailable');
      known.set(kid, { ...kept, until: at + askAgainMs });
      return kept.found;
    },
  };
}

async function usable({ jwk, expiredAt }: WebhookKey, kid: string): Promise<FoundKey> {
  if (expiredAt) return notFound('expired_key');
  if (jwk.kid !== kid || jwk.kty !== 'EC' || jwk.crv !== 'P-256' || jwk.alg !== 'ES256') {
    return notFound('unusable_key');
  }
  const { kty, crv, x, y } = jwk;
  try {
    return { ok: true, key: (await importJWK({ kty, crv, x, y }, 'ES256')) as CryptoKey };
  } catch {
    return notFound('unusable_key');
  }
}

export const notFound = (reason: Extract<FoundKey, { ok: false }>['reason']): FoundKey => ({ ok: false, reason });
