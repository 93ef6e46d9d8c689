import assert from 'node:assert/strict';
import type { SelectedKey } from '../../db/data-keys.ts';
import { createPool } from '../../db/pool.ts';
import { createVault, eraseDataKey, refuseWrongKeys } from '../../db/vault.ts';
import { Failure } from '../../domain/failure.ts';
import { ownDatabase } from '../support/database/database.ts';

const kek = (id: string, byte: number) => `${id}:${Buffer.alloc(32, byte).toString('base64')}`;
const place = { tenant: 'ten_1', owner: 'onb_1', table: 'items', row: 'item-1', column: 'access_token' };
const text = 'access-sandbox-Grüße';

/** A failure of this kind and code that shows nothing of the text. */
const fails = (kind: string, code: string) => (error: unknown) => {
  assert.ok(error instanceof Failure);
  assert.equal(error.kind, kind);
  assert.equal(error.detail.code, code);
  assert.ok(!`${error.stack}${JSON.stringify(error)}${error.cause}`.includes(text));
  return true;
};

describe('vault', () => {
  const database = ownDatabase();
  const vault = createVault(kek('k1', 1));

  async function sealed(): Promise<{ key: string; bytes: Buffer }> {
    const key = await vault.newDataKey(database.pool, 'ten_1');
    return { key, bytes: await vault.seal(database.pool, key, place, text) };
  }

  it('opens its ciphertexts, and seals equal texts differently each time', async () => {
    const { key, bytes } = await sealed();
    assert.ok(!bytes.includes(text));
    assert.equal((await vault.open(database.pool, place, bytes)).reveal(), text);
    assert.notDeepEqual(await vault.seal(database.pool, key, place, text), bytes);
  });

  it('opens with the key that was selected beside the ciphertext, and with that of no other applicant', async () => {
    const [one, other] = [await sealed(), await sealed()];
    const { tenant, owner, ...cell } = place;
    const opens = async (change: Partial<SelectedKey> = {}, key = one.key) => {
      const { rows } = await database.pool.query<SelectedKey>(
        `select id, kek_id as "kekId", encode(wrapped, 'base64') as wrapped from data_keys where id = $1`,
        [key],
      );
      const selected = { tenant, owner, id: null, kekId: '', wrapped: '', ...rows[0], ...change };
      return (await vault.applicantOpener(database.pool, selected)(cell, one.bytes)).reveal();
    };
    assert.equal(await opens(), text);
    for (const refused of [
      () => opens({}, other.key),
      () => opens({ id: one.key }, other.key),
      () => opens({ id: null }),
      () => opens({ tenant: 'ten_2' }),
      () => opens({ owner: 'onb_2' }),
    ]) {
      await assert.rejects(refused(), fails('bug', 'vault_unreadable'));
    }
    await eraseDataKey(database.pool, one.key);
    await assert.rejects(opens(), fails('missing', 'erased'));
  });

  it('keeps the empty text', async () => {
    const key = await vault.newDataKey(database.pool, 'ten_1');
    const bytes = await vault.seal(database.pool, key, place, '');
    assert.equal((await vault.open(database.pool, place, bytes)).reveal(), '');
  });

  for (const moved of [
    { tenant: 'ten_2' },
    { tenant: null },
    { owner: 'onb_2' },
    { owner: null },
    { table: 'accounts' },
    { row: 'item-2' },
    { column: 'public_token' },
  ]) {
    it(`refuses a ciphertext that was moved to ${JSON.stringify(moved)}`, async () => {
      const { bytes } = await sealed();
      await assert.rejects(vault.open(database.pool, { ...place, ...moved }, bytes), fails('bug', 'vault_unreadable'));
    });
  }

  it('refuses a ciphertext that was cut short or changed, wherever it is', async () => {
    const { bytes } = await sealed();
    for (let length = 0; length < bytes.length; length++) {
      await assert.rejects(vault.open(database.pool, place, bytes.subarray(0, length)), Failure, `${length} bytes`);
    }
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      await assert.rejects(vault.open(database.pool, place, changed), Failure, `byte ${at}`);
    }
  });

  it('refuses a wrapped data key that was copied from another applicant', async () => {
    const mine = await sealed();
    const other = await vault.newDataKey(database.pool, 'ten_1');
    await database.pool.query(
      'update data_keys set wrapped = (select wrapped from data_keys where id = $2) where id = $1',
      [mine.key, other],
    );
    await assert.rejects(vault.open(database.pool, place, mine.bytes), fails('bug', 'vault_unreadable'));
    await assert.rejects(vault.seal(database.pool, mine.key, place, text), fails('bug', 'vault_unreadable'));
  });

  it('refuses a data key that was given to another tenant', async () => {
    const { key, bytes } = await sealed();
    await assert.rejects(
      vault.seal(database.pool, key, { ...place, tenant: 'ten_2' }, text),
      fails('bug', 'vault_unreadable'),
    );
    await database.pool.query(`update data_keys set tenant_id = 'ten_2' where id = $1`, [key]);
    assert.equal((await vault.open(database.pool, place, bytes)).reveal(), text);
  });

  it('reads the data keys of an earlier KEK while that is listed, and wraps with the first', async () => {
    const { bytes } = await sealed();
    const rotated = createVault(`${kek('k2', 2)},${kek('k1', 1)}`);
    assert.equal((await rotated.open(database.pool, place, bytes)).reveal(), text);

    const key = await rotated.newDataKey(database.pool, 'ten_1');
    const { rows } = await database.pool.query('select kek_id from data_keys where id = $1', [key]);
    assert.deepEqual(rows, [{ kek_id: 'k2' }]);

    const withoutOld = createVault(kek('k2', 2));
    await assert.rejects(withoutOld.open(database.pool, place, bytes), fails('unavailable', 'vault_key_unknown'));
  });

  it('refuses two different keys with one id', async () => {
    const { bytes } = await sealed();
    const wrong = createVault(kek('k1', 9));
    await assert.rejects(wrong.open(database.pool, place, bytes), fails('unavailable', 'vault_key_wrong'));
  });

  it('recognises a damaged ciphertext as damaged and never as erased, whichever bit has changed', async () => {
    const { bytes } = await sealed();
    // Version, length and id of the data key; the rest is tried byte by byte above.
    for (let bit = 0; bit < 42 * 8; bit++) {
      const changed = Buffer.from(bytes);
      const at = bit >> 3;
      changed.writeUInt8(changed.readUInt8(at) ^ (1 << (bit & 7)), at);
      await assert.rejects(vault.open(database.pool, place, changed), fails('bug', 'vault_unreadable'), `bit ${bit}`);
    }
  });

  it('recognises a ciphertext as erased if its data key was deleted by hand, too', async () => {
    const { key, bytes } = await sealed();
    await database.pool.query('delete from data_keys where id = $1', [key]);
    await assert.rejects(vault.open(database.pool, place, bytes), fails('missing', 'erased'));
  });

  describe('checks its key-encryption keys', () => {
    beforeEach(() => database.pool.query('delete from data_keys'));

    it('and finds nothing wrong if none is in use', async () => {
      await createVault(kek('k7', 7)).checkKeys(database.pool);
    });

    it('and finds one that is in use but missing', async () => {
      await sealed();
      await createVault(kek('k2', 2)).newDataKey(database.pool, 'ten_1');
      await createVault(`${kek('k1', 1)},${kek('k2', 2)}`).checkKeys(database.pool);
      for (const some of [kek('k1', 1), kek('k2', 2), `${kek('k3', 3)},${kek('k1', 1)}`]) {
        const check = createVault(some).checkKeys(database.pool);
        await assert.rejects(check, fails('unavailable', 'vault_key_unknown'), some);
      }
    });

    it('and finds one that differs from the key with its id that was used before', async () => {
      await sealed();
      const wrong = createVault(`${kek('k2', 2)},${kek('k1', 9)}`);
      await assert.rejects(wrong.checkKeys(database.pool), fails('unavailable', 'vault_key_wrong'));
      await assert.rejects(refuseWrongKeys(wrong, database.pool), fails('unavailable', 'vault_key_wrong'));
    });

    it('and is not misled by a damaged data key', async () => {
      const { key } = await sealed();
      await sealed();
      await database.pool.query(`update data_keys set wrapped = '\\x00' where id = $1`, [key]);
      await vault.checkKeys(database.pool);
    });

    it('and does not prevent a start while the database cannot be reached', async () => {
      const nowhere = createPool('postgres://gangway@127.0.0.1:1/gangway');
      await refuseWrongKeys(vault, nowhere);
      await nowhere.end();
    });
  });

  it('cannot read the data of an erased applicant, at once and in every process', async () => {
    const { key, bytes } = await sealed();
    await vault.open(database.pool, place, bytes);
    await eraseDataKey(database.pool, key);
    await assert.rejects(vault.open(database.pool, place, bytes), fails('missing', 'erased'));
    await assert.rejects(vault.seal(database.pool, key, place, text), fails('missing', 'erased'));
  });

  it('indexes equal texts equally, under a new KEK too, and different ones differently', async () => {
    const first = await vault.index(database.pool, '011401533:1111');
    const rotated = createVault(`${kek('k2', 2)},${kek('k1', 1)}`);
    assert.deepEqual(await rotated.index(database.pool, '011401533:1111'), first);
    assert.notDeepEqual(await vault.index(database.pool, '011401533:1112'), first);
  });

  it('names the setting when a key is not 32 bytes, is all zeros, or has the id of another', () => {
    assert.throws(() => createVault('k1:c2hvcnQ='), /GANGWAY_VAULT_KEYS/);
    assert.throws(() => createVault(`${kek('k1', 1)},${kek('k2', 0)}`), /k2 in GANGWAY_VAULT_KEYS is all zeros/);
    assert.throws(() => createVault(`${kek('k1', 1)},${kek('k1', 2)}`), /GANGWAY_VAULT_KEYS names the id k1 twice/);
  });
});
