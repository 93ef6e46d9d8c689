import assert from 'node:assert/strict';
import { allStories } from '../../dev/demo/about.ts';
import { stagesPassed } from '../../dev/demo/case.ts';
import { play } from '../../dev/demo/play.ts';
import { judge } from '../../dev/demo/verdict.ts';
import { commandLine } from '../../dev/processes.ts';
import { moneyAtBank, readLedger } from '../support/stack/ledger.ts';
import { sharedStack } from '../support/stack/shared-stack.ts';
import { until } from '../support/until.ts';

/** One story of each kind: credit, debit, review, repair, refusal, confirmation, one payment, three blocked ones. */
const names = ['paid out by ach', 'pulled in by ach', 'name alike, reviewer approves', 'bank login breaks, repaired'];
const others = [
  'not enough money',
  'confirmed by the tenant',
  'paid in euros, bank says no more',
  'each payment blocked',
];
const chosen = allStories.filter(({ name }) => [...names, ...others].includes(name));

/** The demo's report while its cases are between Link and the transfer. */
const underWay = /verifying_account|matching_identity|in_review|repairing_link|authorizing/;

describe('a part killed in the middle of a run', () => {
  for (const part of ['api', 'temporal', 'postgres']) {
    it(`${part}: the supervisor restarts it, and every case ends as its story demands`, async () => {
      // Cases wait until the part is back. If the end of an activity did not reach Temporal, Temporal retries the
      // activity only after its 45 seconds (workflows/activities.ts).
      const { world, travel, pids, said } = sharedStack();
      const before = await pids();
      let killed = 0;
      const report = (line: string) => {
        if (killed || !underWay.test(line)) return;
        killed = before[part] ?? 0;
        process.kill(killed, 'SIGKILL');
      };

      const { cases } = await play({ ...world, report }, travel, `killed-${part}`, chosen);

      assert.ok(killed, 'no case was seen on its way, so nothing was killed');
      for (const one of cases) {
        const atBank = await moneyAtBank(world, one.view.id);
        assert.deepEqual(judge(one, await stagesPassed(world.api, one), atBank), [], one.label);
      }
      const { payments } = await readLedger(world);
      assert.ok(
        payments.every(({ client_user_id }) => client_user_id !== null),
        'a payment was made twice',
      );
      assert.ok(said.includes(`${part} (process ${killed}) was ended by SIGKILL; starting it again`));
      const now = await pids();
      assert.deepEqual(Object.keys(now).sort(), Object.keys(before).sort());
      assert.notEqual(now[part], killed);
      for (const [name, pid] of Object.entries(now)) {
        assert.ok(await until(async () => (await commandLine(pid)) !== null), `${name} is not running`);
      }
    });
  }
});
