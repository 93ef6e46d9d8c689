// Row F1 of the fault matrix: the worker dies after Plaid has created the transfer and before the record has it.
import assert from 'node:assert/strict';
import { type DemoCase, look, startCase } from '../../dev/demo/case.ts';
import { act } from '../../dev/demo/people.ts';
import type { Story } from '../../dev/demo/stories.ts';
import { commandLine } from '../../dev/processes.ts';
import { caseRows } from '../support/database/case-rows.ts';
import { ledgerOf, readLedger } from '../support/stack/ledger.ts';
import { sharedStack } from '../support/stack/shared-stack.ts';
import { until } from '../support/until.ts';

const story: Story = {
  name: 'worker killed',
  username: 'user_good',
  funding: { direction: 'credit', network: 'ach', amount: '25.00' },
  ends: 'funded',
};
const stories: Story[] = [story, { ...story, policy: { confirm: {} }, answers: 'confirm' }];

describe('a worker killed between transfer and record (F1)', () => {
  it('comes back, and each case goes on with the one transfer that the bank has, confirmed by the tenant or not', async () => {
    // Temporal notices only by the activity's time limit of 45 seconds (workflows/activities.ts) that its worker died.
    const { world, pool, pids } = sharedStack();
    const path = '/transfer/create';
    const times = stories.length;
    await world.simulator('POST', '/simulator/faults', { path, kind: 'commit_then_hang', times });
    const cases: DemoCase[] = [];
    for (const [at, story] of stories.entries()) cases.push(await startCase(world.api, 'killed', at + 1, story));
    const each = (what: (one: DemoCase) => Promise<void>) => Promise.all(cases.map(what));
    const held = async () => {
      await each(async (one) => {
        await look(world.api, one);
        await act(world, one);
      });
      return (await readLedger(world)).faults.some((fault) => fault.path === path && fault.fired === times);
    };
    assert.ok(await until(held), 'the fault never fired');
    const { worker: first } = await pids();
    assert.ok(first);
    await each(async ({ view }) => {
      assert.equal((await ledgerOf(world, view.id)).transfers.length, 1);
      assert.deepEqual((await caseRows(pool, view.id)).transfers, []);
    });

    process.kill(first, 'SIGKILL');

    const back = async () => {
      const { worker } = await pids();
      return worker !== undefined && worker !== first && (await commandLine(worker)) !== null;
    };
    assert.ok(await until(back), 'dev.json names no new worker');
    const arrived = async () => {
      await each((one) => look(world.api, one));
      return cases.every(({ view }) => view.stage === 'transferring');
    };
    assert.ok(await until(arrived, { everyMs: 250 }), `the cases are ${cases.map(({ view }) => view.stage)}`);
    await each(async ({ view }) => {
      const atBank = await ledgerOf(world, view.id);
      assert.deepEqual(
        atBank.transfers.map(({ times }) => times),
        [1],
      );
      const { transfers } = await caseRows(pool, view.id);
      assert.deepEqual(
        transfers.map(({ id }) => id),
        atBank.transfers.map(({ transfer_id: id }) => id),
      );
    });
  });
});
