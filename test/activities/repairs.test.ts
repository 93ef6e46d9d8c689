// Repairs in Link, from the worker's side: which repair the case offers, and which end counts.
import assert from 'node:assert/strict';
import { loadCase, markWorkflowStarted } from '../../db/case/onboardings.ts';
import { moveStage } from '../../db/case/stages.ts';
import { openLinkSession } from '../../db/link/link-sessions.ts';
import { claimLinkSignals } from '../../db/link/link-signals.ts';
import { activitiesOn } from '../support/cases/activities.ts';
import { storedAccount, storedCase, storedLink, testVault } from '../support/cases/stored-case.ts';
import { ownDatabase } from '../support/database/database.ts';
import { strictPlaid } from '../support/plaid/strict-plaid.ts';

describe('a repair in Link', () => {
  const database = ownDatabase();

  async function parked() {
    const plaid = strictPlaid();
    const onboardingId = await storedCase(database.pool);
    await storedAccount(database.pool, onboardingId);
    await moveStage(database.pool, { onboardingId, step: 2, stage: 'authorizing' });
    return { plaid, people: activitiesOn(database.pool, plaid), at: { onboardingId, step: 3 } };
  }
  const talesOf = async (onboardingId: string) => {
    await markWorkflowStarted(database.pool, onboardingId);
    const signals = await claimLinkSignals(database.pool, 100);
    return signals.filter((one) => one.theCase.id === onboardingId).map(({ signal }) => signal);
  };

  for (const mode of ['accounts', 'consent'] as const) {
    it(`${mode}: is offered on the existing Item, and waits until the applicant has done it`, async () => {
      const { plaid, people, at } = await parked();
      await people.offerRepair({ ...at, repair: { mode } });
      const purpose = plaid.linkRequests[0]?.purpose;
      assert.ok(purpose?.mode === mode);
      assert.match(purpose.accessToken.reveal(), /^access-test-/);
      const link = await openLinkSession(database.pool, testVault, at.onboardingId);
      plaid.links.set(link?.token.reveal() ?? '', { finished: true, publicTokens: [] });
      assert.deepEqual(await people.findLink(at), { finished: true });
      assert.equal((await loadCase(database.pool, at.onboardingId))?.waitingFor, 'after_link');
    });
  }

  it('is not done if the applicant left Link', async () => {
    const { plaid, people, at } = await parked();
    await people.offerRepair({ ...at, repair: { mode: 'update' } });
    const link = await openLinkSession(database.pool, testVault, at.onboardingId);
    plaid.links.set(link?.token.reveal() ?? '', { finished: false, left: true, publicTokens: [] });
    assert.deepEqual(await people.findLink(at), { finished: false });
    assert.equal((await loadCase(database.pool, at.onboardingId))?.waitingFor, 'repair');
  });

  it('is not done by a Link for another purpose, which the relay signals', async () => {
    const { plaid, people, at } = await parked();
    const offer = await storedLink(database.pool, at.onboardingId, { mode: 'update', offer: 'renew_login' });
    await people.offerRepair({ ...at, repair: { mode: 'authorization', authorizationId: 'authorization-1' } });
    plaid.links.set(offer.token.reveal(), { finished: true, publicTokens: [] });
    assert.deepEqual(await people.findLink(at), { finished: false });
    assert.equal((await loadCase(database.pool, at.onboardingId))?.waitingFor, 'repair');
    assert.deepEqual(await talesOf(at.onboardingId), ['linked']);
  });
});
