// After a restore, API and worker are stopped, and the record counts.
import assert from 'node:assert/strict';
import { agreeingCases } from '../support/cases/agreeing-cases.ts';
import { storedPaymentCase } from '../support/cases/payment-case.ts';
import { ownDatabase } from '../support/database/database.ts';

describe('a reconciliation after a restore', () => {
  const database = ownDatabase();
  const { replaced, runs, findings, shows, sql, aCase, aTransfer, aClosedCase } = agreeingCases(database);
  const hour = 3_600_000;

  async function repaired(id: string): Promise<[string[], string[]]> {
    replaced.length = 0;
    const found = (await findings(true, new Date(Date.now() - hour))).filter(({ onboardingId }) => onboardingId === id);
    return [
      found.map((one) => `${one.kind} ${one.repaired ? 'repaired' : 'left'}`),
      replaced.filter((one) => one.startsWith(id)),
    ];
  }

  it('starts a run from the record in place of one that shows another stage, or where there is none', async () => {
    const before = await aCase('in_review');
    shows(before, 'running', 'awaiting_link');
    await sql('update onboardings set updated_at = now() where id = $1', before);
    assert.deepEqual(await repaired(before), [['stage_differs repaired'], [`${before} starts`]]);
    shows(before, 'running', 'in_review');
    const authorizing = await aCase('authorizing');
    runs.delete(authorizing);
    assert.deepEqual(await repaired(authorizing), [['no_workflow repaired'], [`${authorizing} starts`]]);
    shows(authorizing, 'running', 'authorizing');
    const { id } = await aTransfer('posted', 'transferring');
    shows(id, 'running', 'in_review');
    assert.deepEqual(await repaired(id), [['stage_differs repaired'], [`${id} follows moving`]]);
    shows(id, 'running', 'transferring');
  });

  it('stops the run of a closed case', async () => {
    const { id } = await aClosedCase('rejected', { policy: { removeItem: 'never' } });
    shows(id, 'running', 'in_review');
    assert.deepEqual(await repaired(id), [['stage_differs repaired'], [`${id} stops`]]);
    shows(id, 'completed', 'in_review', 'rejected');
  });

  it('compares what closed since the moment of the backup, however long ago that is', async () => {
    const { id } = await aClosedCase('rejected', { policy: { removeItem: 'never' } });
    await sql(`update timeline set at = now() - interval '20 days' where onboarding_id = $1`, id);
    shows(id, 'running', 'in_review');
    assert.deepEqual(await repaired(id), [[], []]);
    const found = await findings(false, new Date(Date.now() - 30 * 24 * hour));
    assert.ok(found.some(({ onboardingId }) => onboardingId === id));
    runs.delete(id);
  });

  it('leaves a payment to operators, because its reference may be lost', async () => {
    const { onboardingId: id } = await storedPaymentCase(database.pool);
    await sql('update onboardings set workflow_started_at = now() where id = $1', id);
    assert.deepEqual(await repaired(id), [['no_workflow left'], []]);
  });
});
