// When the step fails, it says whether an open call might still move the money. If there is none, the case may end.
import assert from 'node:assert/strict';
import { closeStage } from '../../db/case/stages.ts';
import { Failure, type FailureKind, failureKinds, isWithoutOpenCall } from '../../domain/failure.ts';
import type { PlaidGateway } from '../../plaid/gateway.ts';
import { asTemporalFailure } from '../../worker/failures.ts';
import { activitiesOn, storedPayment } from '../support/cases/activities.ts';
import { ownDatabase } from '../support/database/database.ts';
import { type StrictPlaid, strictPlaid } from '../support/plaid/strict-plaid.ts';

describe('a failure of moveMoney says whether a call is open', () => {
  const database = ownDatabase();
  let plaid: StrictPlaid;
  let at: { onboardingId: string; step: number };
  beforeEach(async () => {
    plaid = strictPlaid();
    at = await storedPayment(database.pool, { funding: { network: 'rtp', direction: 'credit' } });
  });

  const moveMoney = () => activitiesOn(database.pool, plaid).moveMoney(at);
  const says = (kind: FailureKind) => new Failure(kind, 'Told.', { code: kind });
  async function failsWith(call: keyof PlaidGateway, error: Error): Promise<'open' | 'none open'> {
    plaid.failNext(call, 'before', error);
    const failure: unknown = await moveMoney().then(
      () => assert.fail(`${call} did not fail`),
      (reason) => reason,
    );
    assert.equal(failure, error);
    return isWithoutOpenCall(failure) ? 'none open' : 'open';
  }
  const timePasses = (seconds: number) =>
    database.pool.query('update authorizations set used_at = used_at - make_interval(secs => $1)', [seconds]);

  for (const kind of failureKinds) {
    for (const call of ['supportsRtp', 'authorize'] as const) {
      it(`none open: ${call} fails as ${kind}`, async () => {
        assert.equal(await failsWith(call, says(kind)), 'none open');
        assert.equal((await moveMoney()).result, 'sent');
      });
    }

    const open = kind === 'uncertain' ? 'open' : 'none open';
    it(`${open}: createTransfer fails as ${kind}`, async () => {
      assert.equal(await failsWith('createTransfer', says(kind)), open);
      assert.equal((await moveMoney()).result, 'sent');
      assert.equal(plaid.transfers.length, 1);
    });
  }

  it('none open: an error of our own, before any create', async () => {
    assert.equal(await failsWith('authorize', new TypeError('ours')), 'none open');
    assert.equal(await failsWith('createTransfer', new TypeError('ours')), 'open');
  });

  it('open: Plaid refuses the repeat of an unanswered create, until the step has looked for the transfer', async () => {
    assert.equal(await failsWith('createTransfer', says('uncertain')), 'open');
    assert.equal(await failsWith('createTransfer', says('invalid')), 'open');
    assert.equal(await failsWith('listTransferEvents', says('unavailable')), 'open');
    assert.equal(await failsWith('authorize', says('bug')), 'open');
    await timePasses(180);
    assert.equal(await failsWith('listTransferEvents', says('unavailable')), 'open');
    assert.equal(await failsWith('authorize', says('bug')), 'none open');
  });

  it('open: the step cannot read whether there is a transfer', async () => {
    await failsWith('createTransfer', says('uncertain'));
    await timePasses(180);
    assert.equal(await failsWith('findTransfer', says('bug')), 'open');
  });

  it('crosses the border of an activity', async () => {
    const error = says('bug');
    assert.deepEqual(asTemporalFailure(error).details, [{ code: 'bug' }]);
    await failsWith('authorize', error);
    assert.deepEqual(asTemporalFailure(error).details, [{ code: 'bug', noOpenCall: true }]);
  });

  it('a delayed try creates no transfer once the case has closed', async () => {
    const held = plaid.holdNext('authorize', 'after');
    const late = moveMoney();
    await held.reached;
    const ended = { onboardingId: at.onboardingId, step: 4, outcome: 'cancelled' } as const;
    await closeStage(database.pool, { ...ended, reason: 'cancelled_by_tenant' });
    held.letGo();
    await assert.rejects(late, { kind: 'conflict', detail: { code: 'case_moved_on' } });
    assert.equal(plaid.transfers.length, 0);
  });
});
