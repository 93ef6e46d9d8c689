import assert from 'node:assert/strict';
import { twoClocks } from '../../dev/two-clocks.ts';
import { type RunningSimulator, runSimulator } from '../simulator/running-simulator.ts';

describe('a stack on the state of an earlier run', () => {
  let simulator: RunningSimulator;
  beforeEach(async () => {
    simulator = await runSimulator();
  });
  afterEach(() => simulator.stop());

  it('says nothing when bank and machine show one time', async () => {
    assert.equal(await twoClocks(simulator.origin, '/home'), null);
  });

  it('says by how much the bank is ahead, and what to do', async () => {
    await simulator.control('/clock', { seconds: 20 * 86_400 });
    const said = await twoClocks(simulator.origin, '/somewhere/.gangway');
    assert.match(said ?? '', /in \/somewhere\/\.gangway is 20 days ahead/);
    assert.match(said ?? '', /delete that folder or set GANGWAY_HOME/);
  });
});
