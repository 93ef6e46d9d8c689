// Plaid's customers of Transfer read micro-deposits in the transfer feed, where nothing marks them.

import assert from 'node:assert/strict';
import { authorizationKey, storeAuthorizationKey } from '../../db/transfers/authorizations.ts';
import type { TransferChange } from '../../domain/transfers/transfer-change.ts';
import type { MicroDepositSignal } from '../../temporal/case-client.ts';
import { activitiesOn } from '../support/cases/activities.ts';
import { storedAccount, storedCase, storedTransfer } from '../support/cases/stored-case.ts';
import { freshDatabase, type TestDatabase } from '../support/database/database.ts';
import { aBankTransferEvent, asTheBankSays, aTransferEvent } from '../support/plaid/feed-events.ts';
import { type StrictPlaid, strictPlaid } from '../support/plaid/strict-plaid.ts';

describe('micro-deposits among transfers', () => {
  let database: TestDatabase;
  let plaid: StrictPlaid;
  let told: MicroDepositSignal[];
  let transfersTold: TransferChange[];
  beforeEach(async () => {
    database = await freshDatabase();
    plaid = strictPlaid();
    told = [];
    transfersTold = [];
  });
  afterEach(() => database.drop());

  const drain = (feed: 'transfer' | 'bank-transfer' = 'transfer') => {
    const cases = {
      transferMoved: async (news: TransferChange) => void transfersTold.push(news),
      microDepositsMoved: async (news: MicroDepositSignal) => {
        told.push(news);
        return 'signalled' as const;
      },
    };
    return activitiesOn(database.pool, plaid, { cases }).drainFeed(feed);
  };
  const happens = (eventId: bigint, accountId: string, type: string, more: object = {}) =>
    plaid.events.push(
      aTransferEvent({ eventId, accountId, type, transferId: 'transfer-never-made', amountCents: 1, ...more }),
    );
  const unsignalled = async () =>
    (await database.pool.query('select from transfer_events where signalled_at is null')).rowCount;

  async function linked(verificationStatus: string | null) {
    const onboardingId = await storedCase(database.pool);
    const { accountId } = await storedAccount(database.pool, onboardingId);
    await database.pool.query('update accounts set verification_status = $2 where id = $1', [
      accountId,
      verificationStatus,
    ]);
    return { onboardingId, accountId };
  }

  it('are signalled as micro-deposits, in one batch', async () => {
    const { onboardingId, accountId } = await linked('pending_manual_verification');
    happens(1n, accountId, 'pending');
    happens(2n, accountId, 'posted');
    happens(4n, accountId, 'settled');
    happens(7n, accountId, 'returned', { failure: asTheBankSays('R03') });
    assert.deepEqual(await drain(), { events: 4, signalled: 1, lookAgainSeconds: 60 });
    const moved = { moved: 'reversed', at: '2026-03-05T12:00:00.000Z', returnCode: 'R03' };
    const eventIds = ['transfer/1', 'transfer/2', 'transfer/4', 'transfer/7'];
    assert.deepEqual(told, [{ onboardingId, accountId, ...moved, eventIds }]);
    assert.deepEqual([transfersTold, await unsignalled()], [[], 0]);
  });

  it('are signalled once where both feeds have them', async () => {
    const { accountId } = await linked('pending_automatic_verification');
    happens(1n, accountId, 'posted');
    plaid.bankTransferEvents.push(aBankTransferEvent({ eventId: 1n, accountId, type: 'posted' }));
    assert.equal((await drain()).signalled, 1);
    assert.equal((await drain('bank-transfer')).signalled, 0);
    plaid.bankTransferEvents.push(aBankTransferEvent({ eventId: 2n, accountId, type: 'reversed' }));
    assert.equal((await drain('bank-transfer')).signalled, 1);
    happens(2n, accountId, 'returned');
    assert.equal((await drain()).signalled, 0);
    assert.equal(await unsignalled(), 0);
  });

  it('are not recognised on an account that the login has verified', async () => {
    const { accountId } = await linked(null);
    happens(1n, accountId, 'posted');
    assert.equal((await drain()).signalled, 0);
    assert.equal(await unsignalled(), 1);
  });

  it('are not recognised at a dollar or more, or without an amount', async () => {
    const { accountId } = await linked('pending_manual_verification');
    happens(1n, accountId, 'posted', { amountCents: 100 });
    happens(2n, accountId, 'posted', { amountCents: null });
    assert.equal((await drain()).signalled, 0);
    assert.equal(await unsignalled(), 2);
    happens(3n, accountId, 'posted', { amountCents: 99 });
    assert.equal((await drain()).signalled, 1);
  });

  it('are not recognised where the event may be of our own transfer, whose answer is in flight', async () => {
    const { onboardingId, accountId } = await linked('manually_verified');
    await storeAuthorizationKey(database.pool, {
      key: authorizationKey(onboardingId, 1),
      onboardingId,
      accountId,
      transferNumber: 1,
      network: 'ach',
    });
    happens(1n, accountId, 'posted');
    assert.equal((await drain()).signalled, 0);
    assert.equal(await unsignalled(), 1);
  });

  it('are not confused with a transfer of ours, however small', async () => {
    const onboardingId = await storedCase(database.pool);
    const transferId = await storedTransfer(database.pool, onboardingId);
    const { rows } = await database.pool.query(
      `update accounts set verification_status = 'manually_verified' where onboarding_id = $1 returning id`,
      [onboardingId],
    );
    happens(1n, rows[0].id, 'returned', { transferId });
    assert.equal((await drain()).signalled, 1);
    assert.deepEqual([told, transfersTold.length], [[], 1]);
  });

  it('cause no signal by their refunds and sweeps', async () => {
    const { accountId } = await linked('pending_manual_verification');
    happens(1n, accountId, 'refund.returned', { refundId: 'refund-1' });
    happens(2n, accountId, 'swept', { sweepId: 'sweep-1' });
    assert.deepEqual([(await drain()).signalled, await unsignalled()], [0, 0]);
  });
});
