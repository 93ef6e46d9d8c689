import { answerCase, findCase, shownAt } from '../cases/find-case.ts';
import { recordReview, reviewSchema, sendReview } from '../cases/review-case.ts';
import type { Deps, Handler } from '../context.ts';
import { auditAbout } from '../http/audit.ts';
import { keyOf } from '../http/auth.ts';
import { readJson } from '../http/body.ts';
import { answerOnce, keyedId } from '../http/idempotent.ts';
import { checkInput } from '../http/input.ts';
import { asksCase, documented } from '../http/operation.ts';

/** The request sends the update itself. The relay sends it only once the request has surely failed. */
const signalAfterSeconds = 30;

const reviewing = {
  summary: "Record a reviewer's decision",
  body: {
    schema: reviewSchema,
    example: {
      ...{ decision: 'approve', reviewer: 'ops-7' },
      ...{ reason: 'name_variant', note: 'Seen the marriage certificate.' },
    },
  },
  idempotencyKey: 'optional',
  answer: shownAt,
  problems: [...asksCase, 'other_question', 'approved_already', 'same_key', 'assigned_to_another', 'erased'],
} as const;

/**
 * Records a reviewer's decision on an unclear match, or on a risk that Plaid has not checked. With the four-eyes
 * policy, an approval takes two of them. The answer shows the case as recorded, which follows the decision within
 * moments.
 */
export function reviewOnboarding(deps: Deps): Handler {
  const { vault } = deps;
  return documented(reviewing, async (ctx) => {
    const given = checkInput(reviewSchema, await readJson(ctx.req));
    auditAbout(ctx, { who: given.reviewer });
    const { id: onboardingId } = await findCase(deps, ctx);
    const id = keyedId('rev', ctx);
    await answerOnce(deps, ctx, {
      request: given,
      record: async (tx) => {
        await recordReview(tx, vault, { id, onboardingId, key: keyOf(ctx), signalAfterSeconds }, given);
        return onboardingId;
      },
      finish: async () => {
        await sendReview(deps, onboardingId, id);
        return { status: 200, body: await answerCase(deps, ctx, onboardingId) };
      },
    });
  });
}
