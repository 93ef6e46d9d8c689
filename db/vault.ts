// Encrypted columns. Every applicant has a data key, wrapped by a key-encryption key (KEK) that never enters the
// database; deleting the data key erases the applicant. A ciphertext is bound to its tenant, owner, table, row and
// column, so that it opens nowhere else, and for nobody else.
//
// The vault does not cache applicants' data keys: opening a column, with the read of its key, takes 0.4 ms (measured),
// and a cached key would outlive an erasure in every other process.
import { createHmac } from 'node:crypto';
import { Failure } from '../domain/failure.ts';
import { Secret } from '../domain/secret.ts';
import { decrypt, encrypt } from './cipher.ts';
import { type Batch, createDataKeys, type Rewrapped, type SelectedKey, unreadable } from './data-keys.ts';
import { installationKeys, isOfInstallation } from './own-keys.ts';
import { type Db, type Pool, transaction } from './pool.ts';

export type Cell = { table: string; row: string; column: string };
/**
 * A cell, and whose it is. `owner` is the id of the case whose applicant the text concerns, or of what else has secrets
 * of its own. Null: the tenant itself. The installation's own have no tenant either. Take both from the rows as they
 * are now, and never from the ciphertext: then a row that was given to another does not open.
 */
export type Place = Cell & { tenant: string | null; owner: string | null };
type Seal<P> = (at: P, text: string) => Buffer;

export type Vault = {
  /** Makes a data key for something of the tenant's. Returns its id. */
  newDataKey(db: Db, tenantId: string): Promise<string>;
  /**
   * Returns a function that seals received webhooks, which belong to no applicant yet, with a data key of their own,
   * made on first use. Takes a pool and no transaction, because a key that was rolled back must not be kept.
   */
  inboxSealer(db: Pool): Promise<Seal<Place>>;
  /**
   * Returns a function that seals data about the case's applicant, with one read of their data key. Use it for one
   * write only, so that no key stays in memory. Throws `missing` once they are erased.
   */
  applicantSealer(db: Db, onboardingId: string): Promise<Seal<Cell>>;
  /**
   * Returns a function that opens what `applicantSealer` has sealed, and throws as `open`. It needs no statement,
   * because the key was selected beside the ciphertext (`applicantKey`). It opens nothing that another applicant's key
   * has sealed. Use it for one answer only, so that no key stays in memory.
   */
  applicantOpener(db: Db, key: SelectedKey): (at: Cell, sealed: Buffer) => Promise<Secret>;
  seal(db: Db, dataKeyId: string, at: Place, text: string): Promise<Buffer>;
  /**
   * Throws `missing` if the data key was erased, `bug` if the ciphertext is not what was sealed here, and `unavailable`
   * while a key-encryption key is missing or wrong: that is a setting, and the row is intact.
   */
  open(db: Db, at: Place, sealed: Buffer): Promise<Secret>;
  /** Returns a keyed hash: equal texts give equal bytes, which reveal nothing without the key. */
  index(db: Db, text: string): Promise<Buffer>;
  /**
   * Throws `unavailable` if a key-encryption key that is in use is missing, or differs from the one that was used, or
   * if the current one was retired.
   */
  checkKeys(db: Db): Promise<void>;
  /** As in `DataKeys`: the two steps of a rotation of the key-encryption key. */
  retireOthers(db: Pool): Promise<number>;
  rewrap(db: Pool, batch: Batch): Promise<Rewrapped>;
};

/** The first byte of every ciphertext. 1 named neither tenant nor owner. No release made such ones, so none opens. */
const version = 2;
/** Ids that `newId` makes, and those of the installation's own keys. */
const validKeyId = /^(key_[0-9a-f]{32}|inbox|index)$/;
/** `keys` is GANGWAY_VAULT_KEYS. The first key wraps, all of them unwrap. */
export function createVault(keys: string, now = () => new Date()): Vault {
  const dataKeys = createDataKeys(keys);
  const ownKeys = installationKeys(dataKeys, now);

  return {
    newDataKey: dataKeys.create,
    async inboxSealer(db) {
      const key = await ownKeys.make(db, 'inbox');
      return (place, text) => sealWith('inbox', key, place, text);
    },
    async seal(db, dataKeyId, at, text) {
      return sealWith(dataKeyId, (await dataKeys.read(db, dataKeyId, at.tenant)).key, at, text);
    },
    async applicantSealer(db, owner) {
      const { id, tenant, key } = await dataKeys.ofApplicant(db, owner);
      return (cell, text) => sealWith(id, key, { ...cell, tenant, owner }, text);
    },
    applicantOpener(db, { id, tenant, owner, ...wrapped }) {
      let key: Promise<Buffer> | undefined;
      return async (cell, sealed) => {
        const at = { ...cell, tenant, owner };
        const named = keyIdOf(at, sealed);
        if (named !== id) {
          // Throws `missing` if it was erased.
          await dataKeys.read(db, named, tenant);
          throw damaged(at);
        }
        key ??= dataKeys.unwrapSelected(db, { id, tenant, owner, ...wrapped });
        return openWith(await key, at, sealed);
      };
    },
    async open(db, at, sealed) {
      const id = keyIdOf(at, sealed);
      if (at.tenant !== null || !isOfInstallation(id))
        return openWith((await dataKeys.read(db, id, at.tenant)).key, at, sealed);
      const kept = ownKeys.kept(db, id);
      // If somebody has deleted the key and another process has made it again, then the kept key opens nothing.
      return (kept && tryToOpen(kept, at, sealed)) ?? openWith(await ownKeys.read(db, id), at, sealed);
    },
    // The key of the index is a data key like any other, so that a new KEK does not change the index.
    async index(db, text) {
      return createHmac('sha256', await ownKeys.make(db, 'index'))
        .update(text)
        .digest();
    },
    checkKeys: dataKeys.check,
    retireOthers: dataKeys.retireOthers,
    rewrap: (db, batch) => transaction(db, (tx) => dataKeys.rewrap(tx, batch)),
  };
}

/**
 * Call it when a process starts. Throws if a key-encryption key is missing or wrong. An unreachable database, or one
 * without a schema yet, does not prevent the start.
 */
export async function refuseWrongKeys(vault: Vault, db: Db): Promise<void> {
  await vault.checkKeys(db).catch((error: unknown) => {
    if (error instanceof Failure) throw error;
  });
}

/** Returns how many data keys each key-encryption key wraps. A retired one without any may leave GANGWAY_VAULT_KEYS. */
export async function keysByKek(db: Db): Promise<{ kek: string; data_keys: number; retired: boolean }[]> {
  const { rows } = await db.query<{ kek: string; data_keys: number; retired: boolean }>(
    `select coalesce(d.id, r.id) as kek, coalesce(d.count, 0)::int as data_keys, r.id is not null as retired
     from (select kek_id as id, count(*) from data_keys group by 1) d full join retired_keks r on r.id = d.id
     order by 1`,
  );
  return rows;
}

/** True if a sealed value that was not erased cannot be opened, now or ever. */
export const isUnopened = (error: unknown): boolean =>
  error instanceof Failure && error.detail.code.startsWith('vault_');

/** True if opening failed because the data key was destroyed. */
export const isErased = (error: unknown): boolean => error instanceof Failure && error.detail.code === 'erased';

/** Destroys a data key, so that nothing it sealed can be read again. */
export async function eraseDataKey(db: Db, dataKeyId: string): Promise<void> {
  await db.query('delete from data_keys where id = $1', [dataKeyId]);
}

function sealWith(dataKeyId: string, key: Buffer, at: Place, text: string): Buffer {
  const id = Buffer.from(dataKeyId);
  const body = encrypt(key, context(at, dataKeyId), Buffer.from(text));
  return Buffer.concat([Buffer.from([version, id.length]), id, body]);
}

/** A ciphertext begins with the version, the length of the id of its data key, and that id. Null if it is damaged. */
function keyIdIn(sealed: Buffer): string | null {
  const id = sealed.subarray(2, 2 + (sealed[1] ?? 0)).toString();
  return sealed[0] === version && validKeyId.test(id) ? id : null;
}

function keyIdOf(at: Place, sealed: Buffer): string {
  const id = keyIdIn(sealed);
  if (id === null) throw damaged(at);
  return id;
}

function openWith(key: Buffer, at: Place, sealed: Buffer): Secret {
  const opened = tryToOpen(key, at, sealed);
  if (!opened) throw damaged(at);
  return opened;
}

function tryToOpen(key: Buffer, at: Place, sealed: Buffer): Secret | null {
  const id = keyIdOf(at, sealed);
  const text = decrypt(key, context(at, id), sealed.subarray(2 + id.length));
  return text && new Secret(text.toString());
}

// JSON keeps the parts apart, whatever they contain.
const context = (at: Place, dataKeyId: string) =>
  JSON.stringify([version, at.tenant, at.owner, at.table, at.row, at.column, dataKeyId]);

const damaged = (at: Place) =>
  unreadable(`The ciphertext in ${at.table}.${at.column} of ${at.row} is damaged, or was moved or given to another.`);
