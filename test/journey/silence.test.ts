import assert from 'node:assert/strict';
import { isAnyAtWork } from '../../dev/at-work.ts';
import { allStories } from '../../dev/demo/about.ts';
import { type DemoCase, look, stagesPassed, startCase } from '../../dev/demo/case.ts';
import { lookAtTransfers, repairComes, restsOnAccount } from '../../dev/demo/on-account.ts';
import { act, isLeftUnanswered, isMoving, isOver, staysAway, waitsForNextTry } from '../../dev/demo/people.ts';
import type { Story } from '../../dev/demo/stories.ts';
import { judge } from '../../dev/demo/verdict.ts';
import { eachOf } from '../../dev/each-of.ts';
import { advance, type Span } from '../../dev/time-travel.ts';
import { moneyAtBank, readLedger } from '../support/stack/ledger.ts';
import { type RunningStack, startStack } from '../support/stack/running-stack.ts';
import { enumerated, trials } from '../support/trials.ts';
import { until } from '../support/until.ts';

/** Only a webhook reports new accounts, or that consent will end in time to renew it. */
const stories = enumerated(
  allStories.filter(({ takes }) => !takes),
  { local: 6 },
);
/** One stack plays this many, because on a busy machine all of them in one hook came near mocha's limit. */
const atOnce = 30;
const parts = Array.from({ length: Math.ceil(stories.length / atOnce) }, (_, part) =>
  stories.slice(part * atOnce, (part + 1) * atOnce),
);

const minute = 60;
const day = 86_400;
const mostJumps = 45;

/**
 * Each story once, and by night a thousand cases in rounds. The time jumps of more cases at once would take too long:
 * the bank's clock also runs between the jumps, and a public token lives only five minutes longer than the interval of
 * looks.
 */
const rounds = trials({ ci: 1, nightly: Math.ceil(1_000 / stories.length) });

describe('W5: without any webhook', () => {
  for (const [part, told] of parts.entries()) {
    describe(`part ${part + 1} of ${parts.length}`, () => playAll(told));
  }
});

function playAll(stories: Story[]): void {
  // These tests have stacks of their own, because the bank must be in the present. A Link token of a bank that is
  // months ahead lives for months, and the case would wait that long before it asks.
  let stack: RunningStack;
  const played: { story: Story; problems: string[] }[] = [];
  const webhooks = { sent: 0, dropped: 0, kept: 0 };
  before(async () => {
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
      const settled = await until(() => atRest(started), { everyMs: 250 });
      assert.ok(settled, `not at rest: ${started.filter((one) => !rests(one)).map(({ label }) => label)}`);
      const open = started.filter(({ closed }) => !closed);
      if (open.length === 0) return started;
      const { seconds } = await advance(travel, nextWait(open));
      // The database's clock measures the waits of the relay, and how long a call may be open. It does not jump.
      await pool.query('update refunds set plaid_asked_at = plaid_asked_at - make_interval(secs => $1)', [seconds]);
      await pool.query('update authorizations set asked_at = asked_at - make_interval(secs => $1)', [seconds]);
    }
    const open = started.filter(({ closed }) => !closed).map(({ label, view }) => `${label} is ${view.stage}`);
    throw new Error(`still open after ${mostJumps} jumps: ${open.join(', ')}`);
  }

  /** Looks twice, with no work in between. A case about to offer Link would lose the token to the bank's next jump. */
  async function atRest(all: DemoCase[]): Promise<boolean> {
    return (await restNow(all)) && !(await isAnyAtWork(stack.travel)) && (await restNow(all));
  }

  async function restNow(all: DemoCase[]): Promise<boolean> {
    const { world } = stack;
    const open = all.filter(({ closed }) => !closed);
    await eachOf(open, 4, async (one) => {
      await look(world.api, one);
      await lookAtTransfers(world.api, one);
      if (isOver(one)) one.closed = { at: Date.now(), daysTravelled: 0 };
      else await act(world, one);
    });
    const { transfers } = await readLedger(world);
    const heard = ({ view, asked }: DemoCase) =>
      [view, ...asked.map(({ view }) => view)].every(
        ({ transfer: of }) =>
          !of || transfers.some(({ transfer_id, status }) => transfer_id === of.id && status === of.status),
      );
    return all.every((one) => one.closed || (rests(one) && heard(one)));
  }

  it('drops every webhook that Plaid sends', () => {
    assert.deepEqual([webhooks.sent, webhooks.kept], [0, 0]);
    assert.ok(webhooks.dropped >= rounds * stories.length, `only ${webhooks.dropped} were dropped`);
  });

  for (const story of stories) {
    it(`${story.name}: ends ${story.ends}`, () => {
      const problems = played.flatMap((one) => (one.story === story ? [one.problems] : []));
      assert.deepEqual(
        problems,
        Array.from({ length: rounds }, () => []),
      );
    });
  }
}

/** The applicant has done their part in Link, and no signal has reached the case. */
function isUntold({ view, story, done }: DemoCase): boolean {
  const action = view.next_action;
  if (!action || !('link_token' in action) || story.link) return false;
  return done.has(`${action.type}/${action.link_token}`);
}

/** Returns whether nothing happens before time passes. */
const rests = (one: DemoCase): boolean =>
  one.closed !== null ||
  isMoving(one) ||
  waitsForNextTry(one) ||
  one.view.stage === 'watching_returns' ||
  (one.story.onAccount !== undefined && one.view.stage === 'closed' && restsOnAccount(one)) ||
  waitsForAccount(one) ||
  isLeftUnanswered(one) ||
  isUntold(one) ||
  waitsForVerification(one) ||
  (one.view.stage === 'awaiting_micro_deposits' && isUsed(one)) ||
  (one.view.stage === 'repairing_link' && one.story.repairs === false) ||
  staysAway(one);

/** The person has signed in again, and no signal has reached the transfers that wait for that. */
const waitsForAccount = (one: DemoCase): boolean =>
  one.asked.some(({ view }) => view.status === 'repairing_link') && !repairComes(one);

const waitsForVerification = ({ view, done }: DemoCase): boolean =>
  view.stage === 'awaiting_identity_verification' && done.has('verify_identity');

/** The applicant has left or finished the Link that confirms a deposit. */
const isUsed = (one: DemoCase): boolean => {
  const action = one.view.next_action;
  return isUntold(one) || (action !== null && 'link_token' in action && action.link_token === null);
};

function nextWait(open: DemoCase[]): Span {
  // The case asks Plaid every 25 minutes, and the public token from Link lives for thirty.
  if (open.some((one) => waitsForAccount(one) || (isUntold(one) && one.view.stage !== 'awaiting_micro_deposits')))
    return { seconds: 27 * minute };
  // The first look is after an hour.
  if (open.some(waitsForVerification)) return { seconds: 61 * minute };
  if (open.some((one) => isMoving(one) || waitsForNextTry(one) || one.view.stage === 'awaiting_micro_deposits'))
    return { banking_days: 1 };
  return { seconds: 31 * day };
}
