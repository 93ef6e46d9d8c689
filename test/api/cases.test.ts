import assert from 'node:assert/strict';
import { updateNames } from '../../api/cases/update-case.ts';
import { caseWorkflowId } from '../../workflows/messages.ts';
import { createdCase, startApi, storedKey } from '../support/http/api.ts';
import { forEachTest } from '../support/http/own-api.ts';
import { noWorker } from '../support/temporal/fake-temporal.ts';

describe("an operator's updates over HTTP", () => {
  const [database, api] = forEachTest(startApi);
  let id: string;
  let key: string;
  beforeEach(async () => {
    id = await createdCase(api);
    key = await storedKey(database.pool, null);
  });

  const send = (name: string, of = id) => api.send('POST', `/v1/cases/${of}/${name}`, { key });

  it('reach a case of any tenant, each time anew, and stand in the audit', async () => {
    for (const name of updateNames) {
      for (let twice = 0; twice < 2; twice++) assert.equal((await send(name)).status, 204, name);
    }
    const sent = api.temporal.updates.map(({ workflowId, name, args }) => [workflowId, name, args]);
    const each = [
      ['cancel', [{ by: 'operator' }]],
      ...['retryStep', 'refresh', 'skipReminder', 'resendNotification'].map((name) => [name, []]),
    ];
    assert.deepEqual(
      sent,
      each.flatMap(([name, args]) => [
        [caseWorkflowId(id), name, args],
        [caseWorkflowId(id), name, args],
      ]),
    );
    const { rows } = await database.pool.query(
      `select distinct action, actor, outcome from audit where object = $1 and actor = 'operator' order by action, outcome`,
      [id],
    );
    assert.deepEqual(
      rows.map(({ action, outcome }) => `${action} ${outcome}`),
      updateNames.toSorted().flatMap((name) => [`cases.${name} begun`, `cases.${name} done`]),
    );
  });

  it('pass on the sentence with which the case refuses', async () => {
    api.temporal.conflict = 'No step of this case is waiting for a retry.';
    const { status, body } = await send('retry_step');
    assert.deepEqual([status, body.code, body.detail], [409, 'stage_conflict', api.temporal.conflict]);
  });

  it('say what is wrong with the case, or with Temporal', async () => {
    const unknown = await send('refresh', `onb_${'0'.repeat(32)}`);
    assert.deepEqual([unknown.status, unknown.body.code], [404, 'onboarding_not_found']);
    assert.equal((await send('refresh', 'x')).status, 404);
    api.temporal.failNext('update', 'before', noWorker());
    assert.equal((await send('refresh')).body.code, 'worker_unavailable');
    api.temporal.over.add(caseWorkflowId(id));
    assert.equal((await send('refresh')).body.code, 'case_closed');
    await database.pool.query('update onboardings set workflow_started_at = null where id = $1', [id]);
    assert.equal((await send('refresh')).body.code, 'case_starting');
  });
});
