// Data keys, each wrapped by a key-encryption key (KEK) that never enters the database.
import { randomBytes } from 'node:crypto';
import { Failure } from '../domain/failure.ts';
import { decrypt, encrypt } from './cipher.ts';
import { newId } from './ids.ts';
import type { Db } from './pool.ts';

/** The installation's keys for received webhooks, and for keyed hashes. */
export type OwnKey = 'inbox' | 'index';

export type SelectedKey = { id: string; kekId: string; wrapped: string };

/**
 * SQL that selects the data key of a case's applicant as `key`, a `SelectedKey`, beside what it seals. Null once they
 * are erased. `onboardingId` is a column.
 */
export const applicantKey = (onboardingId: string): string =>
  `(select json_build_object('id', k.id, 'kekId', k.kek_id, 'wrapped', encode(k.wrapped, 'base64'))
    from applicants p join data_keys k on k.id = p.data_key_id where p.onboarding_id = ${onboardingId}) as key`;

export type DataKeys = {
  /** Makes a data key. Returns its id. */
  create(db: Db): Promise<string>;
  /** Throws `missing` if the key was erased, `bug` if it cannot be unwrapped, `unavailable` while its KEK is away. */
  read(db: Db, id: string): Promise<Buffer>;
  /** Reads many data keys at once. The function that it returns gives one of them, and throws as `read`. */
  readMany(db: Db, ids: string[]): Promise<(id: string) => Promise<Buffer>>;
  /** Returns the key of a row that `applicantKey` has selected. Throws as `read`. */
  unwrapSelected(db: Db, row: SelectedKey): Promise<Buffer>;
  /** Returns the data key of the case's applicant. Throws as `read`. */
  ofApplicant(db: Db, onboardingId: string): Promise<{ id: string; key: Buffer }>;
  /**
   * Returns a data key of the installation itself, under a fixed id. Makes it if there is none. `settled`: it is so old
   * that the transaction that made it has ended.
   */
  own(db: Db, id: OwnKey): Promise<{ key: Buffer; settled: boolean }>;
  /**
   * Throws `unavailable` if a KEK that is in use is missing, or differs from the one that was used, or if the current
   * one was retired.
   */
  check(db: Db): Promise<void>;
  /**
   * Wraps up to `limit` data keys of other KEKs with the current one, and retires those KEKs. Returns how many it has
   * wrapped. Call it in a transaction. Throws as `read` if one cannot be unwrapped.
   */
  rewrap(tx: Db, limit: number): Promise<number>;
};

/** The version of this layout, which is part of what binds a wrapped key to its row. */
const version = 1;

/** `keys` is GANGWAY_VAULT_KEYS. The first KEK wraps, all of them unwrap. */
export function createDataKeys(keys: string): DataKeys {
  const keks = parseKeys(keys);
  const currentKek = [...keks.keys()][0] ?? '';

  function kek(id: string): Buffer {
    const key = keks.get(id);
    if (!key)
      throw keyAway('vault_key_unknown', `The key-encryption key ${id} is in use but missing from GANGWAY_VAULT_KEYS.`);
    return key;
  }

  const current = () => ({ id: currentKek, key: kek(currentKek) });

  async function find(db: Db, id: string): Promise<{ key: Buffer; settled: boolean } | null> {
    const [row] = (await db.query<WrappedKey>(`${wrappedKey} where k.id = $1`, [id])).rows;
    return row ? { key: await unwrap(db, row), settled: row.settled } : null;
  }

  async function unwrap(db: Db, { id, kekId, wrapped }: Omit<WrappedKey, 'settled'>): Promise<Buffer> {
    const key = decrypt(kek(kekId), wrapContext(id), wrapped);
    if (key) return key;
    await refuseWrongKek(db, kekId, kek(kekId));
    throw unreadable(`The data key ${id} is damaged, or belongs to another row.`);
  }

  async function read(db: Db, id: string): Promise<Buffer> {
    const found = await find(db, id);
    if (found) return found.key;
    const { rowCount } = await db.query('select from erased_data_keys where id = $1', [id]);
    if (rowCount) throw new Failure('missing', 'The data has been erased.', { code: 'erased' });
    throw unreadable('The data key does not exist, and no key with this id was erased.');
  }

  return {
    async create(db) {
      const id = newId('key');
      await insert(db, id, current());
      return id;
    },
    read,
    async readMany(db, ids) {
      const { rows } = await db.query<WrappedKey>(`${wrappedKey} where k.id = any ($1)`, [[...new Set(ids)]]);
      const found = new Map(rows.map((row) => [row.id, row]));
      return async (id) => {
        const row = found.get(id);
        return row ? unwrap(db, row) : read(db, id);
      };
    },
    unwrapSelected: (db, { wrapped, ...key }) => unwrap(db, { ...key, wrapped: Buffer.from(wrapped, 'base64') }),
    async ofApplicant(db, onboardingId) {
      const { rows } = await db.query<WrappedKey>(
        `${wrappedKey} join applicants a on a.data_key_id = k.id where a.onboarding_id = $1`,
        [onboardingId],
      );
      if (!rows[0]) throw new Failure('missing', 'The applicant does not exist or was erased.', { code: 'erased' });
      return { id: rows[0].id, key: await unwrap(db, rows[0]) };
    },
    async rewrap(tx, limit) {
      await refuseRetired(tx, currentKek);
      return rewrap(tx, limit, current(), (row) => unwrap(tx, row));
    },
    async own(db, id) {
      const found = await find(db, id);
      if (found) return found;
      await insert(db, id, current());
      return { key: await read(db, id), settled: false };
    },
    async check(db) {
      await refuseRetired(db, currentKek);
      for (const id of await keysInUse(db)) await refuseWrongKek(db, id, kek(id));
    },
  };
}

type WrappedKey = { id: string; kekId: string; wrapped: Buffer; settled: boolean };
const wrappedKey = `select k.id, k.kek_id as "kekId", k.wrapped, k.created_at < now() - interval '1 minute' as settled
  from data_keys k`;

type Kek = { id: string; key: Buffer };

async function insert(db: Db, id: string, current: Kek): Promise<void> {
  const { rowCount } = await db.query(
    `insert into data_keys (id, kek_id, wrapped)
     select $1, $2, $3 where not exists (select from retired_keks where id = $2) on conflict (id) do nothing`,
    [id, current.id, encrypt(current.key, wrapContext(id), randomBytes(32))],
  );
  if (rowCount === 0) await refuseRetired(db, current.id);
}

async function rewrap(
  tx: Db,
  limit: number,
  current: Kek,
  unwrap: (row: WrappedKey) => Promise<Buffer>,
): Promise<number> {
  const { rows } = await tx.query<WrappedKey>(
    `${wrappedKey} where k.kek_id <> $1 order by k.kek_id, k.id limit $2 for update`,
    [current.id, limit],
  );
  const retired = [...new Set(rows.map(({ kekId }) => kekId))];
  await tx.query('insert into retired_keks (id) select unnest($1::text[]) on conflict (id) do nothing', [retired]);
  const wrapped: Buffer[] = [];
  for (const row of rows) wrapped.push(encrypt(current.key, wrapContext(row.id), await unwrap(row)));
  await tx.query(
    `update data_keys k set kek_id = $1, wrapped = r.wrapped
     from unnest($2::text[], $3::bytea[]) as r (id, wrapped) where k.id = r.id`,
    [current.id, rows.map(({ id }) => id), wrapped],
  );
  return rows.length;
}

/** Throws if a rotation has retired this KEK. */
async function refuseRetired(db: Db, id: string): Promise<void> {
  const { rowCount } = await db.query('select from retired_keks where id = $1', [id]);
  if (rowCount === 0) return;
  const detail = `The key-encryption key ${id} was retired by a rotation. Put the new one first in GANGWAY_VAULT_KEYS.`;
  throw keyAway('vault_key_retired', detail);
}

/** Tries the KEK on a few data keys that it wraps, because a single one may be damaged. */
async function refuseWrongKek(db: Db, id: string, key: Buffer): Promise<void> {
  const { rows } = await db.query<{ id: string; wrapped: Buffer }>(
    'select id, wrapped from data_keys where kek_id = $1 order by id limit 5',
    [id],
  );
  if (rows.length === 0 || rows.some((row) => decrypt(key, wrapContext(row.id), row.wrapped))) return;
  const detail = `The key-encryption key ${id} in GANGWAY_VAULT_KEYS differs from the key with that id that was used before.`;
  throw keyAway('vault_key_wrong', detail);
}

function parseKeys(text: string): Map<string, Buffer> {
  const keys = new Map<string, Buffer>();
  for (const entry of text.split(',')) {
    const [id = '', base64 = ''] = entry.split(':');
    const key = Buffer.from(base64, 'base64');
    if (!id || key.length !== 32) {
      throw new Error('GANGWAY_VAULT_KEYS must be id:base64 of 32 bytes, comma separated.');
    }
    if (keys.has(id)) throw new Error(`GANGWAY_VAULT_KEYS names the id ${id} twice. Give each key an id of its own.`);
    if (key.every((byte) => byte === 0)) {
      throw new Error(`The key ${id} in GANGWAY_VAULT_KEYS is all zeros. Make one with \`openssl rand -base64 32\`.`);
    }
    keys.set(id, key);
  }
  return keys;
}

/** Reads the index once per key-encryption key, however many data keys there are. */
async function keysInUse(db: Db): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `with recursive used (id) as (
       select min(kek_id) from data_keys
       union all
       select (select min(kek_id) from data_keys where kek_id > used.id) from used where used.id is not null
     )
     select id from used where id is not null`,
  );
  return rows.map(({ id }) => id);
}

const wrapContext = (id: string) => JSON.stringify([version, 'data_keys', id]);

/** A value that cannot be opened now or ever, because it is not what was sealed. */
export const unreadable = (message: string) => new Failure('bug', message, { code: 'vault_unreadable' });

/** An outage: every value opens again once the key is back, so a caller must give nothing up. */
const keyAway = (code: string, message: string) => new Failure('unavailable', message, { code, retryAfterSeconds: 60 });
