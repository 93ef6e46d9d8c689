import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { troubledCases } from '../../temporal/troubled-cases.ts';

const counting = (count: (query: string) => Promise<number>) =>
  troubledCases(
    { workflow: { count: async (query: string) => ({ count: await count(query), groups: [] }) } } as never,
    (work) => work(),
  );

describe('the count of cases in trouble', () => {
  it('is by kind of failure, and of workflows that fail', async () => {
    const { countTroubled } = counting(async (query) =>
      /'bug'/.test(query) ? 2 : /WorkflowTaskFailed/.test(query) ? 1 : 0,
    );
    const { inTrouble, failing } = await countTroubled();
    assert.deepEqual([inTrouble.bug, inTrouble.busy, failing], [2, 0, 1]);
  });

  it('rejects once if Temporal is away: no rejection is left over, which would end the process', async () => {
    const leftOver: unknown[] = [];
    const note = (error: unknown) => void leftOver.push(error);
    process.on('unhandledRejection', note);
    let counts = 0;
    const { countTroubled } = counting(async () => {
      counts += 1;
      await sleep(counts);
      throw new Error('away');
    });
    await assert.rejects(countTroubled(), /away/);
    await sleep(50);
    process.off('unhandledRejection', note);
    assert.deepEqual(leftOver, []);
  });
});
