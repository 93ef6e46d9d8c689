// Plaid tells its customers of Transfer to read of micro-deposits in the transfer feed, where nothing marks them.
import assert from 'node:assert/strict';
import type { MicroDepositNews, TransferNews } from '../../activities/case-teller.ts';
import { storeAuthorizationKey } from '../../db/authorizations.ts';
import { newId } from '../../db/ids.ts';
import { activitiesOn } from '../support/activities.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { aBankTransferEvent, asTheBankSays, aTransferEvent } from '../support/feed-events.ts';
import { storedAccount, storedCase, storedTransfer } from '../support/stored-case.ts';
import { type StrictPlaid, strictPlaid } from '../support/strict-plaid.ts';

describe('micro-deposits among transfers', () => {
  let database: TestDatabase;
  let plaid: StrictPlaid;
  let told: MicroDepositNews[];
  let transfersTold: TransferNews[];
  beforeEach(async () => {
    database = await freshDatabase();
    plaid = strictPlaid();
    told = [];
    transfersTold = [];
  });
  afterEach(() => database.drop());

  const drain = (feed: 'transfer' | 'bank-transfer' = 'transfer') => {
    const cases = {
      transferMoved: async (news: TransferNews) => void transfersTold.push(news),
      microDepositsMoved: async (news: MicroDepositNews) => told.push(news) > 0,
    };
    return activitiesOn(database.pool, plaid, { cases }).drainFeed(feed);
  };
  const happens = (eventId: bigint, accountId: string, type: string, more: object = {}) =>
    plaid.events.push(
      aTransferEvent({ eventId, accountId, type, transferId: 'transfer-never-made', amountCents: 1, ...more }),
    );
  const untold = async () => (await database.pool.query('select from transfer_events where told_at is null')).rowCount;

  async function linked(verificationStatus: string | null) {
    const onboardingId = await storedCase(database.pool);
    const { accountId } = await storedAccount(database.pool, onboardingId);
    await database.pool.query('update accounts set verification_status = $2 where id = $1', [
      accountId,
      verificationStatus,
    ]);
    return { onboardingId, accountId };
  }

  it('are told as such, in one batch', async () => {
    const { onboardingId, accountId } = await linked('pending_manual_verification');
    happens(1n, accountId, 'pending');
    happens(2n, accountId, 'posted');
    happens(4n, accountId, 'settled');
    happens(7n, accountId, 'returned', { failure: asTheBankSays('R03') });
    assert.deepEqual(await drain(), { events: 4, told: 1, lookAgainSeconds: 60 });
    const moved = { moved: 'reversed', at: '2026-03-05T12:00:00.000Z', returnCode: 'R03' };
    const eventIds = ['transfer/1', 'transfer/2', 'transfer/4', 'transfer/7'];
    assert.deepEqual(told, [{ onboardingId, accountId, ...moved, eventIds }]);
    assert.deepEqual([transfersTold, await untold()], [[], 0]);
  });

  it('are told once where both feeds have them', async () => {
    const { accountId } = await linked('pending_automatic_verification');
    happens(1n, accountId, 'posted');
    plaid.bankTransferEvents.push(aBankTransferEvent({ eventId: 1n, accountId, type: 'posted' }));
    assert.equal((await drain()).told, 1);
    assert.equal((await drain('bank-transfer')).told, 0);
    plaid.bankTransferEvents.push(aBankTransferEvent({ eventId: 2n, accountId, type: 'reversed' }));
    assert.equal((await drain('bank-transfer')).told, 1);
    happens(2n, accountId, 'returned');
    assert.equal((await drain()).told, 0);
    assert.equal(await untold(), 0);
  });

  it('are none on an account that the login itself has proven', async () => {
    const { accountId } = await linked(null);
    happens(1n, accountId, 'posted');
    assert.equal((await drain()).told, 0);
    assert.equal(await untold(), 1);
  });

  it('are none from a dollar on, or of an unknown amount', async () => {
    const { accountId } = await linked('pending_manual_verification');
    happens(1n, accountId, 'posted', { amountCents: 100 });
    happens(2n, accountId, 'posted', { amountCents: null });
    assert.equal((await drain()).told, 0);
    assert.equal(await untold(), 2);
    happens(3n, accountId, 'posted', { amountCents: 99 });
    assert.equal((await drain()).told, 1);
  });

  it('are none where our own transfer may be meant, whose answer is on its way', async () => {
    const { onboardingId, accountId } = await linked('manually_verified');
    await storeAuthorizationKey(database.pool, {
      key: newId('auth'),
      onboardingId,
      accountId,
      attempt: 1,
      network: 'ach',
    });
    happens(1n, accountId, 'posted');
    assert.equal((await drain()).told, 0);
    assert.equal(await untold(), 1);
  });

  it('are not what a transfer of ours is, however small', async () => {
    const onboardingId = await storedCase(database.pool);
    const transferId = await storedTransfer(database.pool, onboardingId);
    const { rows } = await database.pool.query(
      `update accounts set verification_status = 'manually_verified' where onboarding_id = $1 returning id`,
      [onboardingId],
    );
    happens(1n, rows[0].id, 'returned', { transferId });
    assert.equal((await drain()).told, 1);
    assert.deepEqual([told, transfersTold.length], [[], 1]);
  });

  it('say nothing by their refunds and sweeps', async () => {
    const { accountId } = await linked('pending_manual_verification');
    happens(1n, accountId, 'refund.returned', { refundId: 'refund-1' });
    happens(2n, accountId, 'swept', { sweepId: 'sweep-1' });
    assert.deepEqual([(await drain()).told, await untold()], [0, 0]);
  });
});
