// Every part of the stack is killed again and again, at random, while the demo's stories play.
import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { allStories } from '../../dev/demo/about.ts';
import { type DemoCase, stagesPassed } from '../../dev/demo/case.ts';
import { play } from '../../dev/demo/play.ts';
import { judge } from '../../dev/demo/verdict.ts';
import { chance, oneOf } from '../support/model/random-case.ts';
import { killWhole } from '../support/stack/keep-down.ts';
import { moneyAtBank, readLedger } from '../support/stack/ledger.ts';
import { sharedStack } from '../support/stack/shared-stack.ts';
import { draw, seed, trials } from '../support/trials.ts';
import { until } from '../support/until.ts';

const seconds = trials({ ci: 0, nightly: 600, release: 3_600 });
const parts = ['api', 'worker', 'temporal', 'postgres', 'simulator'];
/** The seconds between two deaths. A part is often killed while another one is still coming back. */
const [shortest, longest] = [2, 12];
const atOnce = 12;

(seconds ? describe : describe.skip)(`F5: all parts are killed at random for ${seconds} seconds`, () => {
  const killed: Record<string, number> = Object.fromEntries(parts.map((part) => [part, 0]));
  const cases: DemoCase[] = [];

  before('play stories while parts are killed, and the last ones to their ends', async () => {
    const { world, travel } = sharedStack();
    const over = new AbortController();
    const killing = killAtRandom(over.signal);
    const began = performance.now();
    const rounds = draw(fc.shuffledSubarray(allStories, { minLength: atOnce, maxLength: atOnce }), 1_000);
    for (const [round, stories] of rounds.entries()) {
      const left = seconds * 1000 - (performance.now() - began);
      if (left < 0) break;
      const quiet = delay(left, null, { ref: false }).then(() => over.abort());
      const played = await play(world, travel, `soak${round}`, stories);
      cases.push(...played.cases);
      void quiet;
    }
    over.abort();
    await killing;
  });

  async function killAtRandom(over: AbortSignal): Promise<void> {
    const { pids } = sharedStack();
    for (let nth = 0; !over.aborted; nth++) {
      const pause = shortest + (longest - shortest) * chance(seed, 'pause', nth);
      await delay(pause * 1000, null, { signal: over }).catch(() => {});
      const part = oneOf(parts, seed, 'part', nth);
      const pid = (await pids())[part];
      if (over.aborted || !pid) continue;
      await killWhole(pid);
      killed[part] = (killed[part] ?? 0) + 1;
    }
  }

  it('F5: each part was killed', () => {
    const least = seconds / (longest * parts.length * 2);
    for (const part of parts) assert.ok((killed[part] ?? 0) >= least, JSON.stringify(killed));
  });

  it('F5: every case ended as its story demands, with the money that the story moves', async () => {
    const { world } = sharedStack();
    assert.ok(cases.length >= atOnce);
    const wrong: string[] = [];
    for (const one of cases) {
      const problems = judge(one, await stagesPassed(world.api, one), await moneyAtBank(world, one.view.id));
      wrong.push(...problems.map((problem) => `${one.label} (${one.view.id}): ${problem}`));
    }
    assert.deepEqual(wrong, []);
    const { payments } = await readLedger(world);
    assert.ok(
      payments.every(({ client_user_id }) => client_user_id !== null),
      'a payment was made twice',
    );
  });

  it('F5: no acknowledged webhook waits, and no workflow task fails', async () => {
    const { pool, temporal } = sharedStack();
    const waiting = async () =>
      (await pool.query(`select id, type, code, result from webhooks where status = 'waiting'`)).rows;
    assert.ok(await until(async () => (await waiting()).length === 0), JSON.stringify(await waiting()));
    const { count } = await temporal.workflow.count(`TemporalReportedProblems is not null`);
    assert.equal(count, 0);
  });
});
