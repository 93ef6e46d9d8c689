// Each kind of drift between a record and its workflow, planted by a change of one side alone.
import assert from 'node:assert/strict';
import { moveStage } from '../../db/case/stages.ts';
import { newId } from '../../db/ids.ts';
import { agreeingCases } from '../support/cases/agreeing-cases.ts';
import { storedLink } from '../support/cases/stored-case.ts';
import { ownDatabase } from '../support/database/database.ts';

describe('a reconciliation of records and workflows', () => {
  const database = ownDatabase();
  const { moved, replaced, alerts, runs, found, sql, rest, shows, record, aCase, aTransfer, aClosedCase } =
    agreeingCases(database);

  it('finds nothing where all three agree, and leaves cases alone that have just moved', async () => {
    const ids = [await aCase('in_review'), (await aTransfer('posted', 'transferring')).id];
    ids.push((await aTransfer('funds_available', 'watching_returns', 'funded')).id);
    ids.push((await aClosedCase('rejected', { policy: { removeItem: 'never' } })).id);
    const busy = await aCase('in_review');
    runs.delete(busy);
    await sql('update onboardings set updated_at = now() where id = $1', busy);
    for (const id of [...ids, busy]) assert.deepEqual(await found(id), []);
    assert.deepEqual(alerts, []);
    shows(busy, 'running', 'in_review');
  });

  describe('without a workflow', () => {
    it('ends a case that was terminated before any money', async () => {
      const id = await aCase('in_review');
      shows(id, 'terminated', 'in_review');
      assert.deepEqual(await found(id), ['no_workflow repaired']);
      assert.deepEqual(await record(id), ['closed', 'cancelled', 'terminated_by_operator']);
      assert.deepEqual(await found(id), []);
    });

    it('starts one from the beginning that Temporal does not know, and lets the relay signal its Link', async () => {
      const id = await aCase('in_review');
      const { id: session } = await storedLink(database.pool, id);
      await sql(`update link_sessions set status = 'finished' where id = $1`, session);
      runs.delete(id);
      assert.deepEqual(await found(id), ['no_workflow repaired']);
      assert.deepEqual(replaced, [`${id} starts`]);
      const { rows } = await sql('select to_signal from link_sessions where id = $1', session);
      assert.deepEqual(rows, [{ to_signal: 'linked' }]);
      await sql('update link_sessions set to_signal = null');
      assert.ok(await moveStage(database.pool, { onboardingId: id, step: 1, stage: 'verifying_account' }));
      shows(id, 'running', 'verifying_account');
    });

    it('follows the transfer of one whose money is on its way, or has arrived', async () => {
      for (const [status, stage, outcome, standing] of [
        ['posted', 'transferring', null, 'moving'],
        ['funds_available', 'watching_returns', 'funded', 'funded'],
      ] as const) {
        moved.length = 0;
        const { id, transferId } = await aTransfer(status, stage, outcome);
        runs.delete(id);
        assert.deepEqual(await found(id), ['no_workflow repaired']);
        const mine = moved.filter(({ onboardingId }) => onboardingId === id);
        assert.deepEqual(
          mine.map((one) => [one.transferId, one.standing]),
          [[transferId, standing]],
        );
        shows(id, 'running', stage);
        moved.length = 0;
      }
    });

    it('leaves one to operators whose transfer may have been asked for, and one whose workflow failed', async () => {
      const asking = await aCase('authorizing');
      runs.delete(asking);
      assert.deepEqual(await found(asking), ['no_workflow left']);
      const failed = await aCase('in_review');
      shows(failed, 'failed', 'in_review');
      assert.deepEqual(await found(failed), ['no_workflow left']);
      for (const id of [asking, failed]) shows(id, 'running', id === asking ? 'authorizing' : 'in_review');
    });
  });

  it('finds a workflow that shows another stage, and signals the case about its transfer', async () => {
    const before = await aCase('in_review');
    shows(before, 'running', 'awaiting_link');
    assert.deepEqual(await found(before), ['stage_differs left']);
    shows(before, 'running', 'in_review');
    const { id } = await aTransfer('funds_available', 'watching_returns', 'funded');
    shows(id, 'running', 'transferring');
    assert.deepEqual(await found(id), ['stage_differs repaired']);
    assert.equal(moved.filter(({ onboardingId }) => onboardingId === id).length, 1);
    shows(id, 'running', 'watching_returns');
    const closed = await aClosedCase('rejected', { policy: { removeItem: 'never' } });
    shows(closed.id, 'completed', 'in_review', 'abandoned');
    assert.deepEqual(await found(closed.id), ['stage_differs left']);
    runs.delete(closed.id);
  });

  it('finds a workflow whose case is not on record', async () => {
    const id = newId('onb');
    shows(id, 'running', 'awaiting_link');
    assert.deepEqual(await found(id), ['no_case left']);
    runs.delete(id);
  });

  it('lets the case follow from its transfer on record', async () => {
    const { id } = await aTransfer('funds_available', 'transferring');
    assert.deepEqual(await found(id), ['standing_differs repaired']);
    assert.deepEqual(await record(id), ['watching_returns', 'funded', null]);
    shows(id, 'running', 'watching_returns');
    await rest(id);
    assert.deepEqual(await found(id), []);
  });
});
