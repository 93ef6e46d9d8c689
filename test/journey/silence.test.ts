import assert from 'node:assert/strict';
import { allStories } from '../../dev/demo/about.ts';
import { type DemoCase, look, stagesPassed, startCase } from '../../dev/demo/case.ts';
import { act, isMoving, isOver, staysAway, waitsForNextTry } from '../../dev/demo/people.ts';
import type { Story } from '../../dev/demo/stories.ts';
import { judge } from '../../dev/demo/verdict.ts';
import { eachOf } from '../../dev/each-of.ts';
import { advance, type Span } from '../../dev/time-travel.ts';
import { until } from '../../dev/until.ts';
import { onboardingWorkflowId } from '../../workflows/messages.ts';
import { moneyAtBank, readLedger } from '../support/ledger.ts';
import { type RunningStack, startStack } from '../support/running-stack.ts';
import { trials } from '../support/trials.ts';

/** That there are new accounts, or that consent will end, nothing but a webhook tells. */
const stories = allStories.filter(({ takes }) => !takes);

const minute = 60;
const day = 86_400;
const mostJumps = 45;

/**
 * Each story once, and by night a thousand cases in rounds. More at once would take too long to carry through time: the
 * bank's clock also runs between the jumps, and a public token lives only five minutes longer than it takes to look.
 */
const rounds = trials({ short: 1, nightly: Math.ceil(1_000 / stories.length) });

describe('W5: without any webhook', () => {
  // Stacks of its own, because its bank must be in the present: a Link token of a bank that is months ahead lives for
  // months, and so long the case would wait before it asks.
  let stack: RunningStack;
  const played: { story: Story; problems: string[] }[] = [];
  const webhooks = { sent: 0, dropped: 0, kept: 0 };
  before(async function () {
    // For each round: starting the stack, and about a dozen jumps.
    this.timeout(180_000 * rounds);
    for (let round = 0; round < rounds; round += 1) await playRound();
  });

  async function playRound(): Promise<void> {
    stack = await startStack();
    try {
      const { world, pool } = stack;
      await world.simulator('POST', '/simulator/webhooks', { drop: 'all' });
      for (const one of await playInSilence()) {
        const atBank = await moneyAtBank(world, one.view.id);
        played.push({ story: one.story, problems: judge(one, await stagesPassed(world.api, one), atBank) });
      }
      const { body } = await world.simulator('POST', '/simulator/webhooks', {});
      const { sent, dropped } = body as { sent: number; dropped: number };
      webhooks.sent += sent;
      webhooks.dropped += dropped;
      webhooks.kept += (await pool.query('select from webhooks')).rowCount ?? 0;
    } finally {
      await stack.stop();
    }
  }

  async function playInSilence(): Promise<DemoCase[]> {
    const { world, travel, pool } = stack;
    const started: DemoCase[] = [];
    await eachOf(stories.entries(), 4, async ([index, story]) => {
      started[index] = await startCase(world.api, 'silence', index + 1, story);
    });
    for (let jumps = 0; jumps < mostJumps; jumps++) {
      const settled = await until(() => atRest(started), { seconds: 60, everyMs: 250 });
      assert.ok(settled, `not at rest: ${started.filter((one) => !rests(one)).map(({ label }) => label)}`);
      const open = started.filter(({ closed }) => !closed);
      if (open.length === 0) return started;
      const { seconds } = await advance(travel, nextWait(open));
      // What the relay waits for it measures by the database's clock, which does not travel.
      await pool.query('update refunds set plaid_asked_at = plaid_asked_at - make_interval(secs => $1)', [seconds]);
    }
    const open = started.filter(({ closed }) => !closed).map(({ label, view }) => `${label} is ${view.stage}`);
    throw new Error(`still open after ${mostJumps} jumps: ${open.join(', ')}`);
  }

  /** Twice, with nobody at work in between: a case that is about to offer Link would lose it to the bank's next jump. */
  async function atRest(all: DemoCase[]): Promise<boolean> {
    return (await restNow(all)) && !(await isAnyAtWork(all)) && (await restNow(all));
  }

  async function isAnyAtWork(all: DemoCase[]): Promise<boolean> {
    let atWork = false;
    const open = all.filter(({ closed }) => !closed);
    await eachOf(open, 8, async ({ view }) => {
      const { raw } = await stack.temporal.workflow.getHandle(onboardingWorkflowId(view.id)).describe();
      atWork ||= Boolean(raw.pendingActivities?.length || raw.pendingWorkflowTask);
    });
    return atWork;
  }

  async function restNow(all: DemoCase[]): Promise<boolean> {
    const { world } = stack;
    const open = all.filter(({ closed }) => !closed);
    await eachOf(open, 4, async (one) => {
      await look(world.api, one);
      if (isOver(one)) one.closed = { at: Date.now(), daysTravelled: 0 };
      else await act(world, one);
    });
    const { transfers } = await readLedger(world);
    const heard = ({ view }: DemoCase) =>
      !view.transfer ||
      transfers.some(({ transfer_id, status }) => transfer_id === view.transfer?.id && status === view.transfer.status);
    return all.every((one) => one.closed || (rests(one) && heard(one)));
  }

  it('drops every one that Plaid sends', () => {
    assert.deepEqual([webhooks.sent, webhooks.kept], [0, 0]);
    assert.ok(webhooks.dropped >= rounds * stories.length, `only ${webhooks.dropped} were dropped`);
  });

  for (const story of stories) {
    it(`${story.name}: ends ${story.ends} all the same`, () => {
      const problems = played.flatMap((one) => (one.story === story ? [one.problems] : []));
      assert.deepEqual(
        problems,
        Array.from({ length: rounds }, () => []),
      );
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
  isMoving(one) ||
  waitsForNextTry(one) ||
  one.view.stage === 'watching_returns' ||
  isUntold(one) ||
  waitsForVerification(one) ||
  (one.view.stage === 'awaiting_micro_deposits' && isUsed(one)) ||
  (one.view.stage === 'repairing_link' && one.story.repairs === false) ||
  staysAway(one);

const waitsForVerification = ({ view, done }: DemoCase): boolean =>
  view.stage === 'awaiting_identity_verification' && done.has('verify_identity');

/** The person has left the Link that confirms a deposit, or has finished it. */
const isUsed = (one: DemoCase): boolean => {
  const action = one.view.next_action;
  return isUntold(one) || (action !== null && 'link_token' in action && action.link_token === null);
};

function nextWait(open: DemoCase[]): Span {
  // The case asks Plaid every 25 minutes, and what Link brought lives for thirty.
  if (open.some((one) => isUntold(one) && one.view.stage !== 'awaiting_micro_deposits'))
    return { seconds: 27 * minute };
  // The first look is after an hour.
  if (open.some(waitsForVerification)) return { seconds: 61 * minute };
  if (open.some((one) => isMoving(one) || waitsForNextTry(one) || one.view.stage === 'awaiting_micro_deposits'))
    return { banking_days: 1 };
  return { seconds: 31 * day };
}
