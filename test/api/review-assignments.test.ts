import assert from 'node:assert/strict';
import { moveStage } from '../../db/case/stages.ts';
import { caseInReview, reviewsOn } from '../support/cases/in-review.ts';
import { startApi } from '../support/http/api.ts';
import { forEachTest } from '../support/http/own-api.ts';

describe('POST …/review/take, give_back, hand_over', () => {
  const [database, api] = forEachTest(startApi);
  const { decide, open, take } = reviewsOn(api);
  let id: string;
  beforeEach(async () => {
    id = await caseInReview(api, database.pool);
  });
  const giveBack = (reviewer: string) =>
    api.send('POST', `/v1/onboardings/${id}/review/give_back`, { body: { reviewer } });
  const handOver = (reviewer: string, to: string) =>
    api.send('POST', `/v1/onboardings/${id}/review/hand_over`, { body: { reviewer, to } });
  const lapse = () => database.pool.query(`update review_assignments set assigned_until = now()`);
  const holder = async () => (await open(id)).assigned_to?.reviewer ?? null;

  it('gives the case to one reviewer for half an hour, and again to the same one', async () => {
    const before = Date.now();
    const { status, body } = await take(id, 'ops-7');
    const minutes = (Date.parse(body.assigned_to.until) - before) / 60_000;
    assert.deepEqual([status, body.assigned_to.reviewer, Math.round(minutes)], [200, 'ops-7', 30]);
    assert.deepEqual((await open(id)).assigned_to, body.assigned_to);
    const again = await take(id, 'OPS-7');
    assert.equal(again.status, 200);
    assert.ok(again.body.assigned_to.until >= body.assigned_to.until);
  });

  it('refuses another reviewer, and says who works on it and until when', async () => {
    const { until } = (await take(id, 'ops-7')).body.assigned_to;
    const calls = [
      () => take(id, 'ops-8'),
      () => giveBack('ops-8'),
      () => handOver('ops-8', 'ops-9'),
      () => decide(id, 'ops-8'),
    ];
    for (const call of calls) {
      const { status, body } = await call();
      assert.deepEqual([status, body.code], [409, 'assigned_to_another']);
      assert.ok(body.detail.startsWith(`ops-7 works on this case until ${until}.`), body.detail);
    }
    assert.deepEqual([await holder(), (await open(id)).approvals], ['ops-7', []]);
  });

  it('gives it to exactly one of many who take it at once', async () => {
    const all = Array.from({ length: 12 }, (_, at) => `reviewer-${String.fromCharCode(97 + at)}`);
    const answers = await Promise.all(all.map((reviewer) => take(id, reviewer)));
    const won = answers.filter(({ status }) => status === 200);
    assert.deepEqual([won.length, answers.filter(({ status }) => status === 409).length], [1, all.length - 1]);
    assert.equal(won[0]?.body.assigned_to.reviewer, await holder());
  });

  it('is free again after its time', async () => {
    await take(id, 'ops-7');
    await lapse();
    assert.equal(await holder(), null);
    assert.equal((await take(id, 'ops-8')).status, 200);
    await lapse();
    assert.equal((await decide(id, 'ops-9')).status, 200);
  });

  it('is free after it was given back, and is the other reviewer’s after it was handed over', async () => {
    await take(id, 'ops-7');
    assert.deepEqual((await giveBack('ops-7')).body, { assigned_to: null });
    assert.deepEqual((await giveBack('ops-7')).body, { assigned_to: null });
    await take(id, 'ops-7');
    assert.equal((await handOver('ops-7', 'ops-8')).body.assigned_to.reviewer, 'ops-8');
    assert.equal((await decide(id, 'ops-7')).status, 409);
    assert.equal((await decide(id, 'ops-8')).status, 200);
  });

  it('ends with a decision, so that the second of two reviewers finds it free', async () => {
    await database.pool.query(
      `update onboardings set policy = policy || '{"review": {"fourEyes": true}}' where id = $1`,
      [id],
    );
    await take(id, 'ops-7');
    assert.equal((await decide(id, 'ops-7')).status, 200);
    assert.equal(await holder(), null);
    assert.equal((await take(id, 'ops-8')).status, 200);
  });

  it('needs none for a decision, as before', async () => {
    assert.equal((await decide(id, 'ops-7')).status, 200);
  });

  it('is about one question: the next one is free', async () => {
    await take(id, 'ops-7');
    await moveStage(database.pool, { onboardingId: id, step: 6, stage: 'in_review', reason: 'nickname' });
    assert.equal(await holder(), null);
    assert.equal((await take(id, 'ops-8')).status, 200);
  });

  it('is refused for a case that is not in review, and for a reviewer without an id', async () => {
    for (const reviewer of ['', 'jane@example.com', '\u200b']) assert.equal((await take(id, reviewer)).status, 422);
    assert.equal(
      (await api.send('POST', `/v1/onboardings/${id}/review/hand_over`, { body: { reviewer: 'a' } })).status,
      422,
    );
    await moveStage(database.pool, { onboardingId: id, step: 6, stage: 'authorizing' });
    const { status, body } = await take(id, 'ops-7');
    assert.deepEqual([status, body.code], [409, 'stage_conflict']);
  });

  it('is for transfers too, and writes to the audit who took it', async () => {
    const path = `/v1/transfers/${id.replace('onb', 'trf')}/review/take`;
    assert.equal((await api.send('POST', path, { body: { reviewer: 'ops-7' } })).status, 200);
    assert.equal(await holder(), 'ops-7');
    const { body } = await api.send('GET', `/v1/audit?object=${id}`);
    const [row] = body.data;
    assert.deepEqual([row.action, row.who, row.outcome], ['transfers.review.take', 'ops-7', 'accepted']);
  });
});
