import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readTimeline } from '../../db/case/timeline.ts';
import { transaction } from '../../db/pool.ts';
import { storedCase, storedTransfer } from '../support/cases/stored-case.ts';
import { startApi, storedKey } from '../support/http/api.ts';
import { forEachTest } from '../support/http/own-api.ts';
import { asTheBankSays, aTransferEvent } from '../support/plaid/feed-events.ts';
import { signalledFeed } from '../support/plaid/signalled-feed.ts';
import { type StrictPlaid, strictPlaid } from '../support/plaid/strict-plaid.ts';

describe('POST …/refunds', () => {
  let plaid: StrictPlaid;
  let id: string;
  let transferId: string;
  let eventId = 0n;
  const [database, api] = forEachTest((pool) => {
    plaid = strictPlaid();
    return startApi(pool, { plaid: { gateway: plaid.gateway, linkTokens: [], finishLink: () => {} } });
  });
  beforeEach(async () => {
    ({ id, transferId } = await settled());
  });

  async function settled(direction: 'debit' | 'credit' = 'debit', status = 'settled', ago = '0 days') {
    const id = await storedCase(database.pool, { tenantId: 'default', funding: { direction } });
    const transferId = await storedTransfer(database.pool, id);
    await database.pool.query('update transfers set status = $2, created_at = now() - $3::interval where id = $1', [
      transferId,
      status,
      ago,
    ]);
    return { id, transferId };
  }
  const refund = (amount?: string, idempotencyKey: string = randomUUID()) =>
    api.send('POST', `/v1/onboardings/${id}/refunds`, { idempotencyKey, ...(amount && { body: { amount } }) });
  const read = async () => (await api.send('GET', `/v1/onboardings/${id}`)).body;
  const standing = async () =>
    (await read()).refunds.map(({ amount, status }: Record<string, string>) => [amount, status]);
  const said = async (what: string) =>
    (await readTimeline(database.pool, id, { limit: 100 })).filter((entry) => entry.what === what);
  /** Lets the feed read one event of each type. */
  const happens = (types: string[], refundId: string | null = plaid.refunds[0]?.refundId ?? null) =>
    signalledFeed(database.pool).tell([
      types.map((type) =>
        aTransferEvent({
          eventId: ++eventId,
          transferId,
          type,
          refundId: type.startsWith('refund.') ? refundId : null,
          failure: asTheBankSays(type.endsWith('returned') ? 'R03' : null),
        }),
      ),
    ]);

  it('refunds all that is left, or a part, and shows each refund on the case', async () => {
    const first = await refund('10.00');
    assert.equal(first.status, 201);
    assert.equal((await refund()).status, 201);
    assert.deepEqual(await standing(), [
      ['10.00', 'pending'],
      ['15.00', 'pending'],
    ]);
    assert.deepEqual(
      plaid.refunds.map((one) => [one.transferId, one.amountCents]),
      [
        [transferId, 1000],
        [transferId, 1500],
      ],
    );
    assert.deepEqual(
      [(await refund()).body.code, (await refund('0.01')).body.code],
      ['refund_too_much', 'refund_too_much'],
    );
  });

  it('is one refund for all repeats under one key, whatever answers are lost', async () => {
    for (const when of ['before', 'after'] as const) {
      const key = randomUUID();
      const fault = plaid.failNext('createRefund', when);
      assert.deepEqual([(await refund('1.00', key)).status, fault.fired], [503, true]);
      assert.equal((await refund('1.00', key)).status, 201);
      const replayed = await refund('1.00', key);
      assert.deepEqual([replayed.status, replayed.headers.get('idempotent-replayed')], [201, 'true']);
    }
    assert.equal(plaid.refunds.length, 2);
    assert.deepEqual(await standing(), [
      ['1.00', 'pending'],
      ['1.00', 'pending'],
    ]);
  });

  it('the relay finds it where no request repeats it, although Plaid has forgotten the key', async () => {
    plaid.failNext('createRefund', 'after');
    await refund('1.00');
    plaid.failNext('createRefund', 'before');
    await refund('2.00');
    plaid.later(48 * 3_600_000);
    await database.pool.query(
      `update refunds set asked_at = asked_at - interval '2 days', plaid_asked_at = plaid_asked_at - interval '2 days'`,
    );
    await api.relay.turn();
    assert.deepEqual(await standing(), [
      ['1.00', 'pending'],
      ['2.00', 'pending'],
    ]);
    assert.deepEqual(
      plaid.refunds.map(({ amountCents }) => amountCents),
      [100, 200],
    );
  });

  it('never exceeds the transfer, even with many simultaneous requests', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => refund('10.00')));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 201, 409, 409, 409, 409, 409, 409]);
    assert.equal(plaid.refunds.length, 2);
  });

  it("shows Plaid's refusal, also to a repeat, and does not count it", async () => {
    plaid.refundRefusal = 'INSUFFICIENT_FUNDS';
    const key = randomUUID();
    for (let times = 0; times < 2; times++) {
      const { status, body } = await refund('20.00', key);
      assert.deepEqual([status, body.code], [409, 'refund_refused']);
      assert.match(body.detail, /INSUFFICIENT_FUNDS/);
    }
    assert.equal(plaid.calls.filter((call) => call === 'createRefund').length, 1);
    plaid.refundRefusal = null;
    assert.equal((await refund()).status, 201);
    assert.deepEqual(await standing(), [
      ['20.00', 'refused'],
      ['25.00', 'pending'],
    ]);
  });

  const refused: [string, () => Promise<{ id: string; transferId: string }>, string][] = [
    ['a credit', () => settled('credit'), 'not_refundable'],
    ['a transfer that has not settled', () => settled('debit', 'posted'), 'not_settled'],
    ['a transfer of half a year ago', () => settled('debit', 'settled', '181 days'), 'refund_too_late'],
    [
      'a case without a transfer',
      async () => ({ id: await storedCase(database.pool, { tenantId: 'default' }), transferId: '' }),
      'not_refundable',
    ],
  ];
  for (const [what, arrange, code] of refused) {
    it(`refuses ${what}`, async () => {
      ({ id, transferId } = await arrange());
      const answer = await refund();
      assert.deepEqual([answer.status, answer.body.code, plaid.calls], [409, code, []]);
    });
  }

  it('requires an Idempotency-Key, a valid amount, and a case of the caller', async () => {
    const path = `/v1/onboardings/${id}/refunds`;
    assert.equal((await api.send('POST', path)).body.code, 'idempotency_key_required');
    for (const amount of ['10', '-1.00', '0.00']) assert.equal((await refund(amount)).status, 422);
    const key = await storedKey(database.pool, 'ten_other');
    assert.equal((await api.send('POST', path, { key, idempotencyKey: 'k' })).status, 404);
  });

  it('follows its own events, which leave the transfer alone', async () => {
    await refund();
    await happens(['refund.posted', 'refund.settled', 'refund.posted']);
    assert.deepEqual(await standing(), [['25.00', 'settled']]);
    assert.equal((await read()).transfer.status, 'settled');
    await happens(['refund.returned']);
    assert.deepEqual((await read()).refunds[0].failure, {
      code: 'R03',
      words: 'The bank finds no such account, or not under this name.',
    });
    assert.equal((await read()).transfer.status, 'settled');
    assert.equal((await refund()).status, 201);
  });

  it('counts events that the feed read before Plaid answered the request', async () => {
    const held = plaid.holdNext('createRefund', 'after');
    const late = refund();
    await held.reached;
    await happens(['refund.pending', 'refund.posted']);
    held.letGo();
    await late;
    assert.deepEqual(await standing(), [['25.00', 'posted']]);
  });

  for (const order of [
    ['refund.posted', 'returned'],
    ['returned', 'refund.posted'],
  ]) {
    it(`${order.join(', ')}: alerts once that the money is paid twice`, async () => {
      await refund();
      for (const type of [...order, ...order]) await happens([type]);
      assert.equal((await read()).refunds[0].paid_twice, true);
      assert.equal((await said('paid_twice')).length, 1);
    });
  }

  it('a refund that Plaid has cancelled is not paid twice', async () => {
    await refund();
    await happens(['returned', 'refund.cancelled']);
    assert.equal((await read()).refunds[0].paid_twice, false);
    assert.equal((await said('paid_twice')).length, 0);
  });

  it('never makes a read fail, even after the applicant was erased', async () => {
    await refund();
    await transaction(database.pool, (tx) =>
      tx.query('delete from data_keys where id = (select data_key_id from applicants where onboarding_id = $1)', [id]),
    );
    assert.equal((await read()).refunds.length, 1);
  });
});
