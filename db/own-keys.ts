// Keeps the installation's own data keys in memory for a minute. They belong to no applicant, so no erasure waits for
// them. Reading the inbox's key for every group cost the webhook endpoint a fifth of its rate, and the relay a
// statement for each webhook. Reading the index's cost an onboarding three statements.
import type { DataKeys, OwnKey, ReadKey } from './data-keys.ts';
import { type Db, type Pool, poolOf } from './pool.ts';

const keepMs = 60_000;

export const isOfInstallation = (id: string): id is OwnKey => id === 'inbox' || id === 'index';

type OwnKeys = {
  /** Returns the key, and makes it if there is none. */
  make(db: Db, id: OwnKey): Promise<Buffer>;
  /** Returns the key that this process keeps. Null if it keeps none. */
  kept(db: Db, id: OwnKey): Buffer | null;
  /** Reads the key, and makes none. Throws as `DataKeys.read`. */
  read(db: Db, id: OwnKey): Promise<Buffer>;
};

export function installationKeys(dataKeys: Pick<DataKeys, 'own' | 'read'>, now: () => Date): OwnKeys {
  const keys: Record<OwnKey, WeakMap<Pool, { key: Buffer; until: number }>> = {
    inbox: new WeakMap(),
    index: new WeakMap(),
  };

  async function keep(db: Db, id: OwnKey, find: () => Promise<ReadKey>): Promise<Buffer> {
    const pool = poolOf(db);
    const until = now().getTime() + keepMs;
    const { key, settled } = await find();
    // A transaction that made the key may yet be rolled back.
    if (settled || db === pool) keys[id].set(pool, { key, until });
    return key;
  }

  function kept(db: Db, id: OwnKey): Buffer | null {
    const one = keys[id].get(poolOf(db));
    return one && now().getTime() < one.until ? one.key : null;
  }

  return {
    kept,
    make: async (db, id) => kept(db, id) ?? keep(db, id, () => dataKeys.own(db, id)),
    read: (db, id) => keep(db, id, () => dataKeys.read(db, id, null)),
  };
}
