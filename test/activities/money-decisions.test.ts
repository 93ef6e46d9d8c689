import assert from 'node:assert/strict';
import { loadCase } from '../../db/case/onboardings.ts';
import { closeStage, moveStage } from '../../db/case/stages.ts';
import { insertTransferEvents } from '../../db/feeds/transfer-events.ts';
import { transaction } from '../../db/pool.ts';
import { transferOfCase } from '../../db/transfers/transfers.ts';
import { defaultAuthorizationPolicy } from '../../domain/transfers/authorization-policy.ts';
import { activitiesOn, storedMatchedAccount, storedPayment, untilDone } from '../support/cases/activities.ts';
import { storedAccount } from '../support/cases/stored-case.ts';
import { ownDatabase } from '../support/database/database.ts';
import { asTheBankSays, aTransferEvent } from '../support/plaid/feed-events.ts';
import { type StrictPlaid, strictPlaid } from '../support/plaid/strict-plaid.ts';

describe('moveMoney follows what Plaid decides', () => {
  const database = ownDatabase();
  let plaid: StrictPlaid;
  beforeEach(() => {
    plaid = strictPlaid();
  });

  const moveMoney = (at: { onboardingId: string; step: number }) => activitiesOn(database.pool, plaid).moveMoney(at);
  const record = async (onboardingId: string) => {
    const found = await loadCase(database.pool, onboardingId);
    return [found?.stage, found?.outcome, found?.reason];
  };

  for (const [decided, reason] of [
    [{ decision: 'declined', rationale: 'NSF' }, 'NSF'],
    [{ decision: 'declined' }, 'declined'],
    [{ decision: 'declined', rationale: 'SOMETHING_NEW' }, 'SOMETHING_NEW'],
    [{ decision: 'approved', rationale: 'MIGRATED_ACCOUNT_ITEM' }, 'risk_not_checked: MIGRATED_ACCOUNT_ITEM'],
  ] as const) {
    it(`${reason}: closes the case as declined, and answers a repeat equally`, async () => {
      plaid.decisions.push(decided);
      const at = await storedPayment(database.pool);
      assert.deepEqual(await moveMoney(at), { result: 'declined', reason });
      assert.deepEqual(await record(at.onboardingId), ['closed', 'declined', reason]);
      assert.deepEqual(await moveMoney(at), { result: 'declined', reason });
      assert.deepEqual([plaid.authorizations.length, plaid.transfers.length], [1, 0]);
    });
  }

  it('keeps a decision over a crash after it', async () => {
    plaid.decisions.push({ decision: 'declined', rationale: 'RISK' });
    const at = await storedPayment(database.pool);
    const fault = plaid.failNext('authorize', 'after');
    assert.deepEqual(await untilDone(() => moveMoney(at)), { result: 'declined', reason: 'RISK' });
    assert.deepEqual([fault.fired, plaid.authorizations.length], [true, 1]);
  });

  it('asks the applicant where Plaid does, then asks Plaid again under its key for a new decision', async () => {
    plaid.decisions.push({ decision: 'user_action_required' }, { decision: 'user_action_required', rationale: 'X' });
    const at = await storedPayment(database.pool);
    for (const code of ['user_action_required', 'X']) {
      await assert.rejects(moveMoney(at), (failure: { kind: string; detail: unknown }) => {
        assert.equal(failure.kind, 'needs-user');
        const authorizationId = plaid.authorizations.at(-1)?.authorizationId;
        assert.deepEqual(failure.detail, { code, repair: { mode: 'authorization', authorizationId } });
        return true;
      });
    }
    assert.equal((await moveMoney({ ...at, step: 6 })).result, 'sent');
    assert.equal(plaid.authorizations.length, 3);
    assert.equal(new Set(plaid.authorizations.map(({ request }) => request.idempotencyKey)).size, 1);
    assert.equal(plaid.transfers.length, 1);
  });

  it('asks under a new key for an account that was linked since', async () => {
    plaid.decisions.push({ decision: 'user_action_required' });
    const at = await storedPayment(database.pool);
    await assert.rejects(moveMoney(at), { kind: 'needs-user' });
    const { accountId } = await storedMatchedAccount(database.pool, at.onboardingId);
    assert.equal((await moveMoney({ ...at, step: 6 })).result, 'sent');
    assert.deepEqual(
      plaid.transfers.map((transfer) => transfer.accountId),
      [accountId],
    );
  });

  it('makes no further call to Plaid about a bank without real-time payments', async () => {
    plaid.rtp = false;
    const at = await storedPayment(database.pool, {
      funding: { network: 'rtp', direction: 'credit' },
      policy: { money: { ...defaultAuthorizationPolicy, networkFallback: false } },
    });
    assert.deepEqual(await moveMoney(at), { result: 'declined', reason: 'rtp_not_supported' });
    assert.deepEqual(await record(at.onboardingId), ['closed', 'declined', 'rtp_not_supported']);
    plaid.rtp = true;
    assert.deepEqual(await moveMoney(at), { result: 'declined', reason: 'rtp_not_supported' });
    assert.deepEqual(plaid.authorizations, []);
  });

  it('moves no money of a case that closed during the step', async () => {
    const at = await storedPayment(database.pool, { funding: { network: 'rtp', direction: 'credit' } });
    const held = plaid.holdNext('supportsRtp', 'after');
    const late = moveMoney(at);
    await held.reached;
    await closeStage(database.pool, { ...at, step: 4, outcome: 'cancelled' });
    held.letGo();
    await assert.rejects(late, { kind: 'conflict', detail: { code: 'case_moved_on' } });
    assert.deepEqual([plaid.authorizations, plaid.transfers], [[], []]);
  });

  for (const [when, end, transfers] of [
    ['before', 'creates no transfer', 0],
    ['after', 'still records the transfer', 1],
  ] as const) {
    it(`${end} of a closed case whose create was lost ${when} Plaid did it`, async () => {
      const at = await storedPayment(database.pool);
      plaid.failNext('createTransfer', when);
      await assert.rejects(moveMoney(at), { kind: 'uncertain' });
      await closeStage(database.pool, { ...at, step: 4, outcome: 'cancelled' });
      const late = moveMoney(at);
      if (transfers === 0) await assert.rejects(late, { kind: 'conflict', detail: { code: 'case_moved_on' } });
      else assert.equal((await late).result, 'sent');
      assert.equal(plaid.transfers.length, transfers);
      const recorded = await transferOfCase(database.pool, at.onboardingId);
      assert.equal(recorded?.transferId, plaid.transfers[0]?.transferId);
      assert.deepEqual(await record(at.onboardingId), ['closed', 'cancelled', null]);
    });
  }

  it('moves no money from an account without an identity check', async () => {
    const at = await storedPayment(database.pool);
    await storedAccount(database.pool, at.onboardingId);
    await assert.rejects(moveMoney(at), { kind: 'bug', detail: { code: 'owner_not_checked' } });
    assert.equal(plaid.transfers.length, 0);
  });

  it('counts events that the feed read before the transfer was on record', async () => {
    const at = await storedPayment(database.pool);
    plaid.failNext('createTransfer', 'after');
    await assert.rejects(moveMoney(at), { kind: 'uncertain' });
    const transferId = plaid.transfers[0]?.transferId ?? '';
    await transaction(database.pool, (tx) =>
      insertTransferEvents(tx, [
        aTransferEvent({ eventId: 7n, transferId, type: 'funds_available' }),
        aTransferEvent({ eventId: 9n, transferId, type: 'returned', failure: asTheBankSays('R01') }),
      ]),
    );
    await moveMoney(at);
    assert.equal((await transferOfCase(database.pool, at.onboardingId))?.status, 'returned');
    assert.deepEqual(await record(at.onboardingId), ['closed', 'returned', 'R01']);
  });

  it('does not move the stage back when it comes late', async () => {
    const at = await storedPayment(database.pool);
    const held = plaid.holdNext('createTransfer', 'after');
    const late = moveMoney(at);
    await held.reached;
    await moveStage(database.pool, { ...at, step: 9, stage: 'repairing_link', waitingFor: 'repair' });
    held.letGo();
    await late;
    assert.equal((await record(at.onboardingId))[0], 'repairing_link');
    assert.equal((await transferOfCase(database.pool, at.onboardingId))?.transferId, plaid.transfers[0]?.transferId);
  });
});
