// Key-encryption keys (KEKs) wrap data keys, and never enter the database. A KEK is either 32 bytes in the setting, or
// the address of a key service, which keeps the key to itself: a cloud's KMS, by docs/examples/aws-kms.ts.
import { z } from 'zod';
import { Failure } from '../domain/failure.ts';
import { decrypt, encrypt } from './cipher.ts';

/** `context` binds a wrapped key to its row: it opens with the same context only. */
export type Kek = {
  wrap(context: string, key: Buffer): Promise<Buffer>;
  /** Null if it was not wrapped with this KEK for this context. Throws `unavailable` while the KEK is out of reach. */
  unwrap(context: string, wrapped: Buffer): Promise<Buffer | null>;
};

/** Reads GANGWAY_VAULT_KEYS: `id:base64`, or `id:address`, one a line or comma separated. The first one wraps. */
export function parseKeks(text: string): Map<string, Kek> {
  const keks = new Map<string, Kek>();
  for (const entry of text.split(/[,\r\n]+/)) {
    const [id = '', ...rest] = entry.split(':');
    const value = rest.join(':');
    if (keks.has(id)) throw new Error(`GANGWAY_VAULT_KEYS names the id ${id} twice. Give each key an id of its own.`);
    keks.set(id, /^https?:/.test(value) ? kekService(id, value) : kekOfBytes(id, value));
  }
  return keks;
}

function kekOfBytes(id: string, base64: string): Kek {
  const kek = Buffer.from(base64, 'base64');
  if (!id || kek.length !== 32) throw new Error('GANGWAY_VAULT_KEYS must be id:base64 of 32 bytes, comma separated.');
  if (kek.every((byte) => byte === 0)) {
    throw new Error(`The key ${id} in GANGWAY_VAULT_KEYS is all zeros. Make one with \`openssl rand -base64 32\`.`);
  }
  return {
    wrap: async (context, key) => encrypt(kek, context, key),
    unwrap: async (context, wrapped) => decrypt(kek, context, wrapped),
  };
}

const answered = z.object({ data: z.base64() });
const longestCallMs = 5_000;

/**
 * Posts `{"operation","context","data"}` with base64, and expects `{"data"}`; or status 422 for a key that was not
 * wrapped for this context.
 */
function kekService(id: string, address: string): Kek {
  const away = (why: string) =>
    keyAway('vault_key_away', `The key service of the key-encryption key ${id} ${why}. Look at the service.`);

  async function ask(operation: 'wrap' | 'unwrap', context: string, data: Buffer): Promise<Buffer | null> {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ operation, context, data: data.toString('base64') }),
      redirect: 'error',
      signal: AbortSignal.timeout(longestCallMs),
    }).catch(() => null);
    if (!response) throw away('does not answer');
    const answer = answered.safeParse(await response.json().catch(() => null));
    if (response.status === 422 && operation === 'unwrap') return null;
    if (!response.ok || !answer.success) throw away(`answers with status ${response.status} and no key`);
    return Buffer.from(answer.data.data, 'base64');
  }

  return {
    async wrap(context, key) {
      const wrapped = await ask('wrap', context, key);
      if (!wrapped) throw new TypeError('a key service refused to wrap');
      return wrapped;
    },
    unwrap: (context, wrapped) => ask('unwrap', context, wrapped),
  };
}

/** An outage: every value opens again once the key is back, so a caller must give nothing up. */
export const keyAway = (code: string, message: string) =>
  new Failure('unavailable', message, { code, retryAfterSeconds: 60 });
