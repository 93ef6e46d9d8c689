// W9: a row that cannot be read costs that row, from Plaid's answer to the database.
import assert from 'node:assert/strict';
import { createActivities } from '../../activities/index.ts';
import { findPayment } from '../../activities/payments/find-payment.ts';
import { insertTransactionSync } from '../../db/data/transaction-syncs.ts';
import { readCursor } from '../../db/feeds/feeds.ts';
import { countUnreadRows } from '../../db/feeds/unread-rows.ts';
import { transaction } from '../../db/pool.ts';
import { type Feed, transactionsFeed } from '../../domain/feed.ts';
import { withStub } from '../plaid/stub.ts';
import { deafCases } from '../support/cases/activities.ts';
import { storedAccount, storedCase, testVault } from '../support/cases/stored-case.ts';
import { ownDatabase } from '../support/database/database.ts';

const tenMegabytes = 'x'.repeat(10 * 1024 * 1024);

const bought = {
  transaction_id: 'bad',
  account_id: 'account-1',
  date: '2026-03-02',
  amount: 4.33,
  iso_currency_code: 'USD',
  pending: false,
  name: 'COFFEE 12',
};
const transferEvent = {
  event_id: 7,
  transfer_id: 'transfer-7',
  account_id: 'account-1',
  event_type: 'posted',
  transfer_type: 'credit',
  transfer_amount: '25.00',
  timestamp: '2026-03-02T10:00:00Z',
  failure_reason: null as object | null,
};
const bankTransferEvent = {
  event_id: 7,
  bank_transfer_id: 'deposit-7',
  account_id: 'account-1',
  event_type: 'posted',
  bank_transfer_type: 'credit',
  bank_transfer_amount: '0.01',
  bank_transfer_iso_currency_code: 'USD',
  timestamp: '2026-03-02T10:00:00Z',
  failure_reason: null as object | null,
};

describe('W9: a row that cannot be read', () => {
  const database = ownDatabase();
  const alerts: string[] = [];

  /** Drains the feed once from this answer. */
  const drained = (feed: Feed, body: object | string) =>
    withStub({ body }, async (plaid) => {
      alerts.length = 0;
      const activities = createActivities({
        db: database.pool,
        vault: testVault,
        plaid,
        cases: deafCases,
        alert: ({ feed: of, rows }, what) => alerts.push(`${what.split(':')[0]} ${of} ${rows}`),
        webhookUrl: 'https://gangway.example/plaid/webhooks',
        feedSeconds: 60,
        transactionsSeconds: 86_400,
      });
      return activities.drainFeed(feed);
    });
  const unread = async () =>
    (await database.pool.query('select feed, row_id, fields from unread_rows order by row_id')).rows;
  beforeEach(async () => {
    for (const table of ['unread_rows', 'transfer_events', 'bank_transfer_events', 'feed_cursors']) {
      await database.pool.query(`delete from ${table}`);
    }
  });

  async function readTransactions(rows: object[], removed: object[] = []) {
    const onboardingId = await storedCase(database.pool, { products: ['transactions'] });
    const { itemId } = await storedAccount(database.pool, onboardingId);
    await insertTransactionSync(database.pool, { itemId, onboardingId });
    const feed = transactionsFeed(itemId);
    await drained(feed, { added: rows, modified: [], removed, next_cursor: 'c1', has_more: false });
    const { rows: stored } = await database.pool.query<{ id: string }>(
      'select id from bank_transactions where item_id = $1 order by id',
      [itemId],
    );
    return { feed, stored: stored.map(({ id }) => id) };
  }

  const badTransactions: [what: string, bad: object, fields: string][] = [
    ['a missing field', { account_id: undefined }, 'account_id'],
    ['a text that is a number', { name: 12 }, 'name'],
    ['a year 0', { date: '0000-01-01' }, 'date'],
    ['a year of six digits', { date: '275760-09-13' }, 'date'],
    ['a day that there is not', { date: '2026-02-30' }, 'date'],
    ['a text of ten megabytes', { name: tenMegabytes }, 'name'],
    ['an account of ten megabytes', { account_id: tenMegabytes }, 'account_id'],
    ['a counterparty without a name', { counterparties: [{ name: null, type: 'merchant' }] }, 'counterparties.0.name'],
  ];
  for (const [what, bad, fields] of badTransactions) {
    it(`of transactions, by ${what}, is set aside`, async () => {
      const good = { ...bought, transaction_id: `good-${what}` };
      const { feed, stored } = await readTransactions([{ ...bought, ...bad }, good]);
      assert.deepEqual(stored, [good.transaction_id]);
      assert.deepEqual(await unread(), [{ feed, row_id: 'bad', fields }]);
      assert.deepEqual(alerts, [`unread rows ${feed} 1`]);
      assert.deepEqual(await countUnreadRows(database.pool), [{ feed: 'transactions', rows: 1 }]);
    });
  }

  it('of transactions is identified by a hash where its id cannot be read, or where it is no row', async () => {
    const rows = ['', tenMegabytes, 7].map((transaction_id) => ({ ...bought, transaction_id }));
    const { stored } = await readTransactions([...rows, null as unknown as object], [{}]);
    assert.deepEqual(stored, []);
    assert.equal((await unread()).filter(({ row_id }) => /^sha256:[0-9a-f]{64}$/.test(row_id)).length, 5);
  });

  it('of transactions is only lost itself: an uncountable amount, a NUL or half a letter costs no other row', async () => {
    const rows = [
      { ...bought, transaction_id: 'much', amount: 1e300 },
      { ...bought, transaction_id: 'more', amount: 9e16 },
      { ...bought, transaction_id: 'nul', name: 'A\0B' },
      { ...bought, transaction_id: 'half', name: 'A\ud83dB' },
    ];
    const { stored } = await readTransactions(rows);
    assert.deepEqual(stored, ['half', 'more', 'much', 'nul']);
    assert.deepEqual(await unread(), []);
  });

  const badEvents: [what: string, bad: object, fields: string][] = [
    ['a missing field', { event_type: undefined }, 'event_type'],
    ['a time that there is not', { timestamp: '2026-02-30T10:00:00Z' }, 'timestamp'],
    ['a time of the year 275760', { timestamp: '+275760-09-13T00:00:00Z' }, 'timestamp'],
    ['an account of ten megabytes', { account_id: tenMegabytes }, 'account_id'],
  ];
  const feeds = [
    ['transfer', 'transfer_events', transferEvent],
    ['bank-transfer', 'bank_transfer_events', bankTransferEvent],
  ] as const;
  for (const [feed, list, event] of feeds) {
    const page = (...events: object[]) => ({ [list]: events, has_more: false });
    const stored = async () =>
      (await database.pool.query(`select event_id::text as id from ${list} order by event_id`)).rows.map(
        ({ id }) => id,
      );
    const cursor = () => transaction(database.pool, (tx) => readCursor(tx, feed));

    for (const [what, bad, fields] of badEvents) {
      it(`of the ${feed} feed, by ${what}, is set aside, and the cursor moves behind it`, async () => {
        await drained(feed, page({ ...event, event_id: 6 }, { ...event, ...bad }));
        assert.deepEqual(await stored(), ['6']);
        assert.deepEqual(await unread(), [{ feed, row_id: '7', fields }]);
        assert.deepEqual([await cursor(), alerts[0]], [7n, `unread rows ${feed} 1`]);
        await drained(feed, page({ ...event, event_id: 6 }, { ...event, ...bad }));
        assert.deepEqual([(await unread()).length, alerts], [1, []]);
      });
    }

    it(`of the ${feed} feed, by an id beyond 64 bits, moves no cursor`, async () => {
      const body = JSON.stringify(page({ ...event, event_id: 6 }, event)).replace(
        '"event_id":7',
        `"event_id":${2n ** 64n}`,
      );
      await drained(feed, body);
      assert.deepEqual([await stored(), (await unread()).length, await cursor()], [['6'], 1, 6n]);
    });

    it(`of the ${feed} feed is not lost by an unneeded amount, or by ten megabytes of a reason`, async () => {
      const reason = { failure_code: 'R01', description: tenMegabytes };
      const [odd, year] = [{ transfer_amount: '1e99', bank_transfer_amount: '-1' }, '0000-01-01T00:00:00Z'];
      await drained(
        feed,
        page(
          { ...event, ...odd },
          { ...event, event_id: 8, failure_reason: reason },
          { ...event, event_id: 9, timestamp: year },
        ),
      );
      assert.deepEqual([await stored(), await unread()], [['7', '8', '9'], []]);
      const { rows } = await database.pool.query(
        `select length(failure_description) as n from ${list} where event_id = 8`,
      );
      assert.equal(rows[0].n, 1000);
    });

    it(`of the ${feed} feed is not skipped where no row of its page can be read`, async () => {
      await assert.rejects(drained(feed, page({ ...event, event_type: null })), {
        detail: { code: 'unexpected_answer' },
      });
      assert.deepEqual([await cursor(), await unread()], [0n, []]);
    });
  }

  it('of the list of payments stops only a case whose payment it may be', async () => {
    const theirs = { payment_id: 'p-1', reference: 'THEIRS', status: 'x', amount: { currency: 'GBP', value: 1.001 } };
    const found = (payments: object[]) =>
      withStub({ body: { payments, next_cursor: null } }, (plaid) => findPayment(plaid, 'OURS', new Date()));
    assert.equal(await found([theirs]), null);
    for (const reference of ['OURS', null]) {
      await assert.rejects(found([{ ...theirs, reference }]), { detail: { code: 'payment_not_found_out' } });
    }
  });
});
