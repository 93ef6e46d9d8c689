import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { caseWorkflowId } from '../../workflows/messages.ts';
import { searchAttributes } from '../../workflows/search-attributes.ts';
import { urlAs } from '../support/database/pool-as.ts';
import { atSimulator, createCase, goThroughLink, reads } from '../support/stack/journeys.ts';
import { runCommand } from '../support/stack/run-command.ts';
import { sharedStack } from '../support/stack/shared-stack.ts';
import { until } from '../support/until.ts';

const refusal = { path: '/identity/match', kind: 'status', status: 404, error_code: 'NOT_FOUND' };

describe('npm run cases', () => {
  const tenant = 'default';
  let troubled: string[];
  let asleep: string;

  before(async () => {
    troubled = [];
    for (let count = 0; count < 3; count++) {
      await atSimulator('/simulator/faults', refusal);
      const { id } = await createCase({ user_id: `commanded-${randomUUID()}` });
      await goThroughLink(id, { username: 'user_good' });
      assert.ok(await until(async () => (await troubleOf(id)) === 'missing'), 'the case met no trouble');
      troubled.push(id);
    }
    asleep = (await createCase({})).id;
  });

  async function troubleOf(id: string): Promise<string | undefined> {
    const handle = sharedStack().temporal.workflow.getHandle(caseWorkflowId(id));
    return (await handle.describe()).typedSearchAttributes.get(searchAttributes.trouble);
  }

  async function cases(...args: string[]) {
    const { addresses, pool } = sharedStack();
    const end = await runCommand('api/commands/cases-main.ts', args, {
      DATABASE_URL: urlAs(pool.options.connectionString ?? '', 'gangway_api'),
      TEMPORAL_ADDRESS: addresses.temporal_address,
    });
    return { ...end, out: end.out.map((line) => JSON.parse(line)) };
  }

  const auditOf = async (id: string) => {
    const { rows } = await sharedStack().pool.query(
      `select action, outcome from audit where actor = 'command' and object = $1 order by id`,
      [id],
    );
    return rows.map(({ action, outcome }) => `${action} ${outcome}`);
  };

  it('lists the cases in one kind of trouble, and changes nothing', async () => {
    const listed = await cases('retry_step', '--trouble', 'missing', '--tenant', tenant, '--list');
    assert.deepEqual([listed.code, listed.complaint], [0, '']);
    assert.deepEqual(listed.out.map(({ id }) => id).sort(), troubled.toSorted());
    assert.deepEqual(listed.out[0], { id: listed.out[0].id, tenant, stage: 'matching_identity' });
    assert.deepEqual(await auditOf(troubled[0] ?? ''), []);
    assert.deepEqual((await cases('retry_step', '--trouble', 'busy', '--list')).out, []);
  });

  it('retries all of them, and the second time none', async () => {
    const { code, out, complaint } = await cases('retry_step', '--trouble', 'missing');
    assert.deepEqual([code, complaint], [0, '3 cases: 3 took it, 0 refused it, 0 are left.\n']);
    assert.deepEqual(out.map(({ id, result }) => `${id} ${result}`).sort(), troubled.map((id) => `${id} done`).sort());
    for (const id of troubled) {
      await reads(`/v1/onboardings/${id}`, 'transferring', ({ stage }) => stage === 'transferring');
      assert.deepEqual(await auditOf(id), ['cases.retry_step begun', 'cases.retry_step done']);
      assert.ok(await until(async () => (await troubleOf(id)) === 'none'));
    }
    const none = async () => (await cases('retry_step', '--trouble', 'missing')).complaint.startsWith('0 cases: ');
    assert.ok(await until(none));
  });

  it('sends an update to the named cases, also to one asleep, and tells who refuses', async () => {
    const [closing = ''] = troubled;
    const { code, out, complaint } = await cases('refresh', asleep, `onb_${'0'.repeat(32)}`);
    assert.deepEqual([code, complaint], [1, '2 cases: 1 took it, 1 refused it, 0 are left.\n']);
    assert.deepEqual(
      out.map(({ result }) => result),
      ['done', 'onboarding_not_found'],
    );
    const cancelled = await cases('cancel', asleep, closing);
    assert.deepEqual(
      cancelled.out.map(({ result }) => result),
      ['done', 'stage_conflict'],
    );
    assert.match(cancelled.out[1].detail, /^The case can no longer be cancelled/);
    const { reason } = await reads(`/v1/onboardings/${asleep}`, 'closed', ({ stage }) => stage === 'closed');
    assert.equal(reason, 'cancelled_by_operator');
  });

  it('stops where Temporal is away, and says how to correct wrong arguments', async () => {
    const away = await runCommand('api/commands/cases-main.ts', ['refresh', asleep, asleep], {
      DATABASE_URL: urlAs(sharedStack().pool.options.connectionString ?? '', 'gangway_api'),
      TEMPORAL_ADDRESS: '127.0.0.1:1',
    });
    assert.equal(away.code, 1);
    assert.match(
      away.complaint,
      /^Stopped\. .*send the same request again\.\n2 cases: 0 took it, 0 refused it, 2 are left\.\n/,
    );
    for (const [args, complaint] of [
      [[], /^Usage:/],
      [['retryStep', asleep], /^Usage:/],
      [['refresh'], /^Usage:/],
      [['refresh', '--trouble', 'bug'], /^Usage:/],
      [['retry_step', asleep, '--trouble', 'bug'], /^Usage:/],
      [['retry_step', '--trouble', 'plaid'], /--trouble must be "unavailable"|--trouble must be/],
      [['retry_step', '--list'], /--trouble/],
      [['retry_step', '--trouble', 'bug', '--tenant', "x' OR '1"], /^There is no tenant with this id/],
    ] as const) {
      const end = await cases(...args);
      assert.deepEqual([end.code, end.out], [1, []], args.join(' '));
      assert.match(end.complaint, complaint);
    }
  });
});
