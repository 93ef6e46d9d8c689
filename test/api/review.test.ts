import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { insertIdentityCheck } from '../../db/bank/identity-checks.ts';
import { moveStage, type StageMove } from '../../db/case/stages.ts';
import { aMatch, storedAccount } from '../support/cases/stored-case.ts';
import { createdCase, startApi } from '../support/http/api.ts';
import { forEachTest } from '../support/http/own-api.ts';
import { noWorker } from '../support/temporal/fake-temporal.ts';

describe('POST …/review', () => {
  const [database, api] = forEachTest(startApi);
  let id: string;
  beforeEach(async () => {
    id = await createdCase(api);
    await move('in_review');
  });

  const review = (body: unknown, idempotencyKey?: string) =>
    api.send('POST', `/v1/onboardings/${id}/review`, { body, ...(idempotencyKey && { idempotencyKey }) });
  const move = (stage: StageMove['stage'], more: Partial<StageMove> = {}) =>
    moveStage(database.pool, { onboardingId: id, step: 9, stage, ...more });

  const question = async () =>
    (await database.pool.query('select question from onboardings where id = $1', [id])).rows[0]?.question;

  const decision = { decision: 'approve', reviewer: 'ops-7', note: 'Canary note: spoke to her' };

  it('sends the update to the case, without the note', async () => {
    const { status } = await review(decision);
    assert.equal(status, 200);
    const [update] = api.temporal.updates;
    assert.deepEqual(update?.args, [{ review: update?.updateId }]);
    const { rows } = await database.pool.query('select decision, reviewer from reviews where id = $1', [
      update?.updateId,
    ]);
    assert.deepEqual(rows, [{ decision: 'approve', reviewer: 'ops-7' }]);
  });

  it('is one update, however often the request is sent under one key', async () => {
    const key = randomUUID();
    const fault = api.temporal.failNext('update', 'after', noWorker());
    const late = await review(decision, key);
    assert.deepEqual([fault.fired, late.status, late.body.code], [true, 503, 'worker_unavailable']);
    assert.equal((await review(decision, key)).status, 200);
    const replayed = await review(decision, key);
    assert.deepEqual([replayed.status, replayed.headers.get('idempotent-replayed')], [200, 'true']);
    assert.equal(api.temporal.updates.length, 1);
    const { rows } = await database.pool.query('select from reviews where onboarding_id = $1', [id]);
    assert.equal(rows.length, 1);
  });

  describe('with four eyes', () => {
    const by = (reviewer: string, decision = 'approve') => review({ decision, reviewer });
    const recorded = async () =>
      (
        await database.pool.query(
          `select id, reviewer, decision, taken_at is not null as taken from reviews
           where onboarding_id = $1 order by created_at`,
          [id],
        )
      ).rows;
    const rows = async () => (await recorded()).map(({ reviewer, decision, taken }) => [reviewer, decision, taken]);
    const said = async () => {
      const { body } = await api.send('GET', `/v1/onboardings/${id}/timeline`);
      return body.data.flatMap(({ what, detail }: { what: string; detail: { reviewer: string } }) =>
        what === 'reviewed' ? detail.reviewer : [],
      );
    };
    beforeEach(() =>
      database.pool.query(`update onboardings set policy = policy || '{"review": {"fourEyes": true}}' where id = $1`, [
        id,
      ]),
    );

    it('shows who has approved and how many approvals are missing, and sends the case both', async () => {
      const first = await by('ops-7');
      assert.deepEqual(first.body.next_action, { type: 'review', question: await question(), approvals_needed: 1 });
      assert.deepEqual(
        first.body.reviews.map(({ reviewer, decision }: Record<string, string>) => [reviewer, decision]),
        [['ops-7', 'approve']],
      );
      assert.equal((await by('ops-8')).body.next_action.approvals_needed, 0);
      assert.deepEqual(
        api.temporal.updates.map(({ name, args, updateId }) => [name, args, updateId]),
        (await recorded()).map(({ id }) => ['review', [{ review: id }], id]),
      );
      assert.deepEqual(await said(), ['ops-7', 'ops-8']);
    });

    it('refuses a second approval by one reviewer, and records nothing', async () => {
      await by('ops-7');
      const { status, body } = await by('ops-7');
      assert.deepEqual([status, body.code], [409, 'approved_already']);
      assert.deepEqual(await rows(), [['ops-7', 'approve', true]]);
      assert.equal((await by('ops-7', 'reject')).status, 200);
    });

    it('counts no review that the case did not take', async () => {
      api.temporal.conflict = 'The case was cancelled a moment ago.';
      assert.equal((await by('ops-7')).status, 409);
      assert.deepEqual(await rows(), [['ops-7', 'approve', false]]);
      api.temporal.conflict = null;
      const { body } = await by('ops-8');
      assert.deepEqual([body.reviews.length, body.next_action.approvals_needed], [1, 1]);
      assert.deepEqual(await said(), ['ops-8']);
    });

    it('starts again after a new match of the owner', async () => {
      await by('ops-7');
      const { accountId } = await storedAccount(database.pool, id);
      await insertIdentityCheck(database.pool, { ...aMatch, decision: 'unclear', onboardingId: id, accountId });
      await move('in_review', { step: 10 });
      const { body } = await api.send('GET', `/v1/onboardings/${id}`);
      assert.deepEqual([body.reviews, body.next_action.approvals_needed], [[], 2]);
      assert.equal((await by('ops-7')).body.next_action.approvals_needed, 1);
    });
  });

  it('records no review of a case that waits for none', async () => {
    await move('authorizing');
    const { status, body } = await review(decision);
    assert.deepEqual([status, body.code], [409, 'stage_conflict']);
    const { rows } = await database.pool.query('select from reviews where onboarding_id = $1', [id]);
    assert.deepEqual([rows, api.temporal.updates], [[], []]);
  });

  it("answers with the sentence of the workflow's validator", async () => {
    api.temporal.conflict = 'The case was reviewed a moment ago.';
    const { status, body } = await review(decision);
    assert.deepEqual([status, body.code, body.detail], [409, 'stage_conflict', api.temporal.conflict]);
  });

  it('refuses a reviewer with an email address, and unknown decisions', async () => {
    for (const body of [
      { ...decision, reviewer: 'jane@example.com' },
      { ...decision, decision: 'maybe' },
      { ...decision, note: 'x'.repeat(2001) },
      { decision: 'approve' },
    ]) {
      assert.equal((await review(body)).status, 422);
    }
    assert.equal(api.temporal.updates.length, 0);
  });
});
