// Key-encryption keys behind a service, by the example of docs/: the test plays AWS KMS.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createVault, keysByKek } from '../../db/vault.ts';
import { kmsService } from '../../docs/examples/aws-kms.ts';
import { Failure } from '../../domain/failure.ts';
import { ownDatabase } from '../support/database/database.ts';

const place = { tenant: 'ten_1', owner: 'onb_1', table: 'items', row: 'item-1', column: 'access_token' };
const local = `local:${Buffer.alloc(32, 1).toString('base64')}`;
const failsAs = (code: string) => (error: unknown) => error instanceof Failure && error.detail.code === code;

/** The calls of AWS KMS that the example makes, as KMS answers them. */
function fakeKms(): typeof fetch {
  const known = new Map<string, { key: string; context: string; plain: string }>();
  return async (_, { headers, body } = {}) => {
    const input = JSON.parse(String(body));
    const context = JSON.stringify(input.EncryptionContext);
    const action = new Headers(headers).get('x-amz-target');
    if (action === 'TrentService.Encrypt') {
      const CiphertextBlob = randomBytes(150).toString('base64');
      known.set(CiphertextBlob, { key: input.KeyId, context, plain: input.Plaintext });
      return Response.json({ CiphertextBlob, KeyId: input.KeyId });
    }
    assert.equal(action, 'TrentService.Decrypt');
    const found = known.get(input.CiphertextBlob);
    if (found?.key === input.KeyId && found?.context === context) return Response.json({ Plaintext: found.plain });
    return Response.json({ __type: found ? 'InvalidCiphertextException' : 'IncorrectKeyException' }, { status: 400 });
  };
}

describe('a key-encryption key in a key service', () => {
  const database = ownDatabase();
  const running: Server[] = [];
  const kms = fakeKms();

  async function serve(server: Server, port = 0): Promise<string> {
    running.push(server.listen(port, '127.0.0.1'));
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }
  const service = (keyId = 'arn:one', port = 0) =>
    serve(kmsService(kms, { endpoint: 'https://kms.example/', keyId }), port);
  const stop = (server: Server | undefined) => {
    server?.closeAllConnections();
    server?.close();
  };

  beforeEach(() => database.pool.query('truncate data_keys, retired_keks cascade'));
  afterEach(() => running.splice(0).forEach(stop));

  it('wraps and unwraps data keys, for their tenants only', async () => {
    const vault = createVault(`kms-1:${await service()}`);
    const key = await vault.newDataKey(database.pool, 'ten_1');
    const sealed = await vault.seal(database.pool, key, place, 'secret');
    assert.equal((await vault.open(database.pool, place, sealed)).reveal(), 'secret');
    await vault.checkKeys(database.pool);
    const other = vault.seal(database.pool, key, { ...place, tenant: 'ten_2' }, 'secret');
    await assert.rejects(other, failsAs('vault_unreadable'));
  });

  it('is rotated to and from, without a change of a ciphertext', async () => {
    const before = createVault(local);
    const key = await before.newDataKey(database.pool, 'ten_1');
    const sealed = await before.seal(database.pool, key, place, 'secret');
    const address = await service();
    for (const [first, second] of [
      [`kms-1:${address}`, local],
      [`kms-2:${await service('arn:two')}`, `kms-1:${address}`],
      [`local-2:${randomBytes(32).toString('base64')}`, `kms-2:${await service('arn:two')}`],
    ]) {
      const vault = createVault(`${first}\n${second}`);
      await vault.retireOthers(database.pool);
      await vault.rewrap(database.pool, { after: '', limit: 10 });
      assert.equal((await createVault(`${first}`).open(database.pool, place, sealed)).reveal(), 'secret');
    }
    const left = (await keysByKek(database.pool)).filter(({ data_keys }) => data_keys > 0);
    assert.deepEqual(left, [{ kek: 'local-2', data_keys: 1, retired: false }]);
  });

  it('is an outage while the service is away, and opens everything once it is back', async () => {
    const address = await service();
    const vault = createVault(`kms-1:${address}`);
    const key = await vault.newDataKey(database.pool, 'ten_1');
    const sealed = await vault.seal(database.pool, key, place, 'secret');
    stop(running.pop());
    await assert.rejects(vault.open(database.pool, place, sealed), failsAs('vault_key_away'));
    await assert.rejects(vault.newDataKey(database.pool, 'ten_1'), failsAs('vault_key_away'));
    await assert.rejects(vault.checkKeys(database.pool), failsAs('vault_key_away'));
    await service('arn:one', Number(new URL(address).port));
    assert.equal((await vault.open(database.pool, place, sealed)).reveal(), 'secret');
  });

  it('is recognised as wrong if the service has another key', async () => {
    const vault = createVault(`kms-1:${await service('arn:one')}`);
    await vault.newDataKey(database.pool, 'ten_1');
    const wrong = createVault(`kms-1:${await service('arn:two')}`);
    await assert.rejects(wrong.checkKeys(database.pool), failsAs('vault_key_wrong'));
  });

  it('is away if the service answers with anything else', async () => {
    for (const [status, body] of [
      [500, '{"data":"AAAA"}'],
      [200, 'no JSON'],
      [200, '{"data":null}'],
      [403, '{}'],
    ] as const) {
      const address = await serve(createServer((_, response) => response.writeHead(status).end(body)));
      const vault = createVault(`kms-1:${address}`);
      await assert.rejects(vault.newDataKey(database.pool, 'ten_1'), failsAs('vault_key_away'), `${status} ${body}`);
    }
  });
});
