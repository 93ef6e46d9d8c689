// Drift on the real stack: a test changes one of the three sides by hand, and the operator's command finds and repairs
// it.
import assert from 'node:assert/strict';
import { scheduleReconciliation } from '../../worker/schedule.ts';
import { caseWorkflowId, reconcileType } from '../../workflows/messages.ts';
import { searchAttributes } from '../../workflows/search-attributes.ts';
import { createCase, goThroughLink, post, reads, type View } from '../support/stack/journeys.ts';
import { operatorEnv, runCommand } from '../support/stack/run-command.ts';
import { sharedStack } from '../support/stack/shared-stack.ts';
import { until } from '../support/until.ts';

describe('npm run reconcile', () => {
  const sql = (text: string, ...values: unknown[]) => sharedStack().pool.query(text, values);
  const run = (id: string) => sharedStack().temporal.workflow.getHandle(caseWorkflowId(id));
  const shownStage = async (id: string) => (await run(id).describe()).typedSearchAttributes.get(searchAttributes.stage);
  const reaches = (id: string, stage: string) =>
    reads(`/v1/onboardings/${id}`, stage, (view: View) => view.stage === stage);
  /** The record has not moved for two hours. */
  const rest = (id: string) => sql(`update onboardings set updated_at = now() - interval '2 hours' where id = $1`, id);

  let env: Record<string, string>;
  before(async () => {
    env = await operatorEnv(sharedStack());
  });

  async function reconcile(...args: string[]) {
    const { code, out, complaint } = await runCommand('api/commands/reconcile-main.ts', args, env);
    const found = out.map((line) => JSON.parse(line));
    return { code, complaint, found, kinds: found.map(({ drift }) => drift as string) };
  }
  /** Reports the drift of the case, then repairs it. Returns the reported kinds. */
  async function repaired(id: string): Promise<string[]> {
    await rest(id);
    const report = await reconcile('--case', id);
    assert.equal(report.code, 1, report.complaint);
    const repair = await reconcile('--case', id, '--repair');
    assert.equal(repair.code, 0, JSON.stringify(repair));
    assert.equal(repair.kinds[0], report.kinds[0]);
    return report.kinds;
  }
  async function agrees(id: string): Promise<void> {
    await rest(id);
    const { code, found, complaint } = await reconcile('--case', id);
    assert.deepEqual([code, found], [0, []], complaint);
  }

  async function transferring(): Promise<{ id: string; transferId: string }> {
    const { id } = await createCase();
    await goThroughLink(id, { username: 'user_good' });
    await reaches(id, 'transferring');
    const { rows } = await sql('select id from transfers where onboarding_id = $1', id);
    return { id, transferId: rows[0]?.id };
  }

  it('starts a vanished workflow again, and its applicant goes on', async () => {
    const { id } = await createCase();
    await reaches(id, 'awaiting_link');
    await sharedStack().temporal.workflowService.deleteWorkflowExecution({
      namespace: 'default',
      workflowExecution: { workflowId: caseWorkflowId(id) },
    });
    const isThere = () => shownStage(id).then(Boolean, () => false);
    assert.ok(await until(async () => !(await isThere())), 'Temporal still has the workflow');
    await sql(`update onboardings set created_at = now() - interval '2 hours' where id = $1`, id);
    assert.deepEqual(await repaired(id), ['no_workflow']);
    assert.ok(await until(isThere), 'the relay never started it');
    await agrees(id);
    await goThroughLink(id, { username: 'user_good' });
    await reaches(id, 'transferring');
  });

  it('follows the transfer of a terminated workflow, and ends a terminated case before any money', async () => {
    const { id } = await transferring();
    await run(id).terminate();
    assert.deepEqual(await repaired(id), ['no_workflow']);
    assert.equal((await run(id).describe()).status.name, 'RUNNING');
    assert.equal(await shownStage(id), 'transferring');
    await agrees(id);
  });

  it('records what Plaid shows of a transfer, and lets the case follow from its transfer', async () => {
    const { id, transferId } = await transferring();
    for (const move of ['posted', 'settled'])
      await runCommand('api/commands/plaid-sandbox-main.ts', ['transfer', id, move], env);
    await reads(`/v1/onboardings/${id}`, 'funded', ({ outcome }) => outcome === 'funded');
    assert.ok(await until(async () => (await shownStage(id)) === 'watching_returns'), 'the workflow never slept');

    // As after a restore of PostgreSQL to a moment before the events, with a cursor behind them.
    await sql('delete from transfer_events where transfer_id = $1', transferId);
    await sql(`update transfers set status = 'pending' where id = $1`, transferId);
    await sql(`update onboardings set stage = 'transferring', outcome = null where id = $1`, id);
    assert.deepEqual(await repaired(id), ['transfer_differs', 'stage_differs']);
    assert.equal((await reaches(id, 'watching_returns')).outcome, 'funded');
    await agrees(id);

    await sql(`update onboardings set stage = 'transferring', outcome = null where id = $1`, id);
    assert.deepEqual(await repaired(id), ['standing_differs', 'stage_differs']);
    assert.equal((await reaches(id, 'watching_returns')).outcome, 'funded');
    await agrees(id);
  });

  it('reports a record that shows another stage than the workflow', async () => {
    const { id } = await createCase();
    await reaches(id, 'awaiting_link');
    await sql(`update onboardings set stage = 'in_review' where id = $1`, id);
    await rest(id);
    const { code, found } = await reconcile('--case', id, '--repair');
    assert.deepEqual([code, found[0]?.drift, found[0]?.repaired], [1, 'stage_differs', false]);
    assert.deepEqual([found[0]?.stage, found[0]?.shown], ['in_review', 'awaiting_link']);
    await sql(`update onboardings set stage = 'awaiting_link' where id = $1`, id);
    await agrees(id);
  });

  it('removes an Item that should be gone', async () => {
    const { id } = await createCase({ policy: { remove_item: 'never' } });
    await goThroughLink(id, { username: 'user_similar_owner' });
    await reaches(id, 'in_review');
    await post(`/v1/onboardings/${id}/cancel`, {});
    await reaches(id, 'closed');
    const ended = async () => (await run(id).describe()).status.name === 'COMPLETED';
    assert.ok(await until(ended), 'the workflow never ended');
    await agrees(id);
    await sql(`update onboardings set policy = policy || '{"removeItem": "always"}' where id = $1`, id);
    assert.deepEqual(await repaired(id), ['item_left']);
    const { rows } = await sql('select removed_at is not null as removed from items where onboarding_id = $1', id);
    assert.deepEqual(rows, [{ removed: true }]);
    await agrees(id);
  });

  it('on its schedule: wakes the feed of an untold event, and counts what it found', async () => {
    const { temporal } = sharedStack();
    const { transferId } = await transferring();
    const event = [
      `insert into transfer_events (event_id, transfer_id, type, at) values ($1, $2, 'posted', now() - interval '1 day')`,
      '18446744073709551000',
      transferId,
    ] as const;
    await temporal.workflow.getHandle('feed/transfer').terminate();
    await sql(...event);
    await scheduleReconciliation(temporal, 6);
    const schedule = temporal.schedule.getHandle(reconcileType);
    const [interval] = (await schedule.describe()).spec.intervals ?? [];
    assert.equal(interval?.every, 6 * 3_600_000);
    await scheduleReconciliation(temporal, 6);
    assert.equal(
      (await schedule.describe()).spec.intervals?.[0]?.offset,
      interval?.offset,
      'a restart puts nothing off',
    );
    await schedule.trigger();
    const counted = async () => (await sql('select from drift_counts')).rowCount !== 0;
    assert.ok(await until(counted), 'the reconciliation never ended');
    const signalled = async () =>
      (await sql('select from transfer_events where event_id = $1 and signalled_at is null', event[1])).rowCount === 0;
    assert.ok(await until(signalled), 'the feed never took the event');
    const [started] = (await schedule.describe()).info.recentActions;
    const { workflowId } = started?.action.workflow ?? assert.fail('the schedule has started nothing');
    const { failed } = await temporal.workflow.getHandle(workflowId).result();
    assert.deepEqual(failed, []);
    await scheduleReconciliation(temporal, 0);
    await assert.rejects(schedule.describe());
    await scheduleReconciliation(temporal, 0);
  });

  it('says how to correct wrong arguments', async () => {
    for (const [args, complaint] of [
      [['--age', '3'], /--age(.|\n)*Usage:/],
      [['--case', 'onb_none'], /There is no onboarding with this id/],
    ] as const) {
      const { code, complaint: said } = await reconcile(...args);
      assert.equal(code, 1);
      assert.match(said, complaint);
    }
  });
});
