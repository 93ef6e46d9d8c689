import assert from 'node:assert/strict';
import { ownDatabase } from '../support/database/database.ts';
import { urlAs } from '../support/database/pool-as.ts';
import { runCommand } from '../support/stack/run-command.ts';

describe('npm run keys', () => {
  const database = ownDatabase();

  const keys = (...args: string[]) =>
    runCommand('api/commands/keys-main.ts', args, { DATABASE_URL: urlAs(database.url, 'gangway_api') });
  async function answers(...args: string[]) {
    const { code, out, complaint } = await keys(...args);
    assert.deepEqual([code, complaint], [0, '']);
    return out.map((line) => JSON.parse(line));
  }

  it('makes a tenant, and makes, rotates, lists and revokes its keys', async () => {
    const [tenant] = await answers('tenant', 'acme', '--name', 'Acme');
    assert.deepEqual(Object.keys(tenant), ['id', 'name', 'created_at']);
    assert.deepEqual((await answers('tenants')).slice(0, 1), [tenant]);
    const [old] = await answers('make', 'acme', '--name', 'backend', '--scopes', 'accounts:read,money:write');
    assert.match(old.key, new RegExp(`^gw_${old.id}_`));
    const [fresh] = await answers('rotate', 'acme', old.id, '--overlap-hours', '0');
    assert.deepEqual(await answers('revoke', 'acme', fresh.id), [{ revoked: fresh.id }]);
    const listed = await answers('list', 'acme');
    assert.deepEqual(
      listed.map(({ id, scopes, expires_at, revoked_at }) => [id, scopes, expires_at !== null, revoked_at !== null]),
      [
        [old.id, ['accounts:read', 'money:write'], true, false],
        [fresh.id, ['accounts:read', 'money:write'], false, true],
      ],
    );
    assert.ok(!JSON.stringify(listed).includes(old.key));
  });

  it("makes operators' keys", async () => {
    const [{ id }] = await answers('make', 'operators', '--name', 'on call');
    const [listed] = await answers('list', 'operators');
    assert.deepEqual([listed.id, listed.scopes], [id, ['operator']]);
  });

  it('says how to correct wrong arguments', async () => {
    for (const [args, complaint] of [
      [[], /^Usage:/],
      [['list'], /^Usage:/],
      [['tenants', '--age', '3'], /--age(.|\n)*Usage:/],
      [['tenant', 'X', '--name', 'Acme'], /--id must be 2 to 40 small letters/],
      [['make', 'default', '--name', 'a', '--scopes', 'all'], /--scopes\S* /],
      [['list', 'nobody'], /There is no tenant with this id/],
      [['rotate', 'default', 'none', '--overlap-hours', 'x'], /--overlap-hours must be/],
    ] as const) {
      const answer = await keys(...args);
      assert.deepEqual([answer.code, answer.out], [1, []]);
      assert.match(answer.complaint, complaint);
    }
  });
});
