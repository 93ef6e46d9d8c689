import { z } from 'zod';
import { insertReview, takeReview } from '../../db/reviews.ts';
import { Failure } from '../../domain/failure.ts';
import type { Stage } from '../../domain/onboarding.ts';
import { hasApproved, reviewDecisions } from '../../domain/review.ts';
import { review } from '../../workflows/messages.ts';
import { readJson } from '../body.ts';
import { askCase } from '../cases/ask-case.ts';
import { countingReviews } from '../cases/case-answer.ts';
import { answerCase, findCase } from '../cases/find-case.ts';
import type { Deps, Route } from '../context.ts';
import { answerOnce, keyedId } from '../idempotent.ts';
import { checkInput } from '../input.ts';

const body = z.strictObject({
  decision: z.enum(reviewDecisions),
  reviewer: z
    .string()
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/,
      'must be your own opaque id of the reviewer: 1 to 64 letters, digits, ".", "_", ":" or "-"; no email address',
    ),
  note: z.string().max(2000).nullish(),
});

/**
 * A person's decision on an unclear match, or on a risk that Plaid has not checked; where the policy wants four eyes, one of two. What the record already rules
 * out is refused here, so that no review is kept of it; the last word is the workflow's validator's. The answer shows
 * the case as recorded, which follows the decision within moments.
 */
export function reviewOnboarding(deps: Deps): Route {
  const { db, vault } = deps;
  return {
    method: 'POST',
    path: '/v1/onboardings/:id/review',
    handle: async (ctx) => {
      const { decision, reviewer, note = null } = checkInput(body, await readJson(ctx.req));
      const view = await findCase(deps, ctx);
      const id = keyedId('rev', ctx);
      await answerOnce(deps, ctx, {
        request: { decision, reviewer, note },
        record: async (tx) => {
          if (view.stage !== 'in_review') throw notInReview(view.stage);
          if (decision === 'approve' && hasApproved(countingReviews(view), reviewer)) throw approvedAlready();
          await insertReview(tx, vault, { id, onboardingId: view.id, decision, reviewer, note });
          return view.id;
        },
        finish: async (onboardingId) => {
          await askCase(deps, onboardingId, review, { review: id, decision, reviewer }, id);
          await takeReview(db, id);
          return { status: 200, body: await answerCase({ db, vault }, ctx, onboardingId) };
        },
      });
    },
  };
}

const notInReview = (stage: Stage) =>
  new Failure('conflict', `The case is ${stage}, not waiting for review.`, { code: 'stage_conflict' });

const approvedAlready = () =>
  new Failure('conflict', 'This reviewer has approved already: another one has to approve as well.', {
    code: 'approved_already',
  });
