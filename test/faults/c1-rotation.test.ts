import assert from 'node:assert/strict';
import { transaction } from '../../db/pool.ts';
import { createVault, keysByKek, type Place, type Vault } from '../../db/vault.ts';
import { Failure } from '../../domain/failure.ts';
import { ownDatabase } from '../support/database/database.ts';
import { dyingPool } from '../support/database/dying-pool.ts';
import { lockWaited } from '../support/database/lock-waited.ts';
import { trials } from '../support/trials.ts';

const rows = trials({ local: 200, ci: 400, nightly: 10_000, release: 10_000 });
const crashes = 20;
const kek = (id: string, byte: number) => `${id}:${Buffer.alloc(32, byte).toString('base64')}`;
const place = (row: string): Place => ({
  ...{ tenant: 'ten_1', owner: `onb_${row}`, table: 'items' },
  row,
  column: 'access_token',
});
const failsAs = (code: string) => (error: unknown) => error instanceof Failure && error.detail.code === code;

describe('C1: the rotation of the key-encryption key', () => {
  const database = ownDatabase();
  const [old, fresh] = [kek('old', 1), kek('new', 2)];
  const before = createVault(`${old},${fresh}`);
  const after = createVault(`${fresh},${old}`);

  async function rotate(limit: number): Promise<string[]> {
    await after.retireOthers(database.pool);
    const damaged: string[] = [];
    for (let last: string | null = ''; last !== null; ) {
      const batch = await after.rewrap(database.pool, { after: last, limit });
      damaged.push(...batch.damaged);
      last = batch.last;
    }
    return damaged;
  }

  it(`C1: ${rows} rows stay readable over ${crashes} crashes, while others are written`, async () => {
    const { pool } = database;
    const sealed: { id: string; bytes: Buffer }[] = [];
    async function write(vault: Vault): Promise<void> {
      const id = await vault.newDataKey(pool, 'ten_1');
      sealed.push({ id, bytes: await vault.seal(pool, id, place(id), `secret of ${id}`) });
    }
    for (let row = 0; row < rows; row++) await write(before);
    // The installation's own keys turn too.
    const inbox = { tenant: null, owner: null, table: 'webhooks', row: '1', column: 'body' };
    const body = (await before.inboxSealer(pool))(inbox, 'a webhook');
    const index = await before.index(pool, 'an account');

    const batch = Math.ceil(rows / crashes);
    for (let crash = 0; crash < crashes; crash++) {
      const dying = dyingPool(pool, 2 + (crash % 9), crash % 2 === 0 ? 'before' : 'after');
      const turn = async () => {
        await after.retireOthers(dying.pool);
        await after.rewrap(dying.pool, { after: '', limit: batch });
        await after.rewrap(dying.pool, { after: '', limit: batch });
      };
      await turn().catch(() => {});
      assert.notEqual(dying.diedAt, null);
      await write(after);
    }
    assert.deepEqual(await rotate(batch), []);

    assert.deepEqual(await keysByKek(pool), [
      { kek: 'new', data_keys: rows + crashes + 2, retired: false },
      { kek: 'old', data_keys: 0, retired: true },
    ]);
    // The old key is not needed any more.
    const alone = createVault(fresh);
    for (const { id, bytes } of sealed)
      assert.equal((await alone.open(pool, place(id), bytes)).reveal(), `secret of ${id}`);
    assert.equal((await alone.open(pool, inbox, body)).reveal(), 'a webhook');
    assert.deepEqual(await alone.index(pool, 'an account'), index);
    await alone.checkKeys(pool);
  });

  it('refuses the old key for new data keys, and at the start of a process', async () => {
    const late = createVault(`${old},${fresh}`);
    await assert.rejects(late.newDataKey(database.pool, 'ten_1'), failsAs('vault_key_retired'));
    await assert.rejects(late.checkKeys(database.pool), failsAs('vault_key_retired'));
    await assert.rejects(late.retireOthers(database.pool), failsAs('vault_key_retired'));
  });

  describe('beside a process that still has the old setting', () => {
    beforeEach(() => database.pool.query('truncate data_keys, retired_keks cascade'));

    it('waits for a data key that it is about to commit', async () => {
      await before.newDataKey(database.pool, 'ten_1');
      const { id, rotated } = await transaction(database.pool, async (tx) => {
        const id = await before.newDataKey(tx, 'ten_1');
        const rotated = rotate(10);
        await lockWaited(database.pool, 1);
        return { id, rotated };
      });
      await rotated;
      await createVault(fresh).seal(database.pool, id, place(id), 'text');
      assert.deepEqual(
        (await keysByKek(database.pool)).map((row) => [row.kek, row.data_keys]),
        [
          ['new', 2],
          ['old', 0],
        ],
      );
    });
  });

  it('passes over damaged data keys, names them, and wraps the others', async () => {
    await database.pool.query('truncate data_keys, retired_keks cascade');
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) ids.push(await before.newDataKey(database.pool, 'ten_1'));
    const [cut = '', given = '', ...whole] = ids;
    await database.pool.query('update data_keys set wrapped = substr(wrapped, 2) where id = $1', [cut]);
    await database.pool.query(`update data_keys set tenant_id = 'ten_2' where id = $1`, [given]);
    assert.deepEqual(await rotate(2), [cut, given].sort());
    for (const id of whole) await createVault(fresh).seal(database.pool, id, place(id), 'text');
    // Only the damaged ones are left under the old key, and it still counts as the right one; another does not.
    await after.checkKeys(database.pool);
    await assert.rejects(
      createVault(`${fresh},${kek('old', 99)}`).checkKeys(database.pool),
      failsAs('vault_key_wrong'),
    );
  });
});
