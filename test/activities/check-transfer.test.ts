import assert from 'node:assert/strict';
import { loadCase } from '../../db/case/onboardings.ts';
import { transferOfCase } from '../../db/transfers/transfers.ts';
import type { TransferStatus } from '../../domain/transfers/transfer.ts';
import { activitiesOn, storedPayment } from '../support/cases/activities.ts';
import { ownDatabase } from '../support/database/database.ts';
import { type StrictPlaid, strictPlaid } from '../support/plaid/strict-plaid.ts';

const windows = { standard: '2026-03-05', unauthorized: '2026-06-01' };
/** The end of the later window: midnight US Eastern after its last day. */
const watchUntil = '2026-06-02T05:00:00.000Z';

describe('checkTransfer', () => {
  const database = ownDatabase();
  let plaid: StrictPlaid;
  beforeEach(() => {
    plaid = strictPlaid();
  });

  async function sent(): Promise<{ onboardingId: string; transferId: string }> {
    const at = await storedPayment(database.pool);
    await activitiesOn(database.pool, plaid).moveMoney(at);
    return { onboardingId: at.onboardingId, transferId: plaid.transfers[0]?.transferId ?? '' };
  }
  const stands = (status: TransferStatus, code: string | null = null) =>
    Object.assign(plaid.transfers[0] ?? {}, { status, windows, failure: code && { code, description: null } });
  const check = (of: { onboardingId: string; transferId: string }, now: string) =>
    activitiesOn(database.pool, plaid).checkTransfer({ ...of, now });
  const record = async (onboardingId: string) => {
    const found = await loadCase(database.pool, onboardingId);
    return [found?.stage, found?.outcome, found?.reason];
  };

  it('reads a state that the feed has missed, and until when to watch', async () => {
    const of = await sent();
    stands('funds_available');
    const now = '2026-03-10T00:00:00Z';
    assert.deepEqual(await check(of, now), { standing: 'funded', watchUntil, closed: false });
    assert.deepEqual(await record(of.onboardingId), ['watching_returns', 'funded', null]);
    assert.equal((await transferOfCase(database.pool, of.onboardingId))?.windows.unauthorized, '2026-06-01');
  });

  it('alerts operators to a transfer that stands still for weeks', async () => {
    const of = await sent();
    stands('posted');
    const alerts: unknown[] = [];
    const alert = (about: object, what: string) => void alerts.push([what, about]);
    const { checkTransfer } = activitiesOn(database.pool, plaid, { alert });
    const created = plaid.transfers[0]?.createdAt.getTime() ?? 0;
    const lookOn = (days: number) => checkTransfer({ ...of, now: new Date(created + days * 86_400_000).toISOString() });
    await lookOn(13);
    assert.deepEqual(alerts, []);
    assert.equal((await lookOn(15)).standing, 'moving');
    const about = { onboarding_id: of.onboardingId, transfer: of.transferId, status: 'posted' };
    assert.deepEqual(alerts, [['a transfer stands still: ask Plaid', about]]);
    stands('funds_available');
    await lookOn(16);
    assert.equal(alerts.length, 1);
  });

  it('closes the case when no return can follow any more, and not a moment before', async () => {
    const of = await sent();
    stands('funds_available');
    assert.equal((await check(of, '2026-06-02T04:59:59.999Z')).closed, false);
    assert.deepEqual(await record(of.onboardingId), ['watching_returns', 'funded', null]);
    assert.deepEqual(await check(of, watchUntil), { standing: 'funded', watchUntil, closed: true });
    assert.deepEqual(await record(of.onboardingId), ['closed', 'funded', null]);
  });

  it('ignores a read that is older than the record', async () => {
    const of = await sent();
    stands('returned', 'R01');
    const now = '2026-03-10T00:00:00Z';
    assert.equal((await check(of, now)).standing, 'returned');
    stands('settled');
    assert.equal((await check(of, now)).standing, 'returned');
    assert.deepEqual(await record(of.onboardingId), ['closed', 'returned', 'R01']);
  });

  it('changes nothing while the money is moving', async () => {
    const of = await sent();
    stands('posted');
    assert.equal((await check(of, '2026-03-04T00:00:00Z')).standing, 'moving');
    assert.deepEqual(await record(of.onboardingId), ['transferring', null, null]);
  });

  it('fails as a bug where Plaid does not know the transfer', async () => {
    const of = await sent();
    plaid.transfers = [];
    await assert.rejects(check(of, watchUntil), { kind: 'bug', detail: { code: 'record_missing' } });
    assert.deepEqual(await record(of.onboardingId), ['transferring', null, null]);
  });
});
