import assert from 'node:assert/strict';
import { moveStage, type StageMove } from '../../db/case/stages.ts';
import { caseWorkflowId } from '../../workflows/messages.ts';
import { storedTransfer } from '../support/cases/stored-case.ts';
import { createdCase, startApi } from '../support/http/api.ts';
import { forEachTest } from '../support/http/own-api.ts';

describe('POST …/link_token', () => {
  const [database, api] = forEachTest(startApi);
  let id: string;
  beforeEach(async () => {
    id = await createdCase(api);
  });

  const renew = () => api.send('POST', `/v1/onboardings/${id}/link_token`);
  const move = (stage: StageMove['stage'], more: Partial<StageMove> = {}) =>
    moveStage(database.pool, { onboardingId: id, step: 9, stage, ...more });
  const signals = () => api.temporal.signals.filter(({ workflowId }) => workflowId === caseWorkflowId(id));

  it('answers with the open token while it lasts, then with a new one, and signals the case', async () => {
    const open = await renew();
    assert.equal(open.body.next_action.link_token, api.plaid.linkTokens[0]?.token);
    await database.pool.query('update link_sessions set expires_at = now() where onboarding_id = $1', [id]);
    const fresh = await renew();
    assert.equal(fresh.status, 200);
    assert.equal(fresh.body.next_action.link_token, api.plaid.linkTokens[1]?.token);
    await api.relay.turn();
    const expected = [{ expiresAt: fresh.body.next_action.expires_at }];
    assert.deepEqual(
      signals().map(({ name, args }) => [name, args]),
      [['linkOffered', expected]],
    );
  });

  it('makes the repair token in the mode that the case needs', async () => {
    await storedTransfer(database.pool, id);
    await move('repairing_link');
    for (const mode of ['update', 'authorization'] as const) {
      await database.pool.query('update link_sessions set expires_at = now(), mode = $2 where onboarding_id = $1', [
        id,
        mode,
      ]);
      assert.equal((await renew()).body.next_action.type, 'repair_link');
      assert.equal(api.plaid.linkTokens.at(-1)?.request.purpose.mode, mode);
    }
  });

  it('refuses where no Link is needed', async () => {
    await move('in_review');
    assert.deepEqual([(await renew()).status, (await renew()).body.code], [409, 'stage_conflict']);
  });
});
