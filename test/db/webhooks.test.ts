import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { redriveWebhook } from '../../db/inbox.ts';
import { type Db, transaction } from '../../db/pool.ts';
import { insertRoute } from '../../db/routes.ts';
import {
  claimWebhooks,
  failWebhook,
  finishWebhook,
  insertWebhooks,
  laterWebhooks,
  type NewWebhook,
  parkWebhook,
  postponeWebhook,
} from '../../db/webhooks.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { lockWaited } from '../support/lock-waited.ts';
import { storedCase, testVault } from '../support/stored-case.ts';

function delivery(change: Partial<NewWebhook> = {}): NewWebhook {
  const body = change.body ?? JSON.stringify({ webhook_type: 'ITEM', item_id: `item-${Math.random()}` });
  return {
    bodyHash: createHash('sha256').update(body).digest(),
    signedAt: new Date('2026-03-02T15:00:00Z'),
    type: 'ITEM',
    code: 'ERROR',
    body,
    stale: false,
    route: null,
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
  const claim = (db: Db = database.pool, limit = 10) => claimWebhooks(db, testVault, limit);
  const claimedIds = async () => (await claim()).map(({ id }) => id);

  it('keeps a delivery once, however often and at once it comes', async () => {
    const webhook = delivery();
    const stored = await Promise.all(
      Array.from({ length: 10 }, () => insertWebhooks(database.pool, testVault, [webhook])),
    );
    assert.equal(stored.flat().filter(Boolean).length, 1);
    assert.equal((await claim()).length, 1);
  });

  it('keeps the same body apart that was signed at another second', async () => {
    const webhook = delivery({ body: '{"webhook_code":"TRANSFER_EVENTS_UPDATE"}' });
    await insert(webhook);
    await insert({ ...webhook, signedAt: new Date('2026-03-02T15:00:01Z') });
    assert.equal((await claim()).length, 2);
  });

  it('numbers what is kept together in its order, and keeps what stands twice among it once', async () => {
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

  it('gives back what was received, oldest first', async () => {
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

  it('gives each delivery to one claimant only, and back if that one dies', async () => {
    const ids = [await insert(), await insert(), await insert()];
    const death = new Error('died');
    await assert.rejects(
      transaction(database.pool, async (one) => {
        const mine = await claim(one, 2);
        const theirs = await transaction(database.pool, async (two) => {
          const rest = await claim(two);
          for (const { id } of rest) await finishWebhook(two, id, 'told');
          return rest;
        });
        assert.deepEqual(
          [mine, theirs].map((claimed) => claimed.map(({ id }) => id)),
          [ids.slice(0, 2), ids.slice(2)],
        );
        for (const { id } of mine) await finishWebhook(one, id, 'told');
        throw death;
      }),
      death,
    );
    assert.deepEqual(await claimedIds(), ids.slice(0, 2));
  });

  it('gives a case to one claimant only, from its oldest row on, even if an older one comes back', async () => {
    const onboardingId = await storedCase(database.pool);
    const route = { kind: 'item', id: 'item-shared' } as const;
    await transaction(database.pool, (tx) => insertRoute(tx, route.kind, route.id, onboardingId));
    const [oldest, middle, newest] = [
      await insert(delivery({ route })),
      await insert(delivery({ route })),
      await insert(delivery({ route })),
    ];
    const taken = async (db: Db) => {
      const heads = await claim(db);
      const id = heads[0]?.id ?? '';
      const later = await laterWebhooks(db, testVault, { id, onboardingId }, 10);
      return [heads, later].map((webhooks) => webhooks.map((webhook) => webhook.id));
    };
    await finishWebhook(database.pool, oldest, 'told');
    await transaction(database.pool, async (one) => {
      assert.deepEqual(await taken(one), [[middle], [newest]]);
      await transaction(database.pool, async (two) => assert.deepEqual(await claim(two), []));
      await redriveWebhook(database.pool, oldest);
      await transaction(database.pool, async (two) => assert.deepEqual(await taken(two), [[oldest], []]));
    });
  });

  it('gives a body that does not open as null, so that the others move on', async () => {
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

  it('does not claim what is done or postponed, and counts the attempts', async () => {
    const done = await insert();
    const later = await insert();
    const now = await insert();
    await finishWebhook(database.pool, done, 'told');
    await postponeWebhook(database.pool, later, 60, 'temporal_unavailable');
    await postponeWebhook(database.pool, now, 0, 'temporal_unavailable');
    const claimed = await claim();
    assert.deepEqual(
      claimed.map(({ id, attempts }) => ({ id, attempts })),
      [{ id: now, attempts: 1 }],
    );
  });

  describe('for a case that is not known yet', () => {
    const route = { kind: 'item', id: 'item-early' } as const;
    const park = (id: string) => transaction(database.pool, (tx) => parkWebhook(tx, id, route));
    const makeKnown = async (tx: Db, externalId: string, onboardingId: string) =>
      insertRoute(tx, 'item', externalId, onboardingId);

    it('waits aside until the transaction that makes it known', async () => {
      const onboardingId = await storedCase(database.pool);
      const id = await insert();
      await park(id);
      assert.deepEqual(await claimedIds(), []);
      await transaction(database.pool, (tx) => makeKnown(tx, 'item-other', onboardingId));
      assert.deepEqual(await claimedIds(), []);
      await transaction(database.pool, (tx) => makeKnown(tx, 'item-early', onboardingId));
      assert.deepEqual(await claimedIds(), [id]);
    });

    it('stays aside if that transaction fails', async () => {
      const onboardingId = await storedCase(database.pool);
      await park(await insert());
      const failed = transaction(database.pool, async (tx) => {
        await makeKnown(tx, 'item-early', onboardingId);
        throw new Error('failed');
      });
      await assert.rejects(failed, /failed/);
      assert.deepEqual(await claimedIds(), []);
    });

    it('does not stay aside when it is parked while its case becomes known', async () => {
      const onboardingId = await storedCase(database.pool);
      const id = await insert();
      let parked: Promise<void> | undefined;
      await transaction(database.pool, async (tx) => {
        await makeKnown(tx, 'item-early', onboardingId);
        parked = park(id);
        // The parker has to have met the lock before this commits, or the test would prove nothing.
        await lockWaited(database.pool);
      });
      await parked;
      assert.deepEqual(await claimedIds(), [id]);
    });
  });
});

const pick = ({ type, code, body, stale }: NewWebhook) => ({ type, code, body, stale });
