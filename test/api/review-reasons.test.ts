import assert from 'node:assert/strict';
import { endCase } from '../../cases/end-case.ts';
import { eraseApplicant } from '../../db/case/applicants.ts';
import { moveStage } from '../../db/case/stages.ts';
import { transaction } from '../../db/pool.ts';
import { reasonsFor, reviewDecisions, reviewReasons } from '../../domain/case/review.ts';
import { caseInReview, reviewsOn } from '../support/cases/in-review.ts';
import { testVaultKeys } from '../support/cases/stored-case.ts';
import { urlAs } from '../support/database/pool-as.ts';
import { startApi, storedKey } from '../support/http/api.ts';
import { forEachTestAlone } from '../support/http/own-api.ts';
import { runCommand } from '../support/stack/run-command.ts';

const note = 'Canary note: spoke to her';

describe('the reason of a review', () => {
  const [database, api] = forEachTestAlone(startApi);
  const { decide } = reviewsOn(api);
  const get = async (path: string) => (await api.send('GET', `/v1/${path}`)).body;
  const reasonsOf = (reviews: { reason: unknown }[]) => reviews.map(({ reason }) => reason);
  const reviewsOf = async (id: string) => (await get(`onboardings/${id}/reviews`)).data;
  const onTimeline = async (id: string) =>
    (await get(`onboardings/${id}/timeline`)).data.flatMap(
      ({ what, detail }: { what: string; detail: { reason: string | null } }) => (what === 'reviewed' ? [detail] : []),
    );

  it('is one of those for the decision, or none', async () => {
    for (const decision of reviewDecisions) {
      for (const reason of reviewReasons) {
        const id = await caseInReview(api, database.pool);
        const { status, body } = await decide(id, 'ops-7', { decision, reason });
        assert.equal(status, reasonsFor(decision).includes(reason) ? 200 : 422, `${decision} ${reason}`);
        if (status === 422) assert.match(body.errors[0].message, /^must be one of: .*other$/);
      }
    }
    const id = await caseInReview(api, database.pool);
    assert.equal((await decide(id, 'ops-7', { reason: 'because' })).status, 422);
    const { status, body } = await decide(id, 'ops-7');
    assert.deepEqual([status, reasonsOf(body.reviews)], [200, [null]]);
  });

  it('is in the case, its timeline and its decisions; the note only in these, for `personal:read`', async () => {
    const id = await caseInReview(api, database.pool);
    const { body } = await decide(id, 'ops-7', { reason: 'name_variant', note });
    assert.deepEqual(reasonsOf(body.reviews), ['name_variant']);
    const timeline = await onTimeline(id);
    assert.deepEqual(reasonsOf(timeline), ['name_variant']);
    const [review] = await reviewsOf(id);
    assert.deepEqual([review.reviewer, review.reason, review.note], ['ops-7', 'name_variant', note]);
    assert.ok(!JSON.stringify([body, timeline, api.logs]).includes('Canary'));
    const key = await storedKey(database.pool, 'default', ['onboardings:read']);
    assert.equal((await api.send('GET', `/v1/onboardings/${id}/reviews`, { key })).status, 403);
    const audit = await get('audit?action=onboardings.reviews.read');
    assert.deepEqual(
      audit.data.map(({ object, outcome }: Record<string, string>) => [object, outcome]),
      [
        [id, 'scope_missing'],
        [id, 'done'],
      ],
    );
  });

  it('is in the notification that a reviewer has rejected the case', async () => {
    const id = await caseInReview(api, database.pool);
    await decide(id, 'ops-7', { decision: 'reject', reason: 'third_party_account', note });
    const ending = { outcome: 'rejected', reason: 'review_rejected' } as const;
    await endCase(database.pool, { onboardingId: id, step: 6, ...ending });
    const expired = await caseInReview(api, database.pool);
    await endCase(database.pool, { onboardingId: expired, step: 6, outcome: 'rejected', reason: 'review_expired' });
    const { data } = await get('notifications?type=onboarding.rejected');
    assert.deepEqual(
      data.map(({ data }: { data: Record<string, unknown> }) => [data.onboarding_id, data.review_reason]),
      [
        [expired, undefined],
        [id, 'third_party_account'],
      ],
    );
  });

  it('shows no note of an erased person', async () => {
    const id = await caseInReview(api, database.pool);
    await decide(id, 'ops-7', { reason: 'other', note });
    await transaction(database.pool, (tx) => eraseApplicant(tx, id));
    const [review] = await reviewsOf(id);
    assert.deepEqual([review.reason, review.note], ['other', null]);
  });

  it('is taken from the command line too', async () => {
    const id = await caseInReview(api, database.pool);
    const review = (...args: string[]) =>
      runCommand('api/commands/review-main.ts', [id, ...args], {
        DATABASE_URL: urlAs(database.url, 'gangway_api'),
        GANGWAY_VAULT_KEYS: testVaultKeys,
      });
    const wrong = await review('approve', '--reviewer', 'ops-7', '--reason', 'suspected_fraud');
    assert.equal(wrong.code, 1);
    assert.match(wrong.complaint, /--reason must be one of: name_variant, /);
    const { code, complaint } = await review('reject', '--reviewer', 'ops-7', '--reason', 'suspected_fraud');
    assert.deepEqual([code, complaint], [0, '']);
    await api.relay.turn();
    assert.deepEqual(reasonsOf(await reviewsOf(id)), ['suspected_fraud']);
  });

  describe('with four eyes', () => {
    let id: string;
    beforeEach(async () => {
      id = await caseInReview(api, database.pool, { userId: 'user-eyes', policy: { review: { fourEyes: true } } });
    });
    /** Every answer that could give the second reviewer what the first one thinks. */
    const everywhere = async () => {
      const paths = ['onboardings/ID', 'onboardings/ID/reviews', 'onboardings/ID/timeline', 'reviews', 'onboardings'];
      const other = await caseInReview(api, database.pool, { userId: 'user-eyes' });
      const bodies = await Promise.all(
        [...paths, `onboardings/${other}/related`, 'users/user-eyes/export', 'notifications'].map((path) =>
          get(path.replace('ID', id)),
        ),
      );
      return JSON.stringify(bodies);
    };

    it('the reason and the note of the first reviewer are shown to nobody before the second one has decided', async () => {
      await decide(id, 'ops-7', { reason: 'document_seen', note });
      const before = await everywhere();
      assert.ok(!before.includes('document_seen') && !before.includes('Canary'), before);
      assert.ok(before.includes('ops-7'), 'that another has approved, and who, is visible');
      await decide(id, 'ops-8', { reason: 'name_variant', note: 'Canary 2' });
      await moveStage(database.pool, { onboardingId: id, step: 6, stage: 'authorizing' });
      const reviews = await reviewsOf(id);
      assert.deepEqual(
        reviews.map(({ reviewer, reason, note }: Record<string, unknown>) => [reviewer, reason, note]),
        [
          ['ops-7', 'document_seen', note],
          ['ops-8', 'name_variant', 'Canary 2'],
        ],
      );
      assert.deepEqual(reasonsOf((await get(`onboardings/${id}`)).reviews), ['document_seen', 'name_variant']);
      const { cases } = await get('users/user-eyes/export');
      assert.equal(cases.flatMap(({ reviews }: { reviews: unknown[] }) => reviews).length, 2);
    });

    it('a rejection decides alone, and its reason is shown', async () => {
      await decide(id, 'ops-7', { decision: 'reject', reason: 'no_response' });
      assert.deepEqual(reasonsOf(await reviewsOf(id)), ['no_response']);
    });
  });
});

describe('GET /v1/reviews/figures', () => {
  const [database, api] = forEachTestAlone(startApi);
  const { decide } = reviewsOn(api);
  const figures = async () => (await api.send('GET', '/v1/reviews/figures')).body;
  const decided = async (more: object, outcome: string | null = null, days = 0, tenantId = 'default') => {
    const id = await caseInReview(api, database.pool, { tenantId });
    const key = await storedKey(database.pool, tenantId);
    const body = { decision: 'approve', reviewer: 'ops-7', ...more };
    const { status } = await api.send('POST', `/v1/onboardings/${id}/review`, { key, body });
    assert.equal(status, 200);
    await database.pool.query(
      `update reviews set created_at = now() - make_interval(days => $2) where onboarding_id = $1`,
      [id, days],
    );
    if (outcome)
      await database.pool.query(`update onboardings set stage = 'closed', outcome = $2 where id = $1`, [id, outcome]);
  };

  it('counts by decision and reason, and the approvals that came back', async () => {
    await decided({ reason: 'name_variant' }, 'returned');
    await decided({ reason: 'name_variant' }, 'funded');
    await decided({ reason: 'other' });
    await decided({ decision: 'reject' }, 'rejected');
    await decided({ reason: 'joint_account' }, 'returned', 91);
    await decided({ reason: 'joint_account' }, 'returned', 0, 'ten_other');
    const { since, ...rest } = await figures();
    assert.equal(Math.round((Date.now() - Date.parse(since)) / 86_400_000), 90);
    assert.deepEqual(rest, {
      ...{ decided: 4, expired: 0 },
      decisions: [
        { decision: 'approve', reason: 'name_variant', count: 2, returned: 1 },
        { decision: 'approve', reason: 'other', count: 1, returned: 0 },
        { decision: 'reject', reason: null, count: 1, returned: 0 },
      ],
    });
  });

  it('counts a question once although two reviewers decide it, and those that nobody decided in time', async () => {
    const two = await caseInReview(api, database.pool, { policy: { review: { fourEyes: true } } });
    await decide(two, 'ops-7');
    assert.equal((await figures()).decided, 0);
    await decide(two, 'ops-8');
    for (const days of [1, 89, 91]) {
      const id = await caseInReview(api, database.pool);
      await endCase(database.pool, { onboardingId: id, step: 6, outcome: 'rejected', reason: 'review_expired' });
      await database.pool.query('update onboardings set updated_at = now() - make_interval(days => $2) where id = $1', [
        id,
        days,
      ]);
    }
    const { decided, expired, decisions } = await figures();
    assert.deepEqual([decided, expired, decisions[0].count], [1, 2, 2]);
  });
});
