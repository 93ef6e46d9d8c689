import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { insertIdentityCheck } from '../../db/identity-checks.ts';
import { moveStage, recordStanding } from '../../db/stages.ts';
import type { Stage } from '../../domain/onboarding.ts';
import { onboardingWorkflowId } from '../../workflows/messages.ts';
import { createdCase, startApi, type TestApi } from '../support/api.ts';
import { ownDatabase } from '../support/database.ts';
import { noWorker } from '../support/fake-temporal.ts';
import { aMatch, storedAccount, storedTransfer } from '../support/stored-case.ts';

describe('decisions on a case', () => {
  const database = ownDatabase();
  let api: TestApi;
  let id: string;
  beforeEach(async () => {
    api = await startApi(database.pool);
    id = await createdCase(api);
  });
  afterEach(() => api.stop());

  const post = (path: string, body?: unknown, idempotencyKey?: string) =>
    api.send('POST', `/v1/onboardings/${id}${path}`, { body, ...(idempotencyKey && { idempotencyKey }) });
  const move = (stage: Stage, more: Partial<Parameters<typeof moveStage>[1]> = {}) =>
    moveStage(database.pool, { onboardingId: id, step: 9, stage, ...more });

  describe('POST …/review', () => {
    const decision = { decision: 'approve', reviewer: 'ops-7', note: 'Canary note: spoke to her' };

    beforeEach(() => move('in_review'));

    it('asks the case, and keeps the note out of it', async () => {
      const { status } = await post('/review', decision);
      assert.equal(status, 200);
      const [update] = api.temporal.updates;
      assert.deepEqual(update?.args, [{ review: update?.updateId, decision: 'approve', reviewer: 'ops-7' }]);
      const { rows } = await database.pool.query('select decision, reviewer from reviews where id = $1', [
        update?.updateId,
      ]);
      assert.deepEqual(rows, [{ decision: 'approve', reviewer: 'ops-7' }]);
    });

    it('is one update however often it is sent under one key', async () => {
      const key = randomUUID();
      const fault = api.temporal.failNext('update', 'after', noWorker());
      const late = await post('/review', decision, key);
      assert.deepEqual([fault.fired, late.status, late.body.code], [true, 503, 'worker_unavailable']);
      assert.equal((await post('/review', decision, key)).status, 200);
      const replayed = await post('/review', decision, key);
      assert.deepEqual([replayed.status, replayed.headers.get('idempotent-replayed')], [200, 'true']);
      assert.equal(api.temporal.updates.length, 1);
      const { rows } = await database.pool.query('select from reviews where onboarding_id = $1', [id]);
      assert.equal(rows.length, 1);
    });

    describe('with four eyes', () => {
      const by = (reviewer: string, decision = 'approve') => post('/review', { decision, reviewer });
      const recorded = async () =>
        (
          await database.pool.query(
            `select reviewer, decision, taken_at is not null as taken from reviews
             where onboarding_id = $1 order by created_at`,
            [id],
          )
        ).rows;
      const said = async () => {
        const { body } = await api.send('GET', `/v1/onboardings/${id}/timeline`);
        return body.data.flatMap(({ what, detail }: { what: string; detail: { reviewer: string } }) =>
          what === 'reviewed' ? detail.reviewer : [],
        );
      };
      beforeEach(() =>
        database.pool.query(
          `update onboardings set policy = policy || '{"review": {"fourEyes": true}}' where id = $1`,
          [id],
        ),
      );

      it('shows who has approved and how many are missing, and hands on both', async () => {
        const first = await by('ops-7');
        assert.deepEqual(first.body.next_action, { type: 'review', approvals_needed: 1 });
        assert.deepEqual(
          first.body.reviews.map(({ reviewer, decision }: Record<string, string>) => [reviewer, decision]),
          [['ops-7', 'approve']],
        );
        assert.equal((await by('ops-8')).body.next_action.approvals_needed, 0);
        assert.deepEqual(
          api.temporal.updates.map(({ args }) => (args[0] as { reviewer: string }).reviewer),
          ['ops-7', 'ops-8'],
        );
        assert.deepEqual(await said(), ['ops-7', 'ops-8']);
      });

      it('refuses a second approval by the same person, and keeps none of it', async () => {
        await by('ops-7');
        const { status, body } = await by('ops-7');
        assert.deepEqual([status, body.code], [409, 'approved_already']);
        assert.deepEqual(await recorded(), [{ reviewer: 'ops-7', decision: 'approve', taken: true }]);
        assert.equal((await by('ops-7', 'reject')).status, 200);
      });

      it('counts no review that the case did not take', async () => {
        api.temporal.conflict = 'The case was cancelled a moment ago.';
        assert.equal((await by('ops-7')).status, 409);
        assert.deepEqual(await recorded(), [{ reviewer: 'ops-7', decision: 'approve', taken: false }]);
        api.temporal.conflict = null;
        const { body } = await by('ops-8');
        assert.deepEqual([body.reviews.length, body.next_action.approvals_needed], [1, 1]);
        assert.deepEqual(await said(), ['ops-8']);
      });

      it('begins anew when another owner was matched', async () => {
        await by('ops-7');
        const { accountId } = await storedAccount(database.pool, id);
        await insertIdentityCheck(database.pool, { ...aMatch, decision: 'unclear', onboardingId: id, accountId });
        const { body } = await api.send('GET', `/v1/onboardings/${id}`);
        assert.deepEqual([body.reviews, body.next_action.approvals_needed], [[], 2]);
        assert.equal((await by('ops-7')).body.next_action.approvals_needed, 1);
      });
    });

    it('keeps no review of a case that waits for none', async () => {
      await move('authorizing');
      const { status, body } = await post('/review', decision);
      assert.deepEqual([status, body.code], [409, 'stage_conflict']);
      const { rows } = await database.pool.query('select from reviews where onboarding_id = $1', [id]);
      assert.deepEqual([rows, api.temporal.updates], [[], []]);
    });

    it("hands on the validator's sentence", async () => {
      api.temporal.conflict = 'The case was reviewed a moment ago.';
      const { status, body } = await post('/review', decision);
      assert.deepEqual([status, body.code, body.detail], [409, 'stage_conflict', api.temporal.conflict]);
    });

    it('refuses a reviewer who is a person, and decisions that are none', async () => {
      for (const body of [
        { ...decision, reviewer: 'jane@example.com' },
        { ...decision, decision: 'maybe' },
        { ...decision, note: 'x'.repeat(2001) },
        { decision: 'approve' },
      ]) {
        assert.equal((await post('/review', body)).status, 422);
      }
      assert.equal(api.temporal.updates.length, 0);
    });
  });

  describe('POST …/cancel', () => {
    it('asks the case once, however often it is asked', async () => {
      assert.equal((await post('/cancel', { reason: 'user_request' })).status, 200);
      assert.equal((await post('/cancel', { reason: 'user_request' })).status, 200);
      assert.deepEqual(
        api.temporal.updates.map(({ name, args }) => [name, args]),
        [['cancel', [{ by: 'product' }]]],
      );
      await move('closed', { outcome: 'cancelled' });
      const { status, body } = await post('/cancel', {});
      assert.deepEqual([status, body.outcome, body.next_action], [200, 'cancelled', null]);
    });

    it('refuses once the money has arrived, and after the end', async () => {
      const about = { onboardingId: id, transferId: await storedTransfer(database.pool, id), watchUntil: new Date() };
      await recordStanding(database.pool, { ...about, standing: 'funded' });
      assert.deepEqual((await post('/cancel', {})).body.code, 'stage_conflict');
      await recordStanding(database.pool, { ...about, standing: 'returned' });
      assert.deepEqual((await post('/cancel', {})).body.code, 'case_closed');
      assert.equal(api.temporal.calls.filter(({ call }) => call === 'update').length, 0);
    });

    it('tells a case that has ended from one that was not started yet', async () => {
      api.temporal.over.add(onboardingWorkflowId(id));
      assert.deepEqual((await post('/cancel', {})).body.code, 'case_closed');
      await database.pool.query('update onboardings set workflow_started_at = null where id = $1', [id]);
      const { status, body } = await post('/cancel', {});
      assert.deepEqual([status, body.code], [503, 'case_starting']);
    });
  });
});
