import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { createVault } from '../../db/vault.ts';
import { ownDatabase } from '../support/database/database.ts';
import { lockWaited } from '../support/database/lock-waited.ts';
import { urlAs } from '../support/database/pool-as.ts';
import { entryArgs } from '../support/stack/entry.ts';
import { runCommand } from '../support/stack/run-command.ts';
import { trials } from '../support/trials.ts';

const command = 'api/commands/vault-main.ts';
const kills = trials({ local: 2, ci: 5, nightly: 20 });

describe('npm run vault', () => {
  const database = ownDatabase();
  const [old, fresh, third] = [1, 2, 3].map((byte) => `k${byte}:${Buffer.alloc(32, byte).toString('base64')}`);

  const env = (keys = `${fresh},${old}`) => ({
    DATABASE_URL: urlAs(database.url, 'gangway_api'),
    GANGWAY_VAULT_KEYS: keys,
  });
  const vault = (...args: string[]) => runCommand(command, args, env());
  const before = createVault(`${old},${fresh}`);

  beforeEach(() => database.pool.query('truncate data_keys, retired_keks cascade'));

  it('wraps every data key with the first key, and says which key nothing refers to any more', async () => {
    for (let i = 0; i < 3; i++) await before.newDataKey(database.pool, 'ten_1');
    // The command would refuse to start with the new key alone, because the old one is in use.
    const alone = await runCommand(command, ['status'], env(fresh));
    assert.deepEqual([alone.code, alone.out], [1, []]);
    assert.match(alone.complaint, /^The key-encryption key k1 is in use but missing from GANGWAY_VAULT_KEYS\.\n$/);

    const status = await vault('status');
    assert.deepEqual([status.code, status.out.map((line) => JSON.parse(line).kek)], [0, ['k1']]);
    const { code, out, complaint } = await vault('rotate');
    assert.equal(code, 0);
    assert.equal(
      complaint,
      '3 of 3 data keys wrapped again\nNothing refers to k1 any more. Take it out of GANGWAY_VAULT_KEYS.\n',
    );
    assert.deepEqual(
      out.map((line) => JSON.parse(line)),
      [
        { kek: 'k1', data_keys: 0, retired: true },
        { kek: 'k2', data_keys: 3, retired: false },
      ],
    );
    const late = await runCommand(command, ['rotate'], env(`${old},${fresh}`));
    assert.deepEqual([late.code, late.out], [1, []]);
    assert.match(late.complaint, /^The key-encryption key k1 was retired by a rotation\. .*\n$/);
  });

  it('names the data keys that no key opens, wraps the others, and ends with 1', async () => {
    const damaged = await before.newDataKey(database.pool, 'ten_1');
    await before.newDataKey(database.pool, 'ten_1');
    await database.pool.query(`update data_keys set wrapped = '\\x00' where id = $1`, [damaged]);
    const { code, out, complaint } = await vault('rotate');
    assert.deepEqual([code, out.map((line) => JSON.parse(line).data_keys)], [1, [1, 1]]);
    assert.match(complaint, new RegExp(`^1 of 2 .*\nDamaged data keys, which no key opens: ${damaged}\n$`));
  });

  it(`C1: goes on after ${kills} kills in the midst of a batch`, async () => {
    const ids: string[] = [];
    const sealed = new Map<string, Buffer>();
    const place = (row: string) => ({ tenant: 'ten_1', owner: row, table: 'items', row, column: 'access_token' });
    for (let i = 0; i < kills * 100 + 50; i++) {
      const id = await before.newDataKey(database.pool, 'ten_1');
      ids.push(id);
      sealed.set(id, await before.seal(database.pool, id, place(id), id));
    }
    const inOrder = ids.toSorted();
    for (let kill = 0; kill < kills; kill++) await dieAt(inOrder[kill * 100 + 150] ?? inOrder.at(-1) ?? '');
    const { code, complaint } = await vault('rotate');
    assert.equal(code, 0);
    assert.match(complaint, /^50 of 50 data keys wrapped again\nNothing refers to k1 any more\./);
    const after = createVault(fresh ?? '');
    for (const [id, bytes] of sealed) assert.equal((await after.open(database.pool, place(id), bytes)).reveal(), id);
  });

  /** Holds this data key, so that the command waits in the batch of it, and kills the command there. */
  async function dieAt(id: string): Promise<void> {
    const client = await database.pool.connect();
    let rotation: ChildProcess | undefined;
    try {
      await client.query('begin');
      await client.query('select from data_keys where id = $1 for update', [id]);
      rotation = spawn(process.execPath, [...entryArgs(command), 'rotate'], {
        env: env(),
        stdio: ['ignore', 1, 'pipe'],
      });
      const ended = once(rotation, 'exit');
      const [line] = await once(createInterface({ input: rotation.stderr ?? assert.fail() }), 'line');
      assert.match(line, /^100 of \d+ data keys wrapped again$/);
      await lockWaited(client, 1);
      rotation.kill('SIGKILL');
      assert.deepEqual(await ended, [null, 'SIGKILL']);
    } finally {
      rotation?.kill('SIGKILL');
      await client.query('rollback');
      client.release();
    }
  }

  it('does not start with a short, doubled or empty key, or none, and says so in a sentence', async () => {
    for (const [keys, sentence] of [
      ['k1:c2hvcnQ=', /^Settings to correct:\n {2}GANGWAY_VAULT_KEYS must be id:base64 of 32 bytes.*\n$/],
      ['', /^Settings to correct:\n {2}GANGWAY_VAULT_KEYS is not set\. .*\n$/],
      [`${third},${third}`, /^GANGWAY_VAULT_KEYS names the id k3 twice\. .*\n$/],
      [`k1:${Buffer.alloc(32).toString('base64')}`, /^The key k1 in GANGWAY_VAULT_KEYS is all zeros\. .*\n$/],
    ] as const) {
      const { code, out, complaint } = await runCommand(command, ['status'], env(keys));
      assert.deepEqual([code, out], [1, []]);
      assert.match(complaint, sentence);
    }
  });

  it('says how to correct wrong arguments', async () => {
    for (const args of [[], ['turn'], ['status', 'now']]) {
      const { code, out, complaint } = await vault(...args);
      assert.deepEqual([code, out], [1, []]);
      assert.match(complaint, /^Usage:/);
    }
  });
});
