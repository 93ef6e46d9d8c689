import assert from 'node:assert/strict';
import { transaction } from '../../db/pool.ts';
import { transferOfCase } from '../../db/transfers/transfers.ts';
import { Failure } from '../../domain/failure.ts';
import { activitiesOn, storedMatchedAccount, storedPayment } from '../support/cases/activities.ts';
import { ownDatabase } from '../support/database/database.ts';
import { aTransferEvent } from '../support/plaid/feed-events.ts';
import { type StrictPlaid, strictPlaid } from '../support/plaid/strict-plaid.ts';

const hour = 3_600_000;

describe('F6: a transfer that Plaid made and does not find by its authorization', () => {
  const database = ownDatabase();
  let plaid: StrictPlaid;
  let eventId: bigint;
  beforeEach(() => {
    plaid = strictPlaid();
    plaid.findsLate = true;
    eventId = 0n;
  });

  const moveMoney = (at: { onboardingId: string; step: number }) => activitiesOn(database.pool, plaid).moveMoney(at);
  /** Returns the account's events of a transfer. */
  const shows = (accountId: string, transferId: string) =>
    plaid.events.push(aTransferEvent({ eventId: ++eventId, accountId, transferId, type: 'pending' }));

  /** A create whose answer was lost. */
  async function lost(when: 'before' | 'after') {
    const at = await storedPayment(database.pool);
    plaid.failNext('createTransfer', when);
    await assert.rejects(moveMoney(at), { kind: 'uncertain' });
    const [authorization] = plaid.authorizations;
    assert.ok(authorization);
    return { at, accountId: authorization.request.accountId };
  }
  async function expire(onboardingId: string): Promise<void> {
    plaid.later(hour);
    await database.pool.query(
      `update authorizations set asked_at = asked_at - interval '1 hour' where onboarding_id = $1`,
      [onboardingId],
    );
  }
  async function assertMovedOnce(onboardingId: string, authorizations = 1): Promise<void> {
    const [made, ...more] = plaid.transfersOf(onboardingId);
    assert.ok(made && more.length === 0, `${more.length + (made ? 1 : 0)} transfers`);
    assert.equal((await transferOfCase(database.pool, onboardingId))?.transferId, made.transferId);
    assert.equal(plaid.authorizations.length, authorizations);
  }

  it('is made again under its authorization while that lasts, which makes no second transfer', async () => {
    const { at } = await lost('after');
    await moveMoney(at);
    await assertMovedOnce(at.onboardingId);
    assert.ok(!plaid.calls.includes('listTransferEvents'));
  });

  it('stays unknown, and no other one is made, while the list of events does not end', async () => {
    const { at } = await lost('after');
    await expire(at.onboardingId);
    let pages = 0;
    plaid.gateway.listTransferEvents = async () => {
      pages += 1;
      return {
        events: [aTransferEvent({ eventId: 1n, transferId: 'again-and-again', type: 'pending' })],
        hasMore: true,
      };
    };
    await assert.rejects(moveMoney(at), { kind: 'uncertain', detail: { code: 'events_do_not_end' } });
    assert.ok(pages > 100 && pages < 1000, `${pages} pages`);
    assert.deepEqual([plaid.transfersOf(at.onboardingId).length, plaid.authorizations.length], [1, 1]);
  });

  it('is found in the events of the account before another authorization is asked for', async () => {
    const { at, accountId } = await lost('after');
    shows(accountId, 'micro-deposit');
    for (let older = 0; older < 30; older += 1) shows(accountId, 'transfer-of-others');
    plaid.events.unshift(aTransferEvent({ eventId: 0n, accountId, transferId: plaid.transfers[0]?.transferId ?? '' }));
    await expire(at.onboardingId);
    await moveMoney(at);
    await assertMovedOnce(at.onboardingId);
  });

  it('is found when the applicant has linked another account since', async () => {
    const { at, accountId } = await lost('after');
    shows(accountId, plaid.transfers[0]?.transferId ?? '');
    await storedMatchedAccount(database.pool, at.onboardingId);
    await moveMoney(at);
    await assertMovedOnce(at.onboardingId);
  });

  it('is not confused with others: where no event shows it, it was not made', async () => {
    const { at, accountId } = await lost('before');
    const other = await storedPayment(database.pool);
    plaid.findsLate = false;
    await moveMoney(other);
    plaid.findsLate = true;
    shows(accountId, plaid.transfersOf(other.onboardingId)[0]?.transferId ?? '');
    shows(accountId, 'micro-deposit');
    await expire(at.onboardingId);
    await moveMoney(at);
    await assertMovedOnce(at.onboardingId, 3);
  });

  it('is not made again while the events cannot be read', async () => {
    const { at, accountId } = await lost('after');
    shows(accountId, plaid.transfers[0]?.transferId ?? '');
    await expire(at.onboardingId);
    const away = new Failure('unavailable', 'Plaid did not answer in time.', { code: 'timeout' });
    const fault = plaid.failNext('listTransferEvents', 'before', away);
    await assert.rejects(moveMoney(at), { kind: 'unavailable' });
    assert.ok(fault.fired);
    await moveMoney(at);
    await assertMovedOnce(at.onboardingId);
  });

  it('keeps a case from ending as abandoned after the applicant has revoked access', async () => {
    const { at, accountId } = await lost('after');
    shows(accountId, plaid.transfers[0]?.transferId ?? '');
    await transaction(database.pool, (tx) =>
      tx.query('update items set access_token_sealed = null, revoked_at = now() where onboarding_id = $1', [
        at.onboardingId,
      ]),
    );
    await expire(at.onboardingId);
    await moveMoney(at);
    await assertMovedOnce(at.onboardingId);
  });
});
