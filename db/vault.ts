// Encrypted columns. Every applicant has a data key, wrapped by a key-encryption key (KEK) that never enters the
// database; deleting the data key erases the person. A ciphertext is bound to its table, row and column, so that it
// opens nowhere else.
//
// The data keys of people are not cached: opening a column with its key's read takes 0.4 ms (measured), and a cached key
// would outlive an erasure in every other process.
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { Failure } from '../domain/failure.ts';
import { Secret } from '../domain/secret.ts';
import { newId } from './ids.ts';
import type { Db, Pool } from './pool.ts';

export type Place = { table: string; row: string; column: string };

export type Vault = {
  newDataKey(db: Db): Promise<string>;
  /**
   * What seals received webhooks, which belong to no person yet: by a data key of their own, made on first use. Takes no
   * transaction: a key that was rolled back must not be kept.
   */
  inboxSealer(db: Pool): Promise<(at: Place, text: string) => Buffer>;
  seal(db: Db, dataKeyId: string, at: Place, text: string): Promise<Buffer>;
  /** Rejects with `missing` when the data key was erased, with `bug` when the ciphertext is not what was sealed here. */
  open(db: Db, at: Place, sealed: Buffer): Promise<Secret>;
  /** Blind index: equal texts give equal bytes, and without the key nothing can be told from them. */
  index(db: Db, text: string): Promise<Buffer>;
};

// Random 96-bit IVs are good for 2^32 messages per key (NIST SP 800-38D §8.3); the inbox's key is the only one that
// could ever come near.
const version = 1;
/** No erasure waits for the inbox's key, which is no person's. To read it for every group cost the door a fifth of its rate. */
const keepInboxKeyMs = 60_000;
const ivBytes = 12;
const tagBytes = 16;

/** `keys` is GANGWAY_VAULT_KEYS: `id:base64[,id:base64]`. The first one wraps, all of them unwrap. */
export function createVault(keys: string, now = () => new Date()): Vault {
  const keks = new Map(
    keys.split(',').map((entry): [string, Buffer] => {
      const [id = '', base64 = ''] = entry.split(':');
      const key = Buffer.from(base64, 'base64');
      if (!id || key.length !== 32) {
        throw new Error('GANGWAY_VAULT_KEYS must be id:base64 of 32 bytes, comma separated.');
      }
      return [id, key];
    }),
  );
  const currentKek = [...keks.keys()][0] ?? '';
  const inboxKeys = new WeakMap<Pool, { key: Buffer; until: number }>();

  async function createDataKey(db: Db, id: string): Promise<void> {
    const wrapped = encrypt(kek(currentKek), wrapContext(id), randomBytes(32));
    await db.query('insert into data_keys (id, kek_id, wrapped) values ($1, $2, $3) on conflict (id) do nothing', [
      id,
      currentKek,
      wrapped,
    ]);
  }

  function kek(id: string): Buffer {
    const key = keks.get(id);
    if (!key) throw broken('vault_key_unknown', `The key-encryption key ${id} is not in GANGWAY_VAULT_KEYS.`);
    return key;
  }

  async function dataKey(db: Db, id: string): Promise<Buffer> {
    const { rows } = await db.query<{ kekId: string; wrapped: Buffer }>(
      'select kek_id as "kekId", wrapped from data_keys where id = $1',
      [id],
    );
    const row = rows[0];
    if (!row) throw new Failure('missing', 'What was asked for has been erased.', { code: 'erased' });
    return decrypt(kek(row.kekId), wrapContext(id), row.wrapped);
  }

  /** A data key of the installation itself, under a fixed id. */
  async function ownKey(db: Db, id: 'inbox' | 'index'): Promise<Buffer> {
    try {
      return await dataKey(db, id);
    } catch (error) {
      if (!isErased(error)) throw error;
      await createDataKey(db, id);
      return dataKey(db, id);
    }
  }

  return {
    async newDataKey(db) {
      const id = newId('key');
      await createDataKey(db, id);
      return id;
    },
    async inboxSealer(db) {
      const at = now().getTime();
      let kept = inboxKeys.get(db);
      if (!kept || at >= kept.until) {
        kept = { key: await ownKey(db, 'inbox'), until: at + keepInboxKeyMs };
        inboxKeys.set(db, kept);
      }
      const { key } = kept;
      return (place, text) => sealWith('inbox', key, place, text);
    },
    async seal(db, dataKeyId, at, text) {
      return sealWith(dataKeyId, await dataKey(db, dataKeyId), at, text);
    },
    async open(db, at, sealed) {
      if (sealed[0] !== version) throw unreadable(at);
      const idEnd = 2 + (sealed[1] ?? 0);
      const id = sealed.subarray(2, idEnd).toString();
      const key = await dataKey(db, id);
      return new Secret(decrypt(key, context(at, id), sealed.subarray(idEnd)).toString());
    },
    // The key of the index is a data key like any other, so that a new KEK does not change the index.
    async index(db, text) {
      return createHmac('sha256', await ownKey(db, 'index'))
        .update(text)
        .digest();
    },
  };
}

/** Whether opening failed because its data key was destroyed. */
export const isErased = (error: unknown): boolean => error instanceof Failure && error.detail.code === 'erased';

/** Destroys a data key: what it sealed can never be read again. */
export async function eraseDataKey(db: Db, dataKeyId: string): Promise<void> {
  await db.query('delete from data_keys where id = $1', [dataKeyId]);
}

function sealWith(dataKeyId: string, key: Buffer, at: Place, text: string): Buffer {
  const id = Buffer.from(dataKeyId);
  const body = encrypt(key, context(at, dataKeyId), Buffer.from(text));
  return Buffer.concat([Buffer.from([version, id.length]), id, body]);
}

/** Drawn many at a time: to ask the system for random bytes takes 7 µs (measured), however few they are. */
let ivs = Buffer.alloc(0);
function nextIv(): Buffer {
  if (ivs.length === 0) ivs = randomBytes(256 * ivBytes);
  const iv = ivs.subarray(0, ivBytes);
  ivs = ivs.subarray(ivBytes);
  return iv;
}

function encrypt(key: Buffer, aad: string, plain: Buffer): Buffer {
  const iv = nextIv();
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes }).setAAD(Buffer.from(aad));
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: Buffer, aad: string, sealed: Buffer): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, ivBytes), { authTagLength: tagBytes });
    decipher.setAAD(Buffer.from(aad)).setAuthTag(sealed.subarray(-tagBytes));
    return Buffer.concat([decipher.update(sealed.subarray(ivBytes, -tagBytes)), decipher.final()]);
  } catch {
    // The cause says no more than this, and nothing of what was read may leave with it.
    throw broken('vault_unreadable', `The ciphertext for ${aad} is damaged, was moved, or belongs to another key.`);
  }
}

// JSON, because it keeps the parts apart whatever they hold.
const context = (at: Place, dataKeyId: string) => JSON.stringify([version, at.table, at.row, at.column, dataKeyId]);
const wrapContext = (id: string) => JSON.stringify([version, 'data_keys', id]);

const unreadable = (at: Place) =>
  broken('vault_unreadable', `The ciphertext in ${at.table}.${at.column} of ${at.row} is not of this vault.`);

function broken(code: string, message: string): Failure {
  return new Failure('bug', message, { code });
}
