import assert from 'node:assert/strict';
import { insertTransferEvents } from '../../db/feeds/transfer-events.ts';
import { storedAccount, storedCase, storedTransfer } from '../support/cases/stored-case.ts';
import { startApi, storedKey } from '../support/http/api.ts';
import { storedWebhook } from '../support/http/inbox.ts';
import { forEachTestAlone } from '../support/http/own-api.ts';
import { aTransferEvent } from '../support/plaid/feed-events.ts';

describe('what Plaid said about a case', () => {
  const [database, api] = forEachTestAlone(async (pool) => startApi(pool, { key: await storedKey(pool, 'ten_test') }));
  let id: string;
  let stranger: string;
  beforeEach(async () => {
    id = await storedCase(database.pool);
    stranger = await storedKey(database.pool, 'stranger');
  });
  const read = (what: string, query = '', key = api.key) =>
    api.send('GET', `/v1/onboardings/${id}/${what}${query}`, { key });

  it('is the webhooks that led to it, with what became of them and without anything of their bodies', async () => {
    const { itemId } = await storedAccount(database.pool, id);
    const other = await storedAccount(database.pool, await storedCase(database.pool));
    const itemError = (item_id: string) =>
      storedWebhook(database.pool, { webhook_type: 'ITEM', webhook_code: 'ERROR', item_id, public_token: 'canary' });
    const [first, second] = [await itemError(itemId), await itemError(itemId)];
    await itemError(other.itemId);
    await database.pool.query(`update webhooks set status = 'done', result = 'noted', done_at = now() where id = $1`, [
      first,
    ]);
    const { status, body } = await read('webhooks');
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual(
      body.data.map(({ received_at: _, done_at, ...shown }: Record<string, unknown>) => [shown, done_at !== null]),
      [
        [{ id: second, type: 'ITEM', code: 'ERROR', status: 'waiting', result: null }, false],
        [{ id: first, type: 'ITEM', code: 'ERROR', status: 'done', result: 'noted' }, true],
      ],
    );
    const page = (await read('webhooks', '?limit=1')).body;
    assert.deepEqual((await read('webhooks', `?limit=1&cursor=${page.next_cursor}`)).body.data, [body.data[1]]);
  });

  it('is the events of its transfers and of their refunds, in their order', async () => {
    const first = await storedTransfer(database.pool, id);
    const second = await storedTransfer(database.pool, id, undefined, 2);
    const other = await storedTransfer(database.pool, await storedCase(database.pool));
    const failure = { code: 'R01', description: 'Canary of the bank' };
    await insertTransferEvents(
      database.pool,
      [
        { eventId: 9n, transferId: first, type: 'posted', amountCents: 25_00 },
        { eventId: 10n, transferId: first, type: 'returned', failure },
        { eventId: 11n, transferId: other, type: 'posted' },
        { eventId: 2n ** 64n - 1n, transferId: second, type: 'refund.posted', refundId: 'refund-1' },
      ].map(aTransferEvent),
    );
    const { status, body } = await read('transfer_events');
    assert.equal(status, 200, JSON.stringify(body));
    const at = '2026-03-05T12:00:00.000Z';
    const shown = { plaid_refund_id: null, amount: null, code: null, at };
    assert.deepEqual(body.data, [
      { ...shown, id: '9', type: 'posted', plaid_transfer_id: first, amount: '25.00' },
      { ...shown, id: '10', type: 'returned', plaid_transfer_id: first, code: 'R01' },
      {
        ...shown,
        id: `${2n ** 64n - 1n}`,
        type: 'refund.posted',
        plaid_transfer_id: second,
        plaid_refund_id: 'refund-1',
      },
    ]);
    const page = (await read('transfer_events', '?limit=2')).body;
    assert.deepEqual((await read('transfer_events', `?limit=2&cursor=${page.next_cursor}`)).body.data, [body.data[2]]);
    const asTransfer = await api.send('GET', `/v1/transfers/${id.replace('onb_', 'trf_')}/transfer_events`);
    assert.deepEqual(asTransfer.body, body);
  });

  for (const what of ['webhooks', 'transfer_events']) {
    it(`is hidden from another tenant: ${what}`, async () => {
      const { status, body } = await read(what, '', stranger);
      assert.deepEqual([status, body.code], [404, 'onboarding_not_found']);
      assert.equal((await read(what, '?cursor=x')).body.errors[0].pointer, '/cursor');
    });
  }
});
