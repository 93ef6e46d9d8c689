import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { loadCase } from '../../db/case/onboardings.ts';
import { takeReviews } from '../../db/case/reviews.ts';
import { moveStage } from '../../db/case/stages.ts';
import type { Reason } from '../../domain/case/reasons.ts';
import { refusals } from '../../workflows/messages.ts';
import { activitiesOn } from '../support/cases/activities.ts';
import { testVaultKeys } from '../support/cases/stored-case.ts';
import { urlAs } from '../support/database/pool-as.ts';
import { createdCase, startApi } from '../support/http/api.ts';
import { forEachTest } from '../support/http/own-api.ts';
import { strictPlaid } from '../support/plaid/strict-plaid.ts';
import { runCommand } from '../support/stack/run-command.ts';
import { noWorker, unavailable } from '../support/temporal/fake-temporal.ts';

describe('the question of a review', () => {
  const [database, api] = forEachTest(startApi);
  let id: string;
  beforeEach(async () => {
    id = await createdCase(api);
    await enter(5);
  });

  const enter = (step: number, reason: Reason = 'name_weak') =>
    moveStage(database.pool, { onboardingId: id, step, stage: 'in_review', reason });
  const open = async () => (await loadCase(database.pool, id))?.question ?? null;
  const decide = (given: object, idempotencyKey?: string) =>
    api.send('POST', `/v1/onboardings/${id}/review`, {
      body: { decision: 'approve', reviewer: 'ops-7', ...given },
      ...(idempotencyKey && { idempotencyKey }),
    });
  const rows = async () =>
    (
      await database.pool.query(
        `select id, question, reviewer, taken_at is not null as taken from reviews where onboarding_id = $1
         order by created_at`,
        [id],
      )
    ).rows;
  const read = (over = false) =>
    activitiesOn(database.pool, strictPlaid()).readReviews({ onboardingId: id, step: 9, over });
  const due = () => database.pool.query('update reviews set signal_at = now() where onboarding_id = $1', [id]);
  const refusedAs = (type: string) =>
    new WorkflowUpdateFailedError('refused', ApplicationFailure.nonRetryable('The case is elsewhere.', type));

  it('has a new id for each entry into review, which the answer shows; a repeat of the step keeps the question', async () => {
    const first = await open();
    assert.match(String(first), /^qst_/);
    const { body } = await api.send('GET', `/v1/onboardings/${id}`);
    assert.deepEqual(body.next_action, { type: 'review', question: first, approvals_needed: 1 });
    await enter(5);
    assert.equal(await open(), first);
    await enter(5, 'nickname');
    const second = await open();
    await enter(6, 'nickname');
    assert.equal(new Set([first, second, await open()]).size, 3);
    await moveStage(database.pool, { onboardingId: id, step: 7, stage: 'authorizing' });
    assert.equal(await open(), null);
  });

  it('takes only a decision that names this question or none', async () => {
    const first = await open();
    await enter(6);
    const { status, body } = await decide({ question: first });
    assert.deepEqual([status, body.code, await rows()], [409, 'other_question', []]);
    assert.match(body.detail, new RegExp(`The open question is ${await open()}`));
    assert.equal((await decide({ question: await open() })).status, 200);
    assert.deepEqual((await rows())[0]?.question, await open());
  });

  it('is answered by a decision that is recorded before the case waits', async () => {
    const fault = api.temporal.failNext('update', 'before', refusedAs(refusals.early));
    const answer = decide({});
    while ((await rows()).length === 0) await new Promise(setImmediate);
    while (!fault.fired) await new Promise(setImmediate);
    const { verdict, question } = await read();
    assert.deepEqual([verdict, question], ['approved', await open()]);
    const { status, body } = await answer;
    assert.deepEqual([status, body.reviews.length, body.next_action.approvals_needed], [200, 1, 0]);
  });

  it('is not answered by the decisions on an earlier question', async () => {
    await decide({});
    await enter(6);
    const { verdict, reviews } = await read();
    assert.deepEqual([verdict, reviews], ['open', []]);
  });

  it('takes no more decisions once it is decided, or over', async () => {
    await decide({});
    const second = await decide({ reviewer: 'ops-8', decision: 'reject' });
    assert.deepEqual([second.status, second.body.code, (await rows()).length], [409, 'stage_conflict', 1]);
    assert.equal((await read(true)).verdict, 'approved');
    await enter(6);
    assert.equal((await read(true)).verdict, 'open');
    assert.deepEqual([await open(), (await decide({})).status], [null, 409]);
  });

  it('is closed when the account is to be read again', async () => {
    const plaid = strictPlaid();
    await assert.rejects(activitiesOn(database.pool, plaid).readAccount({ onboardingId: id, step: 5 }));
    assert.notEqual(await open(), null);
    await assert.rejects(activitiesOn(database.pool, plaid).readAccount({ onboardingId: id, step: 6 }));
    assert.equal(await open(), null);
  });

  it('loses no decision where the process dies before it sends the update: the relay sends it', async () => {
    const fault = api.temporal.failNext('update', 'before', unavailable());
    assert.deepEqual([(await decide({})).status, fault.fired], [503, true]);
    assert.deepEqual((await rows())[0]?.taken, false);
    await api.relay.turn();
    assert.deepEqual([api.temporal.updates.length, (await rows())[0]?.taken], [0, false]);
    await due();
    await api.relay.turn();
    const [review] = await rows();
    assert.deepEqual(
      [api.temporal.updates.map(({ name, args }) => [name, args]), review?.taken],
      [[['review', [{ review: review?.id }]]], true],
    );
    await due();
    await api.relay.turn();
    assert.equal(api.temporal.calls.filter(({ call }) => call === 'update').length, 2);
  });

  it('the relay sends the other updates although one case takes none', async () => {
    const other = id;
    await decide({});
    id = await createdCase(api);
    await enter(5);
    await decide({});
    await database.pool.query('update reviews set taken_at = null where onboarding_id = any ($1)', [[id, other]]);
    await database.pool.query('update reviews set signal_at = now() where onboarding_id = any ($1)', [[id, other]]);
    api.temporal.failNext('update', 'before', noWorker());
    await api.relay.turn();
    const { rows: taken } = await database.pool.query(
      'select from reviews where onboarding_id = any ($1) and taken_at is not null',
      [[id, other]],
    );
    assert.equal(taken.length, 1);
  });

  it('counts a decision that the case has taken although it refuses the update', async () => {
    const key = randomUUID();
    api.temporal.failNext('update', 'before', unavailable());
    assert.equal((await decide({}, key)).status, 503);
    await takeReviews(
      database.pool,
      (await rows()).map((row) => row.id),
    );
    api.temporal.conflict = 'The case has ended.';
    assert.equal((await decide({}, key)).status, 200);
  });

  it('is never answered by a decision that the case refused, even after a repeat', async () => {
    const key = randomUUID();
    api.temporal.conflict = 'The case was cancelled a moment ago.';
    assert.equal((await decide({}, key)).status, 409);
    api.temporal.conflict = null;
    const { status, body } = await decide({}, key);
    assert.deepEqual([status, body.code], [409, 'stage_conflict']);
    assert.deepEqual([(await read()).reviews, api.temporal.updates], [[], []]);
  });

  it('takes two reviewers for four eyes, in whatever spelling of an id', async () => {
    await database.pool.query(
      `update onboardings set policy = policy || '{"review": {"fourEyes": true}}' where id = $1`,
      [id],
    );
    await decide({});
    for (const reviewer of ['OPS-7', 'ops-7 ', '\u200bops-7', 'ｏｐｓ-７', 'ops -7', 'Ops-\u00ad7']) {
      const { status, body } = await decide({ reviewer });
      assert.deepEqual([status, body.code], [409, 'approved_already'], reviewer);
    }
    for (const reviewer of ['', ' ', '\u200b\u2060', '\t', '\u3164']) {
      assert.equal((await decide({ reviewer })).status, 422, JSON.stringify(reviewer));
    }
    assert.equal((await read()).verdict, 'open');
    await decide({ reviewer: 'ops-8' });
    assert.equal((await read()).verdict, 'approved');
  });

  describe('on the command line', () => {
    const review = (...args: string[]) =>
      runCommand('api/commands/review-main.ts', args, {
        DATABASE_URL: urlAs(database.url, 'gangway_api'),
        GANGWAY_VAULT_KEYS: testVaultKeys,
      });

    it('is answered as over HTTP: recorded, and sent to the case by the relay', async () => {
      const { code, out, complaint } = await review(id, 'approve', '--reviewer', 'ops-7', '--note', 'spoke to her');
      assert.deepEqual([code, complaint], [0, '']);
      const [recorded] = await rows();
      const said = { review: recorded?.id, onboarding_id: id, question: await open() };
      assert.deepEqual(
        out.map((line) => JSON.parse(line)),
        [{ ...said, decision: 'approve', reviewer: 'ops-7' }],
      );
      await api.relay.turn();
      assert.deepEqual(api.temporal.updates[0]?.args, [{ review: recorded?.id }]);
      assert.deepEqual(
        (await rows()).map(({ taken }) => taken),
        [true],
      );
    });

    it('is refused as over HTTP, with a sentence', async () => {
      for (const [args, sentence] of [
        [[], /^Usage:/],
        // cspell:ignore aprove
        [[id, 'aprove', '--reviewer', 'ops-7'], /--decision must be "approve" or "reject"/],
        [[id, 'approve'], /--reviewer is required/],
        [['onb_none', 'approve', '--reviewer', 'ops-7'], /There is no onboarding with this id/],
        [[id, 'approve', '--reviewer', 'ops-7', '--question', 'qst_x'], /The open question is qst_/],
      ] as const) {
        const { code, complaint } = await review(...args);
        assert.equal(code, 1);
        assert.match(complaint, sentence);
      }
      assert.deepEqual(await rows(), []);
    });
  });
});
