import assert from 'node:assert/strict';
import { createPool, transaction } from '../../db/pool.ts';
import { createVault, type Vault } from '../../db/vault.ts';
import { Failure } from '../../domain/failure.ts';
import { ownDatabase } from '../support/database/database.ts';
import { lockWaited } from '../support/database/lock-waited.ts';

const kek = (id: string, byte: number) => `${id}:${Buffer.alloc(32, byte).toString('base64')}`;
const text = 'a webhook';
const fails = (kind: string, code: string) => (error: unknown) =>
  error instanceof Failure && error.kind === kind && error.detail.code === code;

describe('the vault, for the inbox', () => {
  const database = ownDatabase();
  const newVault = () => createVault(kek('k1', 1));
  let vault: Vault;
  const at = { tenant: null, owner: null, table: 'webhooks', row: '1', column: 'body' };
  const opens = async (bytes: Buffer) => assert.equal((await vault.open(database.pool, at, bytes)).reveal(), text);
  beforeEach(async () => {
    await database.pool.query(`delete from data_keys where id = 'inbox'`);
    // It keeps no key yet.
    vault = newVault();
  });

  it('agrees on one key when two processes make it at once', async () => {
    const sealers = await transaction(database.pool, async (tx) => {
      await tx.query('lock table data_keys in exclusive mode');
      const both = [vault, newVault()].map((one) => one.inboxSealer(database.pool));
      // Both have found no key by now, and wait to store one of their own.
      await lockWaited(database.pool, 2);
      return both;
    });
    for (const seal of await Promise.all(sealers)) await opens(seal(at, text));
  });

  it('reads the key once a minute, even if another process takes it away', async () => {
    let clock = new Date('2026-03-02T15:00:00Z').getTime();
    const timed = createVault(kek('k1', 1), () => new Date(clock));
    const sealed = async () => (await timed.inboxSealer(database.pool))(at, text);
    await opens(await sealed());
    await database.pool.query(`delete from data_keys where id = 'inbox'`);
    clock += 59_999;
    const bytes = await sealed();
    await assert.rejects(newVault().open(database.pool, at, bytes), fails('missing', 'erased'));
    clock += 1;
    await opens(await sealed());
  });

  it('opens with the key that it read within a minute, and after that fails without one, and makes none', async () => {
    let clock = new Date('2026-03-02T15:00:00Z').getTime();
    const bytes = (await vault.inboxSealer(database.pool))(at, text);
    const timed = createVault(kek('k1', 1), () => new Date(clock));
    const open = async () => (await timed.open(database.pool, at, bytes)).reveal();
    assert.equal(await open(), text);
    await database.pool.query(`delete from data_keys where id = 'inbox'`);
    clock += 59_999;
    assert.equal(await open(), text);
    clock += 1;
    await assert.rejects(open(), fails('missing', 'erased'));
    const { rowCount } = await database.pool.query(`select from data_keys where id = 'inbox'`);
    assert.equal(rowCount, 0);
  });

  it('opens texts under a key that another process has made again meanwhile', async () => {
    const opener = newVault();
    const sealing = () => newVault().inboxSealer(database.pool);
    assert.equal((await opener.open(database.pool, at, (await sealing())(at, text))).reveal(), text);
    await database.pool.query(`delete from data_keys where id = 'inbox'`);
    assert.equal((await opener.open(database.pool, at, (await sealing())(at, text))).reveal(), text);
  });

  it('opens with a kept key nothing that was moved, or belongs to a tenant', async () => {
    const bytes = (await vault.inboxSealer(database.pool))(at, text);
    await opens(bytes);
    for (const moved of [{ row: '2' }, { tenant: 'ten_1' }])
      await assert.rejects(vault.open(database.pool, { ...at, ...moved }, bytes), fails('bug', 'vault_unreadable'));
  });

  it('uses no key of one database for another', async () => {
    const other = createPool(database.url);
    await vault.inboxSealer(database.pool);
    await database.pool.query(`delete from data_keys where id = 'inbox'`);
    const seal = await vault.inboxSealer(other);
    await other.end();
    await opens(seal(at, text));
  });
});
