import assert from 'node:assert/strict';
import { type DemoCase, look, stagesPassed } from '../../dev/demo/case.ts';
import { moneyOf } from '../../dev/demo/stories.ts';
import { caseWorkflowId } from '../../workflows/messages.ts';
import { allTold, caseRows } from '../support/database/case-rows.ts';
import { ledgerOf } from '../support/stack/ledger.ts';
import { chosenStories, playedStories } from '../support/stack/played-stories.ts';
import { sharedStack } from '../support/stack/shared-stack.ts';
import { until } from '../support/until.ts';

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);

describe('the stories of the demo', () => {
  let cases: DemoCase[];
  before(async () => {
    const { pool } = sharedStack();
    const played = await playedStories();
    assert.equal(played.stayed, null);
    cases = played.cases;
    assert.ok(await until(() => allTold(pool)), 'events remain unsignalled');
  });

  for (const [index, story] of chosenStories.entries()) {
    it(`${story.name}: ends ${story.ends}`, async () => {
      const { world, pool } = sharedStack();
      const one = cases[index] as DemoCase;
      await look(world.api, one);
      assert.deepEqual([one.view.stage, one.view.outcome], ['closed', story.ends]);
      const passed = await stagesPassed(world.api, one);
      for (const stage of story.through ?? []) assert.ok(passed.includes(stage), `${stage} is not in ${passed}`);

      const atBank = await ledgerOf(world, one.view.id);
      const { transfers, payments } = moneyOf(story);
      assert.deepEqual([atBank.transfers.length, atBank.payments.length], [transfers, payments]);

      assert.equal(one.view.refunds[0]?.status, story.refund?.ends);
      const returned = one.view.transfer?.status === 'returned';
      assert.ok(one.view.refunds.every(({ paid_twice }) => paid_twice === returned));

      const rows = await caseRows(pool, one.view.id);
      assert.deepEqual(rows.onboardings, [{ stage: 'closed', outcome: story.ends }]);
      const later = await Promise.all(one.asked.map(({ view }) => caseRows(pool, view.id)));
      assert.deepEqual(
        one.asked.map(({ view }) => view.status),
        one.asked.map(({ ends }) => ends),
      );
      assert.deepEqual(
        [rows, ...later].flatMap((one) => one.transfers).sort(byId),
        atBank.transfers.map(({ transfer_id: id, status }) => ({ id, status })).sort(byId),
      );
      assert.deepEqual(
        rows.payments,
        atBank.payments.map(({ payment_id: id, reference }) => ({ id, reference })),
      );
      // After a repair Plaid decides again under the key of the first request.
      const keys = new Set(atBank.authorizations.map(({ key }) => key));
      const asked = [rows, ...later].flatMap((one) => one.authorizations.map(({ key }) => key));
      assert.deepEqual(new Set(asked), keys);
      const wanted = story.onAccount ? keys.size : (story.authorizations ?? Math.min(keys.size, 1));
      assert.equal(keys.size, wanted, `${keys.size} keys were used`);
      const events = [rows, ...later].flatMap((one) => one.events);
      assert.equal(events.length > 0, transfers > 0);
      assert.ok(events.every(({ signalled_at }) => signalled_at !== null));
    });
  }

  it('the worker names itself and its code briefly, because each step of a case keeps both names', async () => {
    const { temporal } = sharedStack();
    const one = cases[0] as DemoCase;
    const { events } = await temporal.workflow.getHandle(caseWorkflowId(one.view.id)).fetchHistory();
    const started = (events ?? []).flatMap((event) => event.workflowTaskStartedEventAttributes ?? []);
    assert.ok(started.length > 0);
    for (const { identity, workerVersion } of started) {
      assert.match(identity ?? '', /^\d+@.+@[0-9a-f]{8}$/);
      assert.match(workerVersion?.buildId ?? '', /^[0-9a-f]{12}$/);
    }
  });

  it('no unused authorization stays at Plaid', async () => {
    for (const [index, { name }] of chosenStories.entries()) {
      const { authorizations } = await ledgerOf(sharedStack().world, (cases[index] as DemoCase).view.id);
      const left = authorizations.filter((one) => one.decision === 'approved' && !one.cancelled && !one.transfer_id);
      assert.deepEqual(left, [], name);
    }
  });

  it('an Item stays at Plaid only if its account may be used again, or money has come back', async () => {
    const { world } = sharedStack();
    for (const [index, { name, ends }] of chosenStories.entries()) {
      const id = (cases[index] as DemoCase).view.id;
      const left = async () => (await ledgerOf(world, id)).items.filter(({ removed }) => !removed).length;
      const kept = ends === 'funded' || ends === 'verified' || ends === 'returned';
      assert.ok(await until(async () => (await left()) <= (kept ? 1 : 0)), `${name}: ${await left()}`);
    }
  });

  it('an applicant who never comes gets reminders, and one who acts at once gets none', async () => {
    const { world } = sharedStack();
    const reminders = async (name: string) => {
      const id = cases[chosenStories.findIndex((story) => story.name === name)]?.view.id;
      const query = { onboarding_id: id ?? '', type: 'onboarding.reminder' } as const;
      const { data: reminders } = (await world.api.GET('/v1/notifications', { params: { query } })).data;
      return reminders.map(({ data }) => data.action);
    };
    // Reminders come on three days. A time jump may pass several of them at once.
    const reminded = await reminders('never opens Link');
    assert.ok(reminded.length >= 1 && reminded.length <= 3, `${reminded.length} reminders`);
    assert.ok(reminded.every((action) => action === 'open_link'));
    assert.deepEqual(await reminders('paid out by ach'), []);
  });
});
