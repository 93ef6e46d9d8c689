// Refunds of debits that our Ledger at Plaid does not cover.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Failure } from '../../domain/failure.ts';
import { defaultAuthorizationPolicy } from '../../domain/transfers/authorization-policy.ts';
import { storedCase, storedTransfer } from '../support/cases/stored-case.ts';
import { startApi } from '../support/http/api.ts';
import { forEachTest } from '../support/http/own-api.ts';
import { refusal } from '../support/plaid/strict-money.ts';
import { type StrictPlaid, strictPlaid } from '../support/plaid/strict-plaid.ts';

describe('a refund that our Ledger at Plaid does not cover', () => {
  let plaid: StrictPlaid;
  let id: string;
  const [database, api] = forEachTest((pool) => {
    plaid = strictPlaid();
    plaid.refundRefusal = 'INSUFFICIENT_FUNDS';
    plaid.ledger = { availableCents: 9_99, pendingCents: 100_00 };
    return startApi(pool, { plaid: { gateway: plaid.gateway, linkTokens: [], finishLink: () => {} } });
  });
  beforeEach(async () => {
    id = await settled();
  });

  async function settled(policy: Partial<typeof defaultAuthorizationPolicy> = {}): Promise<string> {
    const money = { ...defaultAuthorizationPolicy, ...policy };
    const onboardingId = await storedCase(database.pool, { tenantId: 'default', policy: { money } });
    const transferId = await storedTransfer(database.pool, onboardingId);
    await database.pool.query(`update transfers set status = 'settled', created_at = now() where id = $1`, [
      transferId,
    ]);
    const windows = { standard: null, unauthorized: null };
    plaid.transfers.push({
      ...{ transferId, authorizationId: 'authorization-1', status: 'settled', network: 'ach', amountCents: 25_00 },
      ...{ cancellable: false, createdAt: new Date(), windows, ledgerId: 'ledger-1', failure: null },
      ...{ accountId: 'account-1', metadata: {}, description: 'Gangway' },
    });
    return onboardingId;
  }
  const refund = (key: string = randomUUID(), amount = '10.00') =>
    api.send('POST', `/v1/onboardings/${id}/refunds`, { idempotencyKey: key, body: { amount } });
  const shown = async () => (await api.send('GET', `/v1/onboardings/${id}`)).body.refunds[0];
  const asked = () => plaid.calls.filter((call) => call === 'createRefund').length;
  /** The relay looks for refunds to settle, as it does every ten seconds. */
  const later = (interval: string) =>
    database.pool.query(
      `update refunds set asked_at = asked_at - $1::interval, plaid_asked_at = plaid_asked_at - $1::interval,
         try_again_at = try_again_at - $1::interval`,
      [interval],
    );

  it('waits, and the answer says so; the relay tries again under the same key', async () => {
    const { status, body } = await refund();
    const [answered] = body.refunds;
    assert.deepEqual([status, answered.status, answered.failure], [201, 'asked', null]);
    assert.equal(answered.waiting.for, 'ledger_balance');
    const inHours = (Date.parse(answered.waiting.until) - Date.now()) / 3_600_000;
    assert.ok(inHours > 3.9 && inHours <= 4, answered.waiting.until);

    plaid.refundRefusal = null;
    await later('2 hours');
    await api.relay.turn();
    assert.deepEqual([asked(), (await shown()).status], [1, 'asked']);
    await later('2 hours');
    // The relay of this API looked a moment ago. That of another process looks now.
    const other = await startApi(database.pool, {
      plaid: { gateway: plaid.gateway, linkTokens: [], finishLink: () => {} },
    });
    await other.relay.turn();
    await other.stop();
    assert.deepEqual([asked(), (await shown()).status, (await shown()).waiting], [2, 'pending', null]);
    assert.equal(plaid.refunds.length, 1);
  });

  it('counts against what can still be refunded', async () => {
    await refund();
    assert.equal((await refund(randomUUID(), '15.01')).body.code, 'refund_too_much');
  });

  it('is refused after the time of the policy', async () => {
    await refund();
    await later('7 days');
    await api.relay.turn();
    const { status, waiting, failure } = await shown();
    assert.deepEqual([status, waiting, failure.code], ['refused', null, 'INSUFFICIENT_FUNDS']);
  });

  it('is refused at once where the policy says 0 days, or where the Ledger is not the reason', async () => {
    const noWait = await settled({ ledger: '0 days' });
    const enough = () => Object.assign(plaid.ledger, { availableCents: 10_00 });
    const returned = () => Object.assign(plaid.transfers.at(-1) ?? {}, { status: 'returned' });
    const noLedger = () => plaid.failNext('readLedger', 'before', refusal('bug', 'INVALID_PRODUCT'));
    for (const [onboardingId, prepare] of [
      [noWait, () => {}],
      [await settled(), noLedger],
      [await settled(), enough],
      [await settled(), returned],
    ] as const) {
      id = onboardingId;
      prepare();
      assert.deepEqual([(await refund()).body.code, (await shown()).status], ['refund_refused', 'refused']);
      plaid.ledger.availableCents = 9_99;
    }
  });

  it('is asked for again later, where the Ledger cannot be read for now', async () => {
    plaid.failNext('readLedger', 'before', new Failure('unavailable', 'Away.', { code: 'no_answer' }));
    assert.equal((await refund('key-1')).status, 503);
    assert.equal((await shown()).status, 'asked');
    assert.equal((await refund('key-1')).body.refunds[0].waiting.for, 'ledger_balance');
  });
});
