import assert from 'node:assert/strict';
import { createVault, keysByKek } from '../../db/vault.ts';
import { Failure } from '../../domain/failure.ts';
import { ownDatabase } from '../support/database/database.ts';
import { dyingPool } from '../support/database/dying-pool.ts';
import { trials } from '../support/trials.ts';

const rows = trials({ local: 200, ci: 400, nightly: 10_000, release: 10_000 });
const crashes = 20;
const kek = (id: string, byte: number) => `${id}:${Buffer.alloc(32, byte).toString('base64')}`;
const place = (row: string) => ({ table: 'items', row, column: 'access_token' });

describe('C1: the rotation of the key-encryption key', () => {
  const database = ownDatabase();
  const [old, fresh] = [kek('old', 1), kek('new', 2)];

  it(`C1: ${rows} rows stay readable over ${crashes} crashes, while others are written`, async () => {
    const { pool } = database;
    const before = createVault(`${old},${fresh}`);
    const after = createVault(`${fresh},${old}`);
    const sealed: { id: string; bytes: Buffer }[] = [];
    async function write(vault = before): Promise<void> {
      const id = await vault.newDataKey(pool);
      sealed.push({ id, bytes: await vault.seal(pool, id, place(id), `secret of ${id}`) });
    }
    for (let row = 0; row < rows; row++) await write();

    const batch = Math.ceil(rows / crashes);
    for (let crash = 0; crash < crashes; crash++) {
      const dying = dyingPool(pool, 2 + (crash % 5), crash % 2 === 0 ? 'before' : 'after');
      await after.rewrap(dying.pool, batch).catch(() => {});
      assert.notEqual(dying.diedAt, null);
      await write(after);
    }
    while ((await after.rewrap(pool, batch)) > 0);

    assert.deepEqual(await keysByKek(pool), [
      { kek: 'new', data_keys: rows + crashes, retired: false },
      { kek: 'old', data_keys: 0, retired: true },
    ]);
    // The old key is not needed any more.
    const alone = createVault(fresh);
    for (const { id, bytes } of sealed)
      assert.equal((await alone.open(pool, place(id), bytes)).reveal(), `secret of ${id}`);
    await alone.checkKeys(pool);
  });

  it('C1: no wrapped key opens in the row of another', async () => {
    const { pool } = database;
    const vault = createVault(fresh);
    const one = await vault.newDataKey(pool);
    const bytes = await vault.seal(pool, one, place(one), 'secret');
    const other = await vault.newDataKey(pool);
    await pool.query('update data_keys set wrapped = (select wrapped from data_keys where id = $2) where id = $1', [
      one,
      other,
    ]);
    await assert.rejects(
      vault.open(pool, place(one), bytes),
      (error) => error instanceof Failure && error.detail.code === 'vault_unreadable',
    );
  });

  it('refuses the old key for new data keys, and at the start of a process', async () => {
    const late = createVault(`${old},${fresh}`);
    const retired = (error: unknown) => error instanceof Failure && error.detail.code === 'vault_key_retired';
    await assert.rejects(late.newDataKey(database.pool), retired);
    await assert.rejects(late.checkKeys(database.pool), retired);
    await assert.rejects(late.rewrap(database.pool, 1), retired);
  });
});
