// Data keys, each wrapped by a key-encryption key (KEK) that never enters the database (db/keks.ts).
import { randomBytes } from 'node:crypto';
import { Failure } from '../domain/failure.ts';
import { distinctValues } from './distinct.ts';
import { newId } from './ids.ts';
import { type Kek, keyAway, parseKeks } from './keks.ts';
import { type Db, type Pool, transaction } from './pool.ts';

/** The installation's keys for received webhooks, and for keyed hashes. */
export type OwnKey = 'inbox' | 'index';

/** The applicant for whom a case reads, with their data key. The parts of the key are null once they are erased. */
export type SelectedKey = { tenant: string; owner: string; id: string | null; kekId: string; wrapped: string };

/**
 * SQL that selects, as `key`, the data key of the applicant of the case that reads (`reader`), beside a ciphertext that
 * belongs to a case (`owner`). The two differ where a transfer uses the account that an onboarding has linked. Both are
 * SQL. The tenant is the reader's, so that a row that was moved to another tenant's case does not open.
 */
export const applicantKey = (owner: string, reader = owner): string =>
  `(select json_build_object('tenant', of_case.tenant_id, 'owner', ${owner}::text, 'id', of_key.id,
      'kekId', of_key.kek_id, 'wrapped', encode(of_key.wrapped, 'base64'))
    from onboardings of_case left join applicants of_person on of_person.onboarding_id = of_case.id
      left join data_keys of_key on of_key.id = of_person.data_key_id
    where of_case.id = ${reader}) as key`;

/** Null: the installation itself. */
type Tenant = string | null;

/** `settled`: it is so old that the transaction that made it has ended. */
export type ReadKey = { key: Buffer; settled: boolean };

export type DataKeys = {
  /** Makes a data key. Returns its id. */
  create(db: Db, tenant: string): Promise<string>;
  /**
   * Throws `missing` if the key was erased, `bug` if it cannot be unwrapped or is another tenant's, `unavailable` while
   * its KEK is away.
   */
  read(db: Db, id: string, tenant: Tenant): Promise<ReadKey>;
  /** Returns the key of a row that `applicantKey` has selected. Throws as `read`. */
  unwrapSelected(db: Db, row: SelectedKey & { id: string }): Promise<Buffer>;
  /** Returns the data key of the case's applicant. Throws as `read`. */
  ofApplicant(db: Db, onboardingId: string): Promise<{ tenant: string; id: string; key: Buffer }>;
  /** Returns a data key of the installation itself, under a fixed id. Makes it if there is none. */
  own(db: Db, id: OwnKey): Promise<ReadKey>;
  /**
   * Throws `unavailable` if a KEK that is in use is missing, or differs from the one that was used, or if the current
   * one was retired.
   */
  check(db: Db): Promise<void>;
  /**
   * Retires the other KEKs in use, so that no process wraps with them any more. Returns how many data keys they wrap.
   */
  retireOthers(db: Pool): Promise<number>;
  /**
   * Wraps up to `limit` data keys of other KEKs, in the order of their ids, with the current one. Leaves out damaged
   * ones. Call it in a transaction, after `retireOthers`.
   */
  rewrap(tx: Db, batch: Batch): Promise<Rewrapped>;
};

/** `after` is the `last` id of the batch before, or the empty text. */
export type Batch = { after: string; limit: number };
/** `last` is null if no data key was left. */
export type Rewrapped = { wrapped: number; damaged: string[]; last: string | null };

/** The version of this layout, which is part of what binds a wrapped key to its row. 1 named no tenant. */
const version = 2;

/** `keys` is GANGWAY_VAULT_KEYS. The first KEK wraps, all of them unwrap. */
export function createDataKeys(keys: string): DataKeys {
  const keks = parseKeks(keys);
  const currentKek = [...keks.keys()][0] ?? '';

  function kekOf(id: string): Kek {
    const kek = keks.get(id);
    if (kek) return kek;
    throw keyAway('vault_key_unknown', `The key-encryption key ${id} is in use but missing from GANGWAY_VAULT_KEYS.`);
  }

  const current = () => ({ id: currentKek, kek: kekOf(currentKek) });

  async function find(db: Db, id: string, tenant: Tenant): Promise<ReadKey | null> {
    const [row] = (await db.query<WrappedKey>(`${wrappedKey} where k.id = $1`, [id])).rows;
    return row ? { key: await unwrap(db, { ...row, tenant }), settled: row.settled } : null;
  }

  async function unwrap(db: Db, { id, tenant, kekId, wrapped }: Omit<WrappedKey, 'settled'>): Promise<Buffer> {
    const kek = kekOf(kekId);
    const key = await kek.unwrap(wrapContext(id, tenant), wrapped);
    if (key) return key;
    await refuseWrongKek(db, kekId, kek);
    throw unreadable(`The data key ${id} is damaged, or belongs to another row or tenant.`);
  }

  async function read(db: Db, id: string, tenant: Tenant): Promise<ReadKey> {
    const found = await find(db, id, tenant);
    if (found) return found;
    const { rowCount } = await db.query('select from erased_data_keys where id = $1', [id]);
    if (rowCount) throw new Failure('missing', 'The data has been erased.', { code: 'erased' });
    throw unreadable('The data key does not exist, and no key with this id was erased.');
  }

  return {
    async create(db, tenant) {
      const id = newId('key');
      await insert(db, id, tenant, current());
      return id;
    },
    read,
    unwrapSelected: (db, { wrapped, ...key }) => unwrap(db, { ...key, wrapped: Buffer.from(wrapped, 'base64') }),
    async ofApplicant(db, onboardingId) {
      const { rows } = await db.query<WrappedKey & { tenant: string }>(
        `select k.id, o.tenant_id as tenant, k.kek_id as "kekId", k.wrapped
         from onboardings o join applicants a on a.onboarding_id = o.id join data_keys k on k.id = a.data_key_id
         where o.id = $1`,
        [onboardingId],
      );
      if (!rows[0]) throw new Failure('missing', 'The applicant does not exist or was erased.', { code: 'erased' });
      const { id, tenant } = rows[0];
      return { id, tenant, key: await unwrap(db, rows[0]) };
    },
    async retireOthers(db) {
      await refuseRetired(db, currentKek);
      return retireOthers(db, currentKek, kekOf);
    },
    rewrap: (tx, batch) => rewrap(tx, batch, current(), (row) => unwrap(tx, row)),
    async own(db, id) {
      const found = await find(db, id, null);
      if (found) return found;
      await insert(db, id, null, current());
      return { ...(await read(db, id, null)), settled: false };
    },
    async check(db) {
      await refuseRetired(db, currentKek);
      for (const id of await keysInUse(db)) await refuseWrongKek(db, id, kekOf(id));
    },
  };
}

type WrappedKey = { id: string; tenant: Tenant; kekId: string; wrapped: Buffer; settled: boolean };
const wrappedKey = `select k.id, k.tenant_id as tenant, k.kek_id as "kekId", k.wrapped, k.created_at < now() - interval '1 minute' as settled
  from data_keys k`;

type CurrentKek = { id: string; kek: Kek };

async function insert(db: Db, id: string, tenant: Tenant, current: CurrentKek): Promise<void> {
  const { rowCount } = await db.query(
    `insert into data_keys (id, tenant_id, kek_id, wrapped)
     select $1, $4, $2, $3 where not exists (select from retired_keks where id = $2) on conflict (id) do nothing`,
    [id, current.id, await current.kek.wrap(wrapContext(id, tenant), randomBytes(32)), tenant],
  );
  if (rowCount === 0) await refuseRetired(db, current.id);
}

async function retireOthers(db: Pool, currentId: string, kekOf: (id: string) => Kek): Promise<number> {
  for (const id of await keysInUse(db)) {
    if (id === currentId) continue;
    await refuseWrongKek(db, id, kekOf(id));
    await db.query('insert into retired_keks (id, proof) values ($1, $2) on conflict (id) do nothing', [
      id,
      await kekOf(id).wrap(proofContext(id), randomBytes(32)),
    ]);
  }
  // An insert that began before may yet commit a data key of such a KEK. The lock waits for it, and a later insert sees
  // that the KEK is retired.
  return transaction(db, async (tx) => {
    await tx.query('lock table data_keys in share mode');
    const { rows } = await tx.query<{ count: number }>('select count(*) from data_keys where kek_id <> $1', [
      currentId,
    ]);
    return rows[0]?.count ?? 0;
  });
}

async function rewrap(
  tx: Db,
  { after, limit }: Batch,
  current: CurrentKek,
  unwrap: (row: WrappedKey) => Promise<Buffer>,
): Promise<Rewrapped> {
  const { rows } = await tx.query<WrappedKey>(
    `${wrappedKey} where k.kek_id <> $1 and k.id > $2 order by k.id limit $3 for no key update`,
    [current.id, after, limit],
  );
  const [ids, wrapped, damaged]: [string[], Buffer[], string[]] = [[], [], []];
  for (const row of rows) {
    const key = await unwrap(row).catch((error: unknown) => {
      if (error instanceof Failure && error.kind === 'bug') return null;
      throw error;
    });
    if (!key) damaged.push(row.id);
    else {
      ids.push(row.id);
      wrapped.push(await current.kek.wrap(wrapContext(row.id, row.tenant), key));
    }
  }
  await tx.query(
    `update data_keys k set kek_id = $1, wrapped = r.wrapped
     from unnest($2::text[], $3::bytea[]) as r (id, wrapped) where k.id = r.id`,
    [current.id, ids, wrapped],
  );
  return { wrapped: ids.length, damaged, last: rows.at(-1)?.id ?? null };
}

/** Throws if a rotation has retired this KEK. */
async function refuseRetired(db: Db, id: string): Promise<void> {
  const { rowCount } = await db.query('select from retired_keks where id = $1', [id]);
  if (rowCount === 0) return;
  const detail = `The key-encryption key ${id} was retired by a rotation. Put the new one first in GANGWAY_VAULT_KEYS.`;
  throw keyAway('vault_key_retired', detail);
}

/**
 * Tries the KEK on what it wrapped when it was retired, because at the end of a rotation only damaged data keys may be
 * left. Before that, on a few of its data keys, because a single one may be damaged.
 */
async function refuseWrongKek(db: Db, id: string, kek: Kek): Promise<void> {
  const { rows: retired } = await db.query<{ proof: Buffer | null }>('select proof from retired_keks where id = $1', [
    id,
  ]);
  const proof = retired[0]?.proof;
  if (proof && (await kek.unwrap(proofContext(id), proof))) return;
  if (proof) throw wrongKek(id);
  const { rows } = await db.query<Omit<WrappedKey, 'kekId' | 'settled'>>(
    'select id, tenant_id as tenant, wrapped from data_keys where kek_id = $1 order by id limit 5',
    [id],
  );
  for (const row of rows) if (await kek.unwrap(wrapContext(row.id, row.tenant), row.wrapped)) return;
  if (rows.length > 0) throw wrongKek(id);
}

const wrongKek = (id: string) =>
  keyAway(
    'vault_key_wrong',
    `The key-encryption key ${id} in GANGWAY_VAULT_KEYS differs from the key with that id that was used before.`,
  );

const keysInUse = (db: Db): Promise<string[]> => distinctValues(db, 'data_keys', 'kek_id');

/** Never names the KEK: a rotation changes that. */
const wrapContext = (id: string, tenant: Tenant) => JSON.stringify([version, 'data_keys', id, tenant]);

const proofContext = (kekId: string) => JSON.stringify([version, 'retired_keks', kekId]);

/** A value that cannot be opened now or ever, because it is not what was sealed. */
export const unreadable = (message: string) => new Failure('bug', message, { code: 'vault_unreadable' });
