// Row F1 of the fault matrix: the worker dies after Plaid has created the transfer and before the record has it.
import assert from 'node:assert/strict';
import { look, startCase } from '../../dev/demo/case.ts';
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

describe('a worker killed between transfer and record (F1)', () => {
  it('comes back, and the case goes on with the one transfer that the bank has', async () => {
    // Temporal notices only by the activity's time limit of 45 seconds (workflows/activities.ts) that its worker died.
    const { world, pool, pids } = sharedStack();
    const path = '/transfer/create';
    await world.simulator('POST', '/simulator/faults', { path, kind: 'commit_then_hang' });
    const held = async () => (await readLedger(world)).faults.some((fault) => fault.path === path && fault.fired === 1);

    const one = await startCase(world.api, 'killed', 1, story);
    await act(world, one);
    assert.ok(await until(held), 'the fault never fired');
    const { worker: first } = await pids();
    assert.ok(first);
    assert.equal((await ledgerOf(world, one.view.id)).transfers.length, 1);
    assert.deepEqual((await caseRows(pool, one.view.id)).transfers, []);

    process.kill(first, 'SIGKILL');

    const back = async () => {
      const { worker } = await pids();
      return worker !== undefined && worker !== first && (await commandLine(worker)) !== null;
    };
    assert.ok(await until(back), 'dev.json names no new worker');
    const arrived = async () => {
      await look(world.api, one);
      return one.view.stage === 'transferring';
    };
    assert.ok(await until(arrived, { everyMs: 250 }), `the case is ${one.view.stage}`);
    const atBank = await ledgerOf(world, one.view.id);
    assert.deepEqual(
      atBank.transfers.map(({ times }) => times),
      [1],
    );
    const { transfers } = await caseRows(pool, one.view.id);
    assert.deepEqual(
      transfers.map(({ id }) => id),
      atBank.transfers.map(({ transfer_id: id }) => id),
    );
  });
});
