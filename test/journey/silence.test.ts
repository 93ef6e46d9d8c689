import assert from 'node:assert/strict';
import { type DemoCase, look, stagesPassed, startCase } from '../../dev/demo/case.ts';
import { act } from '../../dev/demo/people.ts';
import { type Story, stories } from '../../dev/demo/stories.ts';
import { judge } from '../../dev/demo/verdict.ts';
import { eachOf } from '../../dev/each-of.ts';
import { advance, type Span } from '../../dev/time-travel.ts';
import { until } from '../../dev/until.ts';
import { ledgerOf, readLedger } from '../support/ledger.ts';
import { type RunningStack, startStack } from '../support/running-stack.ts';

const minute = 60;
const day = 86_400;
const mostJumps = 30;

describe('without any webhook', () => {
  // Its own stack, because its bank must be in the present: a Link token of a bank that is months ahead lives for
  // months, and so long the case would wait before it asks.
  let stack: RunningStack;
  let cases: DemoCase[];
  before(async function () {
    // Starting the stack, and about a dozen jumps.
    this.timeout(180_000);
    stack = await startStack();
    await stack.world.simulator('POST', '/simulator/webhooks', { drop: 'all' });
    cases = await playInSilence();
  });
  after(async function () {
    this.timeout(60_000);
    await stack?.stop();
  });

  async function playInSilence(): Promise<DemoCase[]> {
    const { world, travel } = stack;
    const started: DemoCase[] = [];
    await eachOf(stories.entries(), 4, async ([index, story]) => {
      started[index] = await startCase(world.api, 'silence', index + 1, story);
    });
    for (let jumps = 0; jumps < mostJumps; jumps++) {
      const settled = await until(() => atRest(started), { seconds: 60, everyMs: 250 });
      assert.ok(settled, `not at rest: ${started.filter((one) => !rests(one)).map(({ label }) => label)}`);
      const open = started.filter(({ closed }) => !closed);
      if (open.length === 0) return started;
      await advance(travel, nextWait(open));
    }
    throw new Error(`still open after ${mostJumps} jumps: ${started.filter(({ closed }) => !closed)}`);
  }

  async function atRest(all: DemoCase[]): Promise<boolean> {
    const { world } = stack;
    await eachOf(
      all.filter(({ closed }) => !closed),
      4,
      async (one) => {
        await look(world.api, one);
        if (one.view.stage === 'closed') one.closed = { at: Date.now(), daysTravelled: 0 };
        else await act(world, one);
      },
    );
    const { transfers } = await readLedger(world);
    const heard = ({ view }: DemoCase) =>
      !view.transfer ||
      transfers.some(({ transfer_id, status }) => transfer_id === view.transfer?.id && status === view.transfer.status);
    return all.every((one) => one.closed || (rests(one) && heard(one)));
  }

  it('drops every one that Plaid sends', async () => {
    const { body } = await stack.world.simulator('POST', '/simulator/webhooks', {});
    const { sent, dropped } = body as { sent: number; dropped: number };
    assert.equal(sent, 0);
    assert.ok(dropped >= stories.length, `only ${dropped} were dropped`);
    const { rows } = await stack.pool.query('select type, code from webhooks');
    assert.deepEqual(rows, []);
  });

  for (const [index, story] of stories.entries()) {
    it(`${story.name}: ends ${story.ends} all the same`, async () => {
      const one = cases[index] as DemoCase;
      const { transfers } = await ledgerOf(stack.world, one.view.id);
      assert.deepEqual(judge(one, await stagesPassed(stack.world.api, one), transfers.length), []);
    });
  }
});

/** The person has done their part in Link, and nobody has told the case. */
function isUntold({ view, story, done }: DemoCase): boolean {
  const action = view.next_action;
  if (!action || !('link_token' in action) || story.link) return false;
  return done.has(`${action.type}/${action.link_token}`);
}

/** Whether nothing will happen before time passes. */
const rests = (one: DemoCase): boolean =>
  one.closed !== null ||
  one.view.stage === 'transferring' ||
  one.view.stage === 'watching_returns' ||
  isUntold(one) ||
  (one.view.stage === 'awaiting_link' && (one.story as Story).link !== undefined);

function nextWait(open: DemoCase[]): Span {
  // The case asks Plaid every 25 minutes, and what Link brought lives for thirty.
  if (open.some(isUntold)) return { seconds: 27 * minute };
  if (open.some(({ view }) => view.stage === 'transferring')) return { banking_days: 1 };
  return { seconds: 31 * day };
}
