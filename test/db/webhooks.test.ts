import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { insertPlaidId } from '../../db/case/plaid-ids.ts';
import { redriveWebhook } from '../../db/inbox/webhook-views.ts';
import {
  claimWebhooks,
  failWebhook,
  finishWebhook,
  insertWebhooks,
  laterWebhooks,
  type NewWebhook,
  parkWebhook,
  postponeWebhook,
} from '../../db/inbox/webhooks.ts';
import { type Db, transaction } from '../../db/pool.ts';
import { storedCase, testVault } from '../support/cases/stored-case.ts';
import { freshDatabase, type TestDatabase } from '../support/database/database.ts';
import { lockWaited } from '../support/database/lock-waited.ts';

function delivery(change: Partial<NewWebhook> = {}): NewWebhook {
  const body = change.body ?? JSON.stringify({ webhook_type: 'ITEM', item_id: `item-${Math.random()}` });
  return {
    bodyHash: createHash('sha256').update(body).digest(),
    signedAt: new Date('2026-03-02T15:00:00Z'),
    type: 'ITEM',
    code: 'ERROR',
    body,
    stale: false,
    plaidId: null,
    ...change,
  };
}

describe('inbox of webhooks', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await freshDatabase();
  });
  afterEach(() => database.drop());

  const insert = async (webhook = delivery()): Promise<string> => {
    const [stored] = await insertWebhooks(database.pool, testVault, [webhook]);
    assert.ok(stored);
    return stored.id;
  };
  const claim = (db: Db = database.pool, limit = 10) => claimWebhooks(db, testVault, { limit, temporalIsAway: false });
  const claimedIds = async () => (await claim()).map(({ id }) => id);

  it('keeps a delivery once, however many copies come at once', async () => {
    const webhook = delivery();
    const stored = await Promise.all(
      Array.from({ length: 10 }, () => insertWebhooks(database.pool, testVault, [webhook])),
    );
    assert.equal(stored.flat().filter(Boolean).length, 1);
    assert.equal((await claim()).length, 1);
  });

  it('keeps two deliveries of one body that were signed at different seconds', async () => {
    const webhook = delivery({ body: '{"webhook_code":"TRANSFER_EVENTS_UPDATE"}' });
    await insert(webhook);
    await insert({ ...webhook, signedAt: new Date('2026-03-02T15:00:01Z') });
    assert.equal((await claim()).length, 2);
  });

  it('numbers a group in its order, and keeps a repeated delivery in it once', async () => {
    const [first, second, third] = [delivery(), delivery(), delivery()];
    const known = await insert(second);
    const kept = await insertWebhooks(database.pool, testVault, [third, second, first, third]);
    const claimed = await claim();
    assert.deepEqual(
      claimed.map(({ body }) => body),
      [second.body, third.body, first.body],
    );
    const [, thirdId, firstId] = claimed.map(({ id }) => id);
    assert.deepEqual([claimed[0]?.id, kept], [known, [{ id: thirdId }, null, { id: firstId }, null]]);
  });

  it('returns the deliveries, oldest first', async () => {
    const first = delivery({ stale: true });
    const ids = [await insert(first), await insert(), await insert()];
    const claimed = await claim();
    assert.deepEqual(
      claimed.map(({ id }) => id),
      ids,
    );
    const { type, code, body, stale, attempts } = claimed[0] ?? {};
    assert.deepEqual({ type, code, body, stale, attempts }, { ...pick(first), attempts: 0 });
  });

  it('gives each delivery to one claimant only, and releases it if that one dies', async () => {
    const ids = [await insert(), await insert(), await insert()];
    const death = new Error('died');
    await assert.rejects(
      transaction(database.pool, async (one) => {
        const mine = await claim(one, 2);
        const theirs = await transaction(database.pool, async (two) => {
          const rest = await claim(two);
          for (const { id } of rest) await finishWebhook(two, id, 'signalled');
          return rest;
        });
        assert.deepEqual(
          [mine, theirs].map((claimed) => claimed.map(({ id }) => id)),
          [ids.slice(0, 2), ids.slice(2)],
        );
        for (const { id } of mine) await finishWebhook(one, id, 'signalled');
        throw death;
      }),
      death,
    );
    assert.deepEqual(await claimedIds(), ids.slice(0, 2));
  });

  it('gives a case to one claimant only, from its oldest row on, even if an older one returns', async () => {
    const onboardingId = await storedCase(database.pool);
    const plaidId = { kind: 'item', id: 'item-shared' } as const;
    await transaction(database.pool, (tx) => insertPlaidId(tx, plaidId.kind, plaidId.id, onboardingId));
    const [oldest, middle, newest] = [
      await insert(delivery({ plaidId })),
      await insert(delivery({ plaidId })),
      await insert(delivery({ plaidId })),
    ];
    const taken = async (db: Db) => {
      const heads = await claim(db);
      const id = heads[0]?.id ?? '';
      const later = await laterWebhooks(db, testVault, { id, onboardingId }, 10);
      return [heads, later].map((webhooks) => webhooks.map((webhook) => webhook.id));
    };
    await finishWebhook(database.pool, oldest, 'signalled');
    await transaction(database.pool, async (one) => {
      assert.deepEqual(await taken(one), [[middle], [newest]]);
      await transaction(database.pool, async (two) => assert.deepEqual(await claim(two), []));
      await redriveWebhook(database.pool, oldest);
      await transaction(database.pool, async (two) => assert.deepEqual(await taken(two), [[oldest], []]));
    });
  });

  it('returns null for a body that does not open, so that the others move on', async () => {
    const damaged = await insert();
    const whole = await insert();
    await database.pool.query('update webhooks set body_sealed = substr(body_sealed, 1, 40) where id = $1', [damaged]);
    const claimed = await claim();
    assert.deepEqual(
      claimed.map(({ id, body }) => [id, body === null]),
      [
        [damaged, true],
        [whole, false],
      ],
    );
    await failWebhook(database.pool, damaged, 'unreadable');
    assert.deepEqual(await claimedIds(), [whole]);
  });

  it('does not claim finished or postponed rows, and counts the attempts', async () => {
    const done = await insert();
    const later = await insert();
    const now = await insert();
    await finishWebhook(database.pool, done, 'signalled');
    await postponeWebhook(database.pool, later, 60, 'temporal_unavailable');
    await postponeWebhook(database.pool, now, 0, 'temporal_unavailable');
    const claimed = await claim();
    assert.deepEqual(
      claimed.map(({ id, attempts }) => ({ id, attempts })),
      [{ id: now, attempts: 1 }],
    );
  });

  describe('for a case that is not known yet', () => {
    const plaidId = { kind: 'item', id: 'item-early' } as const;
    const park = (id: string) => transaction(database.pool, (tx) => parkWebhook(tx, id, plaidId));
    const makeKnown = async (tx: Db, externalId: string, onboardingId: string) =>
      insertPlaidId(tx, 'item', externalId, onboardingId);

    it('parks until the transaction that makes the case known', async () => {
      const onboardingId = await storedCase(database.pool);
      const id = await insert();
      await park(id);
      assert.deepEqual(await claimedIds(), []);
      await transaction(database.pool, (tx) => makeKnown(tx, 'item-other', onboardingId));
      assert.deepEqual(await claimedIds(), []);
      await transaction(database.pool, (tx) => makeKnown(tx, 'item-early', onboardingId));
      assert.deepEqual(await claimedIds(), [id]);
    });

    it('stays parked if that transaction fails', async () => {
      const onboardingId = await storedCase(database.pool);
      await park(await insert());
      const failed = transaction(database.pool, async (tx) => {
        await makeKnown(tx, 'item-early', onboardingId);
        throw new Error('failed');
      });
      await assert.rejects(failed, /failed/);
      assert.deepEqual(await claimedIds(), []);
    });

    it('does not stay parked if its case becomes known meanwhile', async () => {
      const onboardingId = await storedCase(database.pool);
      const id = await insert();
      let parked: Promise<void> | undefined;
      await transaction(database.pool, async (tx) => {
        await makeKnown(tx, 'item-early', onboardingId);
        await tx.query('select'); // With it PostgreSQL gets the statements before it (`withNext`).
        parked = park(id);
        // The parker must have met the lock before this commits, or the test would prove nothing.
        await lockWaited(database.pool);
      });
      await parked;
      assert.deepEqual(await claimedIds(), [id]);
    });
  });
});

const pick = ({ type, code, body, stale }: NewWebhook) => ({ type, code, body, stale });
