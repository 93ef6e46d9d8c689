import assert from 'node:assert/strict';
import { upsertVerification, verificationOfCase } from '../../db/case/identity-verifications.ts';
import { loadCase } from '../../db/case/onboardings.ts';
import { caseOfId } from '../../db/case/plaid-ids.ts';
import { moveStage } from '../../db/case/stages.ts';
import { openLinkSession } from '../../db/link/link-sessions.ts';
import { transaction } from '../../db/pool.ts';
import { resultOf } from '../../domain/owner/identity-verification.ts';
import { activitiesOn } from '../support/cases/activities.ts';
import { storedCase, testVault } from '../support/cases/stored-case.ts';
import { ownDatabase } from '../support/database/database.ts';
import { type StrictPlaid, strictPlaid } from '../support/plaid/strict-plaid.ts';

describe("Plaid's verification of an applicant", () => {
  const database = ownDatabase();
  let plaid: StrictPlaid;
  let at: { onboardingId: string; step: number };
  beforeEach(async () => {
    plaid = strictPlaid();
    const policy = { identityVerification: { templateId: 'idvtmp_1' } };
    at = { onboardingId: await storedCase(database.pool, { policy }), step: 1 };
    const { onboardingId } = at;
    await transaction(database.pool, async (tx) => {
      await upsertVerification(tx, testVault, { ...plaid.verification, onboardingId });
      await moveStage(tx, { onboardingId, step: 0, stage: 'awaiting_identity_verification' });
    });
  });

  const read = () => activitiesOn(database.pool, plaid).readVerification(at);
  const stage = async () => (await loadCase(database.pool, at.onboardingId))?.stage;

  for (const [status, result, stageAfter] of [
    ['active', 'open', 'awaiting_identity_verification'],
    ['pending_review', 'open', 'awaiting_identity_verification'],
    ['success', 'passed', 'awaiting_identity_verification'],
    ['failed', 'failed', 'in_review'],
    ['expired', 'over', 'awaiting_identity_verification'],
    ['canceled', 'over', 'awaiting_identity_verification'],
  ] as const) {
    it(`${status}: ${result}`, async () => {
      plaid.verification = { ...plaid.verification, status };
      assert.deepEqual(await read(), { result, status });
      assert.equal(await stage(), stageAfter);
      assert.equal((await verificationOfCase(database.pool, testVault, at.onboardingId))?.status, status);
    });
  }

  it('W8: an unknown status of Plaid ends nothing', () => {
    assert.equal(resultOf('sleeping'), 'open');
  });

  it('records the id of a retry, which is a separate attempt', async () => {
    plaid.verification = { ...plaid.verification, id: `${plaid.verification.id}_2` };
    await read();
    assert.equal(await caseOfId(database.pool, 'identity_verification', plaid.verification.id), at.onboardingId);
    assert.deepEqual(await verificationOfCase(database.pool, testVault, at.onboardingId), plaid.verification);
  });

  it('is followed by the first Link token', async () => {
    const { expiresAt } = await activitiesOn(database.pool, plaid).offerLink({ ...at, step: 2 });
    const link = await openLinkSession(database.pool, testVault, at.onboardingId);
    assert.equal(link?.expiresAt.toISOString(), expiresAt);
    assert.deepEqual([plaid.linkRequests[0]?.purpose, await stage()], [{ mode: 'new' }, 'awaiting_link']);
  });
});
