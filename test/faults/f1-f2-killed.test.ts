// Every process that works for a case is killed at each of its effects that another system sees: a worker around each
// call to Plaid and before it reports, an API around each transaction and each call, and before it answers. The demo's
// stories bring the cases to these points and say how each has to end. test/chaos/ kills real processes.
import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { Pool } from '../../db/pool.ts';
import { allStories } from '../../dev/demo/about.ts';
import type { World } from '../../dev/demo/call.ts';
import { type DemoCase, stagesPassed } from '../../dev/demo/case.ts';
import { play } from '../../dev/demo/play.ts';
import type { Story } from '../../dev/demo/stories.ts';
import { judge } from '../../dev/demo/verdict.ts';
import { type Life, lifeUntil } from '../support/database/dying-pool.ts';
import { moneyAtBank, readLedger } from '../support/stack/ledger.ts';
import { inOneProcess, resultLeaves, type Work } from '../support/stack/one-process.ts';
import { draw, trials } from '../support/trials.ts';

/** These pass the activities of a case, and the commands of a tenant. */
const names = [
  'paid out by ach',
  'name alike, reviewer approves',
  'confirmed by the tenant',
  'refused by the tenant',
  'bank login breaks, repaired',
  'verified before Link',
  'micro-deposit confirmed',
  'returned (R01), arrives when made again',
  'no such account (R03), another one linked',
  'a part refunded',
  'cancelled by the tenant',
  'cancelled while the bank has not got it',
  'leaves Link',
  'paid in euros, bank says no more',
];
const stories = names.map((name) => allStories.find((story) => story.name === name) ?? assert.fail(name));

/**
 * The process that dies: the one of this turn that does this work for the case of this story, or the next one that has
 * the effect, because how often a case looks depends on the moment.
 */
type Process = { row: 'F1' | 'F2'; story: Story; what: string; turn: number };
/** `nth`: among the effects of this name. */
type Point = Process & { name: string; nth: number; when: 'before' | 'after' };

const isCommand = (what: string) => /^(POST|DELETE)/.test(what);
/** The row names the effects that another system sees. */
const isSeen = ({ name }: Point) => /^(begin|commit|Plaid: |Temporal: )/.test(name) || name === resultLeaves;
const stepOf = ({ what, name, nth, when }: Point) => [what, name, nth, when].join(' ');
const titleOf = ({ row, what, turn, when, name, nth }: Point) =>
  `${row} ${what} ${turn} ${when} "${name.slice(0, 40)}" ${nth}`;
const immortal = () => lifeUntil(Number.POSITIVE_INFINITY, 'before');

const someSteps = trials({ local: 20, ci: 60, nightly: 120 });
const parts = 2;
/** The cases of one play. */
const mostAtOnce = 250;
/** A point that the cases did not reach, because a signal came a moment earlier or later, gets another try. */
const mostTries = 3;

describe('F1 F2: a process is killed around each of its effects', () => {
  const points: Point[] = [];
  /** The effects of each story that the bank and the record hold. */
  const effects = new Map<Story, Effects>();
  let plays = 0;

  before('learn the effects from a play without a fault', async () => {
    const lives = new Map<Process, Life>();
    const ends = await playAll(stories, (process) => {
      const life = immortal();
      lives.set(process, life);
      return life;
    });
    for (const { story, wrong, has } of ends) {
      assert.deepEqual(wrong, [], story.name);
      effects.set(story, has);
    }
    for (const [process, life] of lives) {
      for (const [index, name] of life.effects.entries()) {
        const nth = life.effects.slice(0, index + 1).filter((one) => one === name).length;
        const at = { ...process, name, nth };
        points.push({ ...at, when: 'before' });
        // Once its result has left it, its death changes nothing.
        if (name !== resultLeaves) points.push({ ...at, when: 'after' });
      }
    }
  });

  /**
   * Plays these stories. `lifeOf` gets each process with the place of its story in the list. The process that follows a
   * dead one has its turn.
   */
  async function playAll(all: readonly Story[], lifeOf: (process: Process, at: number) => Life): Promise<End[]> {
    plays += 1;
    const run = `killed${plays}`;
    const lives = new Map<string, Life[]>();
    const lifeFor = ({ what, user }: Work) => {
      const at = Number(user.split('-').at(-1)) - 1;
      const story = user.startsWith(`demo-${run}-`) ? all[at] : undefined;
      if (!story) return immortal();
      const before = lives.get(`${user} ${what}`) ?? [];
      const turn = before.filter(({ diedAt }) => diedAt === null).length + 1;
      const life = lifeOf({ row: isCommand(what) ? 'F2' : 'F1', story, what, turn }, at);
      lives.set(`${user} ${what}`, [...before, life]);
      return life;
    };
    const ends: End[] = [];
    await inOneProcess({ lifeFor }, async ({ pool, world, travel }) => {
      const { cases } = await play(world, travel, run, [...all]);
      const has = await effectsIn(pool, world);
      for (const one of cases) {
        const atBank = await moneyAtBank(world, one.view.id);
        const wrong = judge(one, await stagesPassed(world.api, one), atBank);
        ends.push({ story: one.story, wrong, has: await has(one) });
      }
    });
    return ends;
  }

  async function effectsIn(pool: Pool, world: World): Promise<(one: DemoCase) => Promise<Effects>> {
    const ledger = await readLedger(world);
    return async ({ userId, view: { id } }) => {
      const { rowCount } = await pool.query('select from onboardings where user_id = $1', [userId]);
      const countOf = (all: { client_user_id: string | null }[]) =>
        all.filter(({ client_user_id }) => client_user_id === id).length;
      const { transfers, payments, refunds } = ledger;
      const atBank = { transfers: countOf(transfers), payments: countOf(payments), refunds: countOf(refunds) };
      return { cases: rowCount ?? 0, ...atBank };
    };
  }

  /** Kills a process at each of these points. Each process of a case dies at one point at most. */
  async function killAt(chosen: Point[], tries = mostTries): Promise<void> {
    const fired = new Set<Point>();
    const wrong: string[] = [];
    const all = inCases(chosen);
    for (let first = 0; first < all.length; first += mostAtOnce) {
      const now = all.slice(first, first + mostAtOnce);
      const ends = await playAll(
        now.map(([point]) => point?.story ?? assert.fail()),
        ({ what, turn }, at) => {
          const point = now[at]?.find((one) => one.what === what && one.turn <= turn && !fired.has(one));
          return point ? lifeUntil(point.nth, point.when, () => fired.add(point), point.name) : immortal();
        },
      );
      for (const [at, { story, wrong: why, has }] of ends.entries()) {
        const more = isDeepStrictEqual(has, effects.get(story)) ? [] : [`has ${JSON.stringify(has)}`];
        const killed = now[at]?.map(titleOf).join(', ');
        wrong.push(...[...why, ...more].map((sentence) => `${story.name}: ${sentence}, killed at ${killed}`));
      }
    }
    assert.deepEqual(wrong, []);
    const unfired = chosen.filter((point) => !fired.has(point));
    if (unfired.length === 0) return;
    assert.ok(
      tries > 1,
      `these never happened: ${unfired.map((one) => `${one.story.name}: ${titleOf(one)}`).join('; ')}`,
    );
    await killAt(unfired, tries - 1);
  }

  // In parts: a point that no case reached costs another play, and each play takes minutes on a busy machine.
  for (let part = 0; part < parts; part += 1) {
    const title = `F1 F2: some steps of any flow, part ${part + 1} of ${parts}`;
    it(`${title}: each ends as its story says, with the effects of one run`, async () => {
      const steps = [...new Map(points.filter(isSeen).map((point) => [stepOf(point), { ...point, turn: 1 }])).values()];
      const some = fc.shuffledSubarray(steps, { minLength: someSteps, maxLength: someSteps });
      const drawn = draw(some, 1).flat();
      await killAt(drawn.filter((_, at) => at % parts === part));
    });
  }

  const times = trials({ ci: 0, nightly: 3 });
  (times ? it : it.skip)(`F1 F2: each step of every flow ${times} times`, async () => {
    for (let n = 0; n < times; n += 1) await killAt(points.filter(isSeen));
  });

  const random = trials({ ci: 0, nightly: 5_000 });
  (random ? it : it.skip)(`F1 F2: ${random} points of any kind, at random`, async () => {
    await killAt(draw(fc.constantFrom(...points), random));
  });
});

type Effects = { cases: number; transfers: number; payments: number; refunds: number };
type End = { story: Story; wrong: string[]; has: Effects };

/** Shares the points out among as few cases as can be, in each of which a process dies once. */
function inCases(chosen: Point[]): Point[][] {
  const cases: Point[][] = [];
  for (const point of chosen) {
    const isAnother = ({ what, turn }: Point) => what !== point.what || turn !== point.turn;
    const room = cases.find(([first, ...more]) => first?.story === point.story && [first, ...more].every(isAnother));
    if (room) room.push(point);
    else cases.push([point]);
  }
  return cases;
}
