import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { webhookKeys } from '../../db/inbox/webhook-keys.ts';
import type { KeyStore } from '../../plaid/kept-keys.ts';
import { base64url, body, key, setUp, sign, signingKey, start } from '../plaid/signing.ts';
import { ownDatabase } from '../support/database/database.ts';
import { until } from '../support/until.ts';

const madeUp = (kid: string) => `${base64url({ alg: 'ES256', kid })}.e30.AA`;
const plaids = '192.0.2.7';
const proxy = '10.0.0.1';
const strangers = (many: number) => Array.from({ length: many }, (_, n) => `198.51.100.${n + 1}`);

/** A new key id for each test, because a process of an earlier test may still write that test's key. */
const freshKey = () => signingKey(randomUUID());

describe('W3: a flood of made-up key ids', () => {
  const database = ownDatabase();
  let store: KeyStore;
  beforeEach(async () => {
    await database.pool.query('truncate webhook_keys, webhook_senders');
    store = webhookKeys(database.pool);
  });

  /**
   * Sends 150 made-up deliveries a second, and a genuine one every ten seconds. Returns after how many seconds the API
   * took the first genuine one.
   */
  async function passesAfter(
    { verify, pass }: ReturnType<typeof setUp>,
    { flood, from, signer = key }: { flood: string[]; from: string; signer?: typeof key },
  ): Promise<number> {
    for (let second = 0; second < 600; second++) {
      for (let n = 0; n < 150; n++) {
        const sender = flood[n % flood.length] ?? null;
        assert.equal((await verify(async () => body, madeUp(`${second}-${n}`), sender)).ok, false);
      }
      if (second % 10 === 0) {
        const token = await sign(signer, body, new Date(start.getTime() + second * 1000));
        if ((await verify(async () => body, token, from)).ok) return second;
      }
      pass(1);
    }
    return Number.POSITIVE_INFINITY;
  }

  /** Waits for a row that a process writes beside its work. Only the row of that name counts, as for `freshKey`. */
  async function written(
    column: 'webhook_keys.kid' | 'webhook_senders.address',
    value: string,
    is = true,
  ): Promise<void> {
    const [table, name] = column.split('.');
    const found = async () =>
      (await database.pool.query(`select from ${table} where ${name} = $1`, [value])).rowCount === (is ? 1 : 0);
    assert.ok(await until(found, { everyMs: 5 }), `${value} ${is ? 'was not written' : 'is still there'}`);
  }

  async function learned(from = plaids): Promise<void> {
    const before = setUp([key], 30, store);
    assert.equal((await before.verify(async () => body, await sign(key, body, start), from)).ok, true);
    await written('webhook_keys.kid', key.kid);
    await written('webhook_senders.address', from);
  }

  for (const [what, flood, from] of [
    ['from one address', strangers(1), plaids],
    ['from a hundred addresses', strangers(100), plaids],
    ['through the same proxy as Plaid', [proxy], proxy],
  ] as const) {
    it(`W3: a process that has just started loses no delivery by a known key: ${what}`, async () => {
      await learned(from);
      const started = setUp([key], 30, store);
      assert.equal(await passesAfter(started, { flood: [...flood], from }), 0);
      assert.ok(started.plaid.lookups <= 30, `${started.plaid.lookups}`);
    });

    it(`W3: the API accepts a new key within a minute: ${what}`, async () => {
      await learned(from);
      const fresh = freshKey();
      const started = setUp([key, fresh], 30, store);
      const seconds = await passesAfter(started, { flood: [...flood], from, signer: fresh });
      assert.ok(seconds < 60, `after ${seconds} seconds`);
    });

    it(`W3: the API accepts its very first key in time: ${what}`, async () => {
      const fresh = freshKey();
      const seconds = await passesAfter(setUp([fresh], 30, store), { flood: [...flood], from, signer: fresh });
      // A hundred strangers and Plaid are 101 unknown addresses, and the API makes fifteen look-ups in half a minute.
      assert.ok(seconds < (flood.length === 100 ? 420 : 60), `after ${seconds} seconds`);
    });
  }

  it('W3: naming a key id again and again does not help the flood', async () => {
    await learned();
    const fresh = freshKey();
    const { verify, pass } = setUp([key, fresh], 30, store);
    for (let n = 0; n < 5_000; n++) await verify(async () => body, madeUp(`kid-${n % 50}`), '198.51.100.1');
    pass(4);
    assert.equal((await verify(async () => body, await sign(fresh, body, start), plaids)).ok, true);
  });

  it('the API keeps no key that has expired, nor one that Plaid no longer has', async () => {
    await learned();
    const { verify, plaid, pass } = setUp([key], 30, store);
    plaid.keys.set(key.kid, { ...key.published, expiredAt: start });
    pass(301);
    assert.equal((await verify(async () => body, await sign(key, body, start))).ok, false);
    await written('webhook_keys.kid', key.kid, false);
  });

  it('the API asks Plaid again for a key that was confirmed long ago', async () => {
    await learned();
    const { verify, plaid, pass } = setUp([key], 30, store);
    pass(24 * 3600);
    const later = new Date(start.getTime() + 24 * 3600_000);
    assert.equal((await verify(async () => body, await sign(key, body, later))).ok, true);
    assert.equal(plaid.lookups, 1);
  });

  it('the API goes on without the stored keys if it cannot read them, and reads them later', async () => {
    await learned();
    let away = true;
    const shaky: KeyStore = {
      ...store,
      load: () => (away ? Promise.reject(new Error('away')) : store.load()),
      saveKey: () => Promise.reject(new Error('away')),
    };
    const { verify } = setUp([key], 30, shaky);
    assert.equal((await verify(async () => body, await sign(key, body, start))).ok, true);
    away = false;
  });
});
