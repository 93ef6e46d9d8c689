import assert from 'node:assert/strict';
import { allStories } from '../../dev/demo/about.ts';
import { stagesPassed } from '../../dev/demo/case.ts';
import { play } from '../../dev/demo/play.ts';
import { judge } from '../../dev/demo/verdict.ts';
import { commandLine } from '../../dev/processes.ts';
import { until } from '../../dev/until.ts';
import { moneyAtBank, readLedger } from '../support/ledger.ts';
import { sharedStack } from '../support/shared-stack.ts';

/** One of each way: out, in, past a reviewer, past a repair, refused, by one payment, and by three that are blocked. */
const names = ['paid out by ach', 'pulled in by ach', 'name alike, reviewer approves', 'bank login breaks, repaired'];
const others = ['not enough money', 'paid in euros, bank says no more', 'each payment blocked'];
const chosen = allStories.filter(({ name }) => [...names, ...others].includes(name));

/** What the demo reports while its cases are between Link and the transfer. */
const underWay = /verifying_account|matching_identity|in_review|repairing_link|authorizing/;

describe('a part killed in the middle of a run', () => {
  for (const part of ['api', 'temporal', 'postgres']) {
    it(`${part}: is started again, and every case ends as it has to`, async function () {
      // Cases wait for the part to come back, and an activity whose end Temporal did not hear of is tried again only after
      // its 45 seconds (workflows/activities.ts).
      this.timeout(120_000);
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
        assert.ok(await until(async () => (await commandLine(pid)) !== null, { seconds: 5 }), `${name} is not running`);
      }
    });
  }
});
