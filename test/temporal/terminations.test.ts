import assert from 'node:assert/strict';
import { pino } from 'pino';
import { noteTerminations } from '../../api/note-terminations.ts';
import { loadCase } from '../../db/case/onboardings.ts';
import { readTimeline } from '../../db/case/timeline.ts';
import { createCaseClient } from '../../temporal/case-client.ts';
import { caseWorkflowId } from '../../workflows/messages.ts';
import { storedCase } from '../support/cases/stored-case.ts';
import { ownDatabase } from '../support/database/database.ts';
import { withWorkerOnRealServer } from '../support/temporal/temporal.ts';
import { until } from '../support/until.ts';

describe('a case that an operator terminates in Temporal', () => {
  const database = ownDatabase();
  const log = pino({ level: 'silent' });

  it('ends on record where no money has moved, and otherwise stays open; the audit names who it was', async () => {
    const before = await storedCase(database.pool);
    const moving = await storedCase(database.pool);
    await database.pool.query(`update onboardings set stage = 'transferring' where id = $1`, [moving]);
    await withWorkerOnRealServer({}, async ({ client }) => {
      for (const id of [before, moving]) {
        const workflowId = caseWorkflowId(id);
        const handle = await client.workflow.start('onboarding', { workflowId, taskQueue: 'nobody', args: [] });
        await handle.terminate();
      }
      let now = Date.now();
      const watch = noteTerminations({ db: database.pool, log }, () => now);
      const noted = async () => {
        now += 60_000;
        await watch(createCaseClient(client));
        return (await Promise.all([before, moving].map(entries))).every((found) => found.length === 1);
      };
      assert.ok(await until(noted), 'the terminations were never seen');
      assert.ok(await noted(), 'each is noted once');
    });
    const records = await Promise.all([before, moving].map((id) => loadCase(database.pool, id)));
    assert.deepEqual(
      records.map((record) => [record?.stage, record?.outcome, record?.reason]),
      [
        ['closed', 'cancelled', 'terminated_by_operator'],
        ['transferring', null, null],
      ],
    );
    const { rows } = await database.pool.query(
      `select actor, who, object from audit where action = 'onboardings.terminate'`,
    );
    assert.deepEqual(rows.map(({ object }) => object).sort(), [before, moving].sort());
    for (const { actor, who } of rows) assert.ok(actor === 'temporal' && who.includes('@'), `${actor} ${who}`);
  });

  const entries = async (id: string) =>
    (await readTimeline(database.pool, id, { limit: 9 })).filter(({ what }) => what === 'terminated');
});
