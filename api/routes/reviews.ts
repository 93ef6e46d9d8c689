import { z } from 'zod';
import { reviewFigures } from '../../db/case/review-figures.ts';
import { listOpenReviews as listOpen } from '../../db/case/review-queue.ts';
import { notedReviews } from '../../db/case/reviews.ts';
import { reviewDecisions, reviewReasons } from '../../domain/case/review.ts';
import { hiddenReason } from '../cases/case-answer.ts';
import { findCase, tenantOf } from '../cases/find-case.ts';
import { openReviewAnswer, openReviewSchema } from '../cases/open-review-answer.ts';
import type { Deps, Handler } from '../context.ts';
import { pageOf, time } from '../http/answer-fields.ts';
import { checkInput } from '../http/input.ts';
import { documented } from '../http/operation.ts';
import { encodePlace, onePage, pageLimit, placeCursor, queryOf, shortListQuery } from '../http/query.ts';

const query = z.strictObject({
  case_id: z.string().max(64).optional(),
  limit: pageLimit(100, 20),
  cursor: placeCursor(/^(onb|trf)_[0-9a-f]{32}$/),
});
const listing = {
  summary: 'List the open questions to reviewers, oldest first',
  query,
  answer: pageOf(openReviewSchema),
};

/** Answers with the tenant's cases in review. */
export function listOpenReviews({ db }: Deps): Handler {
  return documented(listing, async (ctx) => {
    const { case_id: caseId, ...page } = checkInput(query, queryOf(ctx));
    const { reviews, next } = await listOpen(db, tenantOf(ctx), { ...page, caseId });
    const now = new Date();
    ctx.body = {
      data: reviews.map((review) => openReviewAnswer(review, now)),
      next_cursor: next && encodePlace(next.at, next.id),
    };
  });
}

const shown = z
  .object({
    question: z.string().nullable(),
    ...{ decision: z.enum(reviewDecisions), reviewer: z.string() },
    reason: z.enum(reviewReasons).nullable().describe(hiddenReason),
    note: z.string().nullable().describe('Null too while the reason is hidden, and once the applicant is erased.'),
    at: time,
  })
  .meta({ id: 'Review', description: 'The decision of a reviewer.' });
const reading = {
  summary: "List the reviewers' decisions on the case with their notes, oldest first",
  query: shortListQuery,
  answer: pageOf(shown),
} as const;

/** Answers with the decisions on all questions of the case, at most the first hundred. */
export function listReviewsOfCase(deps: Deps): Handler {
  const { db, vault } = deps;
  return documented(reading, async (ctx) => {
    const page = checkInput(shortListQuery, queryOf(ctx));
    const { id } = await findCase(deps, ctx);
    const reviews = await notedReviews(db, vault, id, 100);
    ctx.set('Cache-Control', 'no-store');
    ctx.body = onePage(
      reviews.map(({ at, ...review }): z.output<typeof shown> => ({ ...review, at: at.toISOString() })),
      page,
    );
  });
}

const figuresSchema = z
  .object({
    since: time,
    decided: z.int().describe('Questions that reviewers have decided, all of them in time.'),
    expired: z.int().describe('Questions whose time was over before.'),
    decisions: z.array(
      z.object({
        decision: z.enum(reviewDecisions),
        reason: z.enum(reviewReasons).nullable(),
        count: z.int(),
        returned: z.int().describe('Those whose case stands as `returned` now.'),
      }),
    ),
  })
  .meta({ id: 'ReviewFigures', description: 'With four eyes, each of the two approvals counts in `decisions`.' });
const counting = { summary: 'Count the reviews of the last 90 days, by decision and reason', answer: figuresSchema };

/** Answers with figures to tune a policy by. */
export function showReviewFigures({ db }: Deps): Handler {
  return documented(counting, async (ctx) => {
    const since = new Date(Date.now() - 90 * 86_400_000);
    ctx.body = { since: since.toISOString(), ...(await reviewFigures(db, tenantOf(ctx), since)) };
  });
}
