import assert from 'node:assert/strict';
import { insertIdentityCheck } from '../../db/bank/identity-checks.ts';
import { listOpenReviews } from '../../db/case/review-queue.ts';
import { moveStage } from '../../db/case/stages.ts';
import { forTenant } from '../../db/reach.ts';
import { ensureTenant } from '../../db/tenants.ts';
import { caseInReview, reviewsOn } from '../support/cases/in-review.ts';
import { aMatch, anApplicant, storedAccount, storedCase } from '../support/cases/stored-case.ts';
import { explainingPool } from '../support/database/captured-plans.ts';
import { poolAs } from '../support/database/pool-as.ts';
import { startApi, storedKey } from '../support/http/api.ts';
import { forEachTestAlone } from '../support/http/own-api.ts';

describe('GET /v1/reviews', () => {
  const [database, api] = forEachTestAlone(startApi);
  const { decide, open, take } = reviewsOn(api);
  const list = async (query = '') => (await api.send('GET', `/v1/reviews?${query}`)).body;
  const idsOf = (data: { case_id: string }[]) => data.map(({ case_id }) => case_id);

  it('shows what a reviewer needs, and nothing personal', async () => {
    const before = new Date().toISOString();
    const id = await caseInReview(api, database.pool, { userId: 'user-of-canary' }, 'name_weak');
    const { accountId } = await storedAccount(database.pool, id);
    const fields = [
      { field: 'legal_name', score: 71, threshold: 85, verdict: 'weak' },
      { field: 'email', score: null, threshold: 70, verdict: 'unknown' },
    ] as const;
    await insertIdentityCheck(database.pool, {
      ...{ ...aMatch, decision: 'unclear', reason: 'name_weak', fields: [...fields], flags: ['partial_name'] },
      ...{ onboardingId: id, accountId },
    });
    const { data, next_cursor } = await list();
    const [one] = data;
    assert.deepEqual([data.length, next_cursor, one.case_id, one.reason], [1, null, id, 'name_weak']);
    assert.match(one.question, /^qst_/);
    assert.ok(one.since >= before && one.since <= new Date().toISOString(), one.since);
    assert.ok(one.deadline > one.since && Math.abs(one.seconds_left - 14 * 86_400) < 600, `${one.seconds_left}`);
    assert.deepEqual([one.identity.decision, one.identity.flags], ['unclear', ['partial_name']]);
    assert.deepEqual(one.identity.fields, fields);
    assert.deepEqual(
      [one.rail, one.direction, one.amount, one.currency, one.network],
      ['ach', 'debit', '25.00', 'USD', 'ach'],
    );
    assert.deepEqual([one.approvals, one.approvals_needed, one.assigned_to, one.authorization], [[], 1, null, null]);
    assert.deepEqual([one.policy.four_eyes, one.policy.businesses], [false, 'review']);
    const text = JSON.stringify(data);
    for (const personal of [anApplicant.legalName, anApplicant.email ?? '', '0000', 'user-of-canary', 'Platypus'])
      assert.ok(!text.includes(personal), personal);
  });

  it('has the oldest first, page by page, and only open questions', async () => {
    const ids: string[] = [];
    for (const _ of [1, 2, 3, 4]) ids.push(await caseInReview(api, database.pool));
    // A repeat of the step keeps the question, and its place.
    const [first = '', second = ''] = ids;
    await moveStage(database.pool, { onboardingId: first, step: 5, stage: 'in_review', reason: 'name_weak' });
    await storedCase(database.pool, { tenantId: 'default' });
    const page = await list('limit=2');
    assert.deepEqual(idsOf(page.data), ids.slice(0, 2));
    const rest = await list(`limit=2&cursor=${page.next_cursor}`);
    assert.deepEqual([idsOf(rest.data), rest.next_cursor], [ids.slice(2), null]);
    await moveStage(database.pool, { onboardingId: first, step: 6, stage: 'authorizing' });
    // Another question is a new one.
    await moveStage(database.pool, { onboardingId: second, step: 6, stage: 'in_review', reason: 'nickname' });
    assert.deepEqual(idsOf((await list()).data), [...ids.slice(2), second]);
  });

  it('reads a page by an index, however many cases are in review', async () => {
    const id = await caseInReview(api, database.pool);
    const read = async () => {
      const { pool, take } = explainingPool(database.url);
      const { reviews, next } = await forTenant('default', () =>
        listOpenReviews(poolAs(pool, 'gangway_api'), 'default', { limit: 1 }),
      );
      assert.equal(reviews[0]?.id, id);
      await pool.end();
      const [ran] = [...take().values()].filter(({ text }) => text.includes('review_asked_at'));
      return { blocks: ran?.blocks ?? Number.NaN, scanned: [...(ran?.scanned ?? [])], next };
    };
    const few = await read();
    await ensureTenant(database.pool, { id: 'ten_other', name: 'ten_other' });
    await database.pool.query(
      `insert into onboardings (id, tenant_id, user_id, policy, stage, question, review_asked_at)
       select 'onb_' || n, case n % 2 when 0 then 'default' else 'ten_other' end, 'user-1', '{}', 'in_review', 'qst_' || n,
         now() + make_interval(secs => n) from generate_series(1, 10000) n`,
    );
    await database.pool.query('analyze');
    const many = await read();
    assert.ok(!many.scanned.includes('onboardings') && many.next, `${many.scanned}`);
    assert.ok(many.blocks <= few.blocks + 100, `${few.blocks} blocks became ${many.blocks}`);
  });

  it('leaves out a case that waits for the confirmation of a transfer', async () => {
    const id = await storedCase(database.pool, { tenantId: 'default' });
    await moveStage(database.pool, { onboardingId: id, step: 5, stage: 'authorizing', waitingFor: 'confirmation' });
    assert.deepEqual((await list()).data, []);
  });

  it('shows the approvals given and missing, who works on it, and the time left as 0 after the deadline', async () => {
    const id = await caseInReview(api, database.pool, { policy: { review: { fourEyes: true } } });
    await decide(id, 'ops-7');
    await take(id, 'ops-8');
    await database.pool.query(`update onboardings set waiting_until = now() - interval '1 hour' where id = $1`, [id]);
    const one = await open(id);
    assert.deepEqual(
      one.approvals.map(({ reviewer }: { reviewer: string }) => reviewer),
      ['ops-7'],
    );
    assert.deepEqual([one.approvals_needed, one.assigned_to.reviewer, one.seconds_left], [1, 'ops-8', 0]);
  });

  it('shows a case without money, and one of another tenant to nobody else', async () => {
    const id = await caseInReview(api, database.pool);
    await caseInReview(api, database.pool, { tenantId: 'ten_other' });
    const columns = ['rail', 'direction', 'amount_cents', 'currency', 'network', 'ach_class', 'description'];
    await database.pool.query(
      `update onboardings set ${columns.map((column) => `${column} = null`).join(', ')} where id = $1`,
      [id],
    );
    const { data } = await list();
    assert.deepEqual(idsOf(data), [id]);
    assert.deepEqual([data[0].rail, data[0].amount, data[0].network], [null, null, null]);
    const other = await storedKey(database.pool, 'ten_other', ['onboardings:read']);
    const { body } = await api.send('GET', `/v1/reviews?case_id=${id}`, { key: other });
    assert.deepEqual(body.data, []);
  });
});

describe('GET …/related', () => {
  const [database, api] = forEachTestAlone(startApi);
  const { decide } = reviewsOn(api);
  const related = async (id: string) => (await api.send('GET', `/v1/onboardings/${id}/related?limit=100`)).body.data;

  it('has the other cases of the account and of the user, with endings and reviews, and no other tenant’s', async () => {
    const id = await caseInReview(api, database.pool, { userId: 'user-a' });
    const ofUser = await caseInReview(api, database.pool, { userId: 'user-a' });
    const ofAccount = await storedCase(database.pool, { tenantId: 'default', userId: 'user-b' });
    const ofNeither = await storedCase(database.pool, { tenantId: 'default', userId: 'user-b' });
    const foreign = await storedCase(database.pool, { tenantId: 'ten_other', userId: 'user-a' });
    for (const one of [id, ofAccount, foreign]) await storedAccount(database.pool, one);
    await database.pool.query(
      `update onboardings set stage = 'closed', outcome = 'returned', reason = 'R01' where id = $1`,
      [ofAccount],
    );
    await decide(ofUser, 'ops-7', { decision: 'reject', reason: 'suspected_fraud' });
    const data = await related(id);
    assert.deepEqual(
      data.map((one: Record<string, unknown>) => [one.id, one.same_account, one.same_user, one.outcome, one.reason]),
      [
        [ofAccount, true, false, 'returned', 'R01'],
        [ofUser, false, true, null, 'name_weak'],
      ],
    );
    assert.deepEqual(
      data[1].reviews.map(({ decision, reason }: Record<string, unknown>) => [decision, reason]),
      [['reject', 'suspected_fraud']],
    );
    assert.ok(!JSON.stringify(data).includes('user-'));
    assert.deepEqual((await related(ofNeither))[0].id, ofAccount);
  });

  it('has at most a hundred, the newest', async () => {
    const id = await caseInReview(api, database.pool, { userId: 'user-a' });
    for (let at = 0; at < 102; at++) await storedCase(database.pool, { tenantId: 'default', userId: 'user-a' });
    assert.equal((await related(id)).length, 100);
  });
});
