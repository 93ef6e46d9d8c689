import assert from 'node:assert/strict';
import { createVault } from '../../db/vault.ts';
import { ownDatabase } from '../support/database/database.ts';
import { runCommand } from '../support/stack/run-command.ts';

describe('npm run vault', () => {
  const database = ownDatabase();
  const [old, fresh] = [1, 2].map((byte) => `k${byte}:${Buffer.alloc(32, byte).toString('base64')}`);

  const vault = (...args: string[]) =>
    runCommand('api/commands/vault-main.ts', args, {
      DATABASE_URL: database.url,
      GANGWAY_VAULT_KEYS: `${fresh},${old}`,
    });

  it('wraps every data key with the first key, and shows which key wraps how many', async () => {
    for (let i = 0; i < 3; i++) await createVault(`${old},${fresh}`).newDataKey(database.pool);
    const before = await vault('status');
    assert.deepEqual([before.code, before.out.map((line) => JSON.parse(line).kek)], [0, ['k1']]);
    const { code, out, complaint } = await vault('rotate');
    assert.deepEqual([code, complaint], [0, '3 data keys wrapped anew\n']);
    assert.deepEqual(
      out.map((line) => JSON.parse(line)),
      [
        { kek: 'k1', data_keys: 0, retired: true },
        { kek: 'k2', data_keys: 3, retired: false },
      ],
    );
  });

  it('says how to correct wrong arguments', async () => {
    for (const args of [[], ['turn'], ['status', 'now']]) {
      const { code, out, complaint } = await vault(...args);
      assert.deepEqual([code, out], [1, []]);
      assert.match(complaint, /^Usage:/);
    }
  });
});
