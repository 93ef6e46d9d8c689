import assert from 'node:assert/strict';
import { insertBankTransferEvents } from '../../db/feeds/bank-transfer-events.ts';
import { markSignalled } from '../../db/feeds/feeds.ts';
import { insertTransferEvents } from '../../db/feeds/transfer-events.ts';
import { Failure } from '../../domain/failure.ts';
import { storedOnAccount } from '../support/cases/activities.ts';
import { storedAccount, storedCase, storedTransfer } from '../support/cases/stored-case.ts';
import { startApi, storedKey } from '../support/http/api.ts';
import { forAllTests } from '../support/http/own-api.ts';
import { fakePlaid } from '../support/plaid/fake-plaid.ts';
import { aBankTransferEvent, asTheBankSays, aTransferEvent } from '../support/plaid/feed-events.ts';
import { type StrictPlaid, strictPlaid } from '../support/plaid/strict-plaid.ts';

const paths = ['/v1/plaid/transfer-events', '/v1/plaid/bank-transfer-events'];

describe("Plaid's own lists of events", () => {
  let plaid: StrictPlaid;
  const [database, api] = forAllTests(async (pool) => {
    const key = await storedKey(pool, null);
    const asked = () => plaid.gateway;
    return startApi(pool, {
      key,
      plaid: fakePlaid({
        listTransferEvents: (filter) => asked().listTransferEvents(filter),
        listBankTransferEvents: (filter) => asked().listBankTransferEvents(filter),
      }),
    });
  });
  beforeEach(() => {
    plaid = strictPlaid();
  });
  const ask = (path: string) => api.send('GET', path);

  it('show all that Plaid knows of a transfer, and what Gangway has recorded of it', async () => {
    const onboardingId = await storedCase(database.pool);
    const { accountId } = await storedAccount(database.pool, onboardingId);
    const ours = { transferId: 'transfer-1', accountId, direction: 'debit', amountCents: 2500 };
    plaid.events.push(
      aTransferEvent({ ...ours, eventId: 1n, type: 'posted' }),
      aTransferEvent({ ...ours, eventId: 2n ** 63n, type: 'returned', failure: asTheBankSays('R01') }),
      aTransferEvent({ ...ours, eventId: 2n ** 63n + 1n, type: 'refund.pending', refundId: 'refund-1' }),
    );
    await insertTransferEvents(database.pool, plaid.events.slice(0, 2));
    await markSignalled(database.pool, 'transfer', ['1']);
    const { status, body } = await ask('/v1/plaid/transfer-events?transfer_id=transfer-1');
    const [refund, returned, posted] = body.data;
    assert.deepEqual([status, body.data.length, body.next_cursor], [200, 3, null]);
    assert.deepEqual(returned, {
      event_id: String(2n ** 63n),
      type: 'returned',
      at: '2026-03-05T12:00:00.000Z',
      transfer_id: 'transfer-1',
      refund_id: null,
      sweep_id: null,
      account_id: accountId,
      direction: 'debit',
      amount: '25.00',
      failure: { code: 'R01', description: 'as the bank says' },
      onboarding_id: onboardingId,
      stored: true,
      signalled_at: null,
    });
    assert.deepEqual([refund.refund_id, refund.stored, refund.signalled_at], ['refund-1', false, null]);
    assert.match(posted.signalled_at, /Z$/);
  });

  it('show the micro-deposits of every account of a case, and of an account that no case has', async () => {
    const onboardingId = await storedCase(database.pool);
    const [one, two] = [
      (await storedAccount(database.pool, onboardingId)).accountId,
      (await storedAccount(database.pool, onboardingId)).accountId,
    ];
    plaid.bankTransferEvents.push(
      aBankTransferEvent({ eventId: 1n, accountId: one }),
      aBankTransferEvent({ eventId: 2n, accountId: 'account-of-nobody', amountCents: null }),
      aBankTransferEvent({ eventId: 3n, accountId: two }),
    );
    await insertBankTransferEvents(database.pool, plaid.bankTransferEvents.slice(0, 1));
    const { body } = await ask(`/v1/plaid/bank-transfer-events?onboarding_id=${onboardingId}`);
    const seen = body.data.map((event: Record<string, unknown>) => [event.event_id, event.onboarding_id, event.stored]);
    assert.deepEqual(seen, [
      ['3', onboardingId, false],
      ['1', onboardingId, true],
    ]);
    assert.deepEqual((await ask('/v1/plaid/bank-transfer-events?account_id=account-of-nobody')).body.data, [
      {
        event_id: '2',
        type: 'posted',
        at: '2026-03-05T12:00:00.000Z',
        bank_transfer_id: 'bank-transfer-1',
        account_id: 'account-of-nobody',
        direction: 'credit',
        amount: null,
        failure: null,
        onboarding_id: null,
        stored: false,
        signalled_at: null,
      },
    ]);
  });

  it('are empty for a case without an account, and 404 for an unknown case', async () => {
    const onboardingId = await storedCase(database.pool);
    for (const path of paths) {
      const empty = await ask(`${path}?onboarding_id=${onboardingId}`);
      assert.deepEqual([empty.status, empty.body], [200, { data: [], next_cursor: null }]);
      const none = await ask(`${path}?onboarding_id=onb_none`);
      assert.deepEqual([none.status, none.body.code], [404, 'onboarding_not_found']);
    }
    assert.deepEqual(plaid.calls, []);
  });

  it('page from the newest to the oldest', async () => {
    for (let eventId = 1n; eventId <= 3n; eventId++) plaid.events.push(aTransferEvent({ eventId }));
    const first = (await ask('/v1/plaid/transfer-events?transfer_id=transfer-1&limit=2')).body;
    const next = (await ask(`/v1/plaid/transfer-events?transfer_id=transfer-1&limit=2&cursor=${first.next_cursor}`))
      .body;
    const ids = [first, next].map(({ data }) => data.map((event: { event_id: string }) => event.event_id));
    assert.deepEqual([ids, next.next_cursor], [[['3', '2'], ['1']], null]);
  });

  it('name every bad field at once', async () => {
    const pointersOf = async (path: string) =>
      (await ask(path)).body.errors.map(({ pointer }: { pointer: string }) => pointer).sort();
    assert.deepEqual(await pointersOf('/v1/plaid/transfer-events?limit=26&cursor=x&since=1'), [
      '/cursor',
      '/limit',
      '/since',
      '/transfer_id',
    ]);
    assert.deepEqual(await pointersOf('/v1/plaid/transfer-events?transfer_id='), ['/transfer_id']);
    const both = await ask('/v1/plaid/bank-transfer-events?account_id=a&onboarding_id=b');
    assert.equal(both.status, 422);
    assert.deepEqual(both.body.errors, [
      {
        pointer: '/bank_transfer_id',
        message: 'give exactly one of bank_transfer_id, account_id, onboarding_id',
      },
    ]);
    assert.deepEqual(plaid.calls, []);
  });

  it('name the case of each transfer, where several use one account', async () => {
    const { onboardingId: id } = await storedOnAccount(database.pool);
    const transferId = await storedTransfer(database.pool, id);
    const { rows } = await database.pool.query('select account_id as "accountId" from onboardings where id = $1', [id]);
    plaid.events.push(aTransferEvent({ eventId: 1n, transferId, type: 'posted', accountId: rows[0].accountId }));
    const { body } = await ask(`/v1/plaid/transfer-events?onboarding_id=${id}`);
    assert.deepEqual(
      body.data.map((one: Record<string, string>) => [one.transfer_id, one.onboarding_id]),
      [[transferId, id]],
    );
  });

  it('answer 503 when Plaid does not answer', async () => {
    const away = new Failure('unavailable', 'Plaid did not answer in time.', { code: 'timeout' });
    plaid.failNext('listTransferEvents', 'before', away);
    const { status, body } = await ask('/v1/plaid/transfer-events?account_id=account-1');
    assert.deepEqual([status, body.code], [503, 'timeout']);
  });

  it("P5: refuse a tenant's key, and a request without a key", async () => {
    const tenants = await storedKey(database.pool, 'default');
    for (const path of paths) {
      const refused = await api.send('GET', `${path}?account_id=account-1`, { key: tenants });
      assert.deepEqual([refused.status, refused.body.code], [403, 'scope_missing']);
      assert.equal((await api.send('GET', path, { key: '' })).status, 401);
    }
    assert.deepEqual(plaid.calls, []);
  });
});
