// C1: 0 of 10,000 swapped ciphertexts open, whatever is swapped.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createVault, type Place } from '../../db/vault.ts';
import { Failure } from '../../domain/failure.ts';
import { ownDatabase } from '../support/database/database.ts';
import { draw, tally, trials } from '../support/trials.ts';

const swaps = trials({ local: 500, ci: 1_000, nightly: 10_000 });
const kinds = ['tenant', 'owner', 'table', 'row', 'column', 'key', 'wrapped key', 'everything but the key'] as const;
type Sealed = { key: string; at: Place; bytes: Buffer };

describe('C1: swapped ciphertexts', () => {
  const database = ownDatabase();
  const vault = createVault(`k1:${Buffer.alloc(32, 1).toString('base64')}`);
  let all: Sealed[];

  before(async () => {
    all = [];
    for (const tenant of ['ten_1', 'ten_2']) {
      for (const owner of ['onb_1', 'onb_2', 'onb_3']) {
        const key = await vault.newDataKey(database.pool, tenant);
        for (const table of ['items', 'accounts']) {
          for (const row of ['1', '2'])
            for (const column of ['access_token', 'numbers']) {
              const at = { tenant, owner, table, row, column };
              all.push({ key, at, bytes: await vault.seal(database.pool, key, at, 'secret') });
            }
        }
      }
    }
  });

  /** The ciphertext under another key's id, which is in the clear before the sealed bytes. */
  const renamed = ({ key, bytes }: Sealed, other: string) =>
    Buffer.concat([bytes.subarray(0, 2), Buffer.from(other), bytes.subarray(2 + key.length)]);

  it(`C1: none of ${swaps} opens`, async () => {
    const happened = tally(kinds);
    const one = fc.nat({ max: all.length - 1 });
    for (const [from, to, kind] of draw(fc.tuple(one, one, fc.constantFrom(...kinds)), swaps)) {
      const [mine, theirs] = [all[from] ?? assert.fail(), all[to] ?? assert.fail()];
      let { at, bytes } = mine;
      let undo: () => Promise<unknown> = async () => null;
      if (kind === 'key') bytes = renamed(mine, theirs.key);
      else if (kind === 'wrapped key') undo = await wrappedLike(mine.key, theirs.key);
      else if (kind === 'everything but the key') at = theirs.at;
      else at = { ...at, [kind]: theirs.at[kind] };
      const isSame = bytes.equals(mine.bytes) && JSON.stringify(at) === JSON.stringify(mine.at);
      if (isSame && (kind !== 'wrapped key' || mine.key === theirs.key)) continue;
      happened.count(kind);
      await assert.rejects(
        vault.open(database.pool, at, bytes),
        (error) => error instanceof Failure && error.detail.code === 'vault_unreadable',
        `${kind}: ${JSON.stringify([mine.at, theirs.at])}`,
      );
      await undo();
    }
    assert.deepEqual(happened.below(20), []);
    for (const { at, bytes } of all) assert.equal((await vault.open(database.pool, at, bytes)).reveal(), 'secret');
  });

  /** Puts the wrapped bytes of one key into the row of another. Returns a function that puts the first ones back. */
  async function wrappedLike(key: string, other: string): Promise<() => Promise<unknown>> {
    const { rows } = await database.pool.query('select wrapped from data_keys where id = $1', [key]);
    const set = `update data_keys set wrapped = $2 where id = $1`;
    const { rows: others } = await database.pool.query('select wrapped from data_keys where id = $1', [other]);
    await database.pool.query(set, [key, others[0]?.wrapped]);
    return () => database.pool.query(set, [key, rows[0]?.wrapped]);
  }
});
