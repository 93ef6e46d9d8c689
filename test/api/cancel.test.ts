import assert from 'node:assert/strict';
import { recordStanding } from '../../cases/record-state.ts';
import { closeStage } from '../../db/case/stages.ts';
import { caseWorkflowId } from '../../workflows/messages.ts';
import { storedTransfer } from '../support/cases/stored-case.ts';
import { createdCase, startApi } from '../support/http/api.ts';
import { forEachTest } from '../support/http/own-api.ts';

describe('POST …/cancel', () => {
  const [database, api] = forEachTest(startApi);
  let id: string;
  beforeEach(async () => {
    id = await createdCase(api);
  });

  const cancel = (body: unknown = {}) => api.send('POST', `/v1/onboardings/${id}/cancel`, { body });

  it('sends the case one update for all repeats', async () => {
    assert.equal((await cancel({ reason: 'user_request' })).status, 200);
    assert.equal((await cancel({ reason: 'user_request' })).status, 200);
    assert.deepEqual(
      api.temporal.updates.map(({ name, args }) => [name, args]),
      [['cancel', [{ by: 'tenant' }]]],
    );
    await closeStage(database.pool, { onboardingId: id, step: 9, outcome: 'cancelled' });
    const { status, body } = await cancel();
    assert.deepEqual([status, body.outcome, body.next_action], [200, 'cancelled', null]);
  });

  it('refuses once the money has arrived, and after the end', async () => {
    const about = { onboardingId: id, transferId: await storedTransfer(database.pool, id), watchUntil: new Date() };
    await recordStanding(database.pool, { ...about, standing: 'funded' });
    assert.deepEqual((await cancel()).body.code, 'stage_conflict');
    await recordStanding(database.pool, { ...about, standing: 'returned' });
    assert.deepEqual((await cancel()).body.code, 'case_closed');
    assert.equal(api.temporal.calls.filter(({ call }) => call === 'update').length, 0);
  });

  it('distinguishes a case that has ended from one that has not started yet', async () => {
    api.temporal.over.add(caseWorkflowId(id));
    assert.deepEqual((await cancel()).body.code, 'case_closed');
    await database.pool.query('update onboardings set workflow_started_at = null where id = $1', [id]);
    const { status, body } = await cancel();
    assert.deepEqual([status, body.code], [503, 'case_starting']);
  });
});
