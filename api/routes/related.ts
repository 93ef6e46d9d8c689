import { z } from 'zod';
import { accountOfCase } from '../../db/bank/accounts.ts';
import { relatedCases } from '../../db/case/related-cases.ts';
import { outcomes } from '../../domain/case/onboarding.ts';
import { reviewDecisions, reviewReasons } from '../../domain/case/review.ts';
import { stages } from '../../domain/case/stages.ts';
import { hiddenReason } from '../cases/case-answer.ts';
import { findCase } from '../cases/find-case.ts';
import type { Deps, Handler } from '../context.ts';
import { pageOf, time } from '../http/answer-fields.ts';
import { checkInput } from '../http/input.ts';
import { documented } from '../http/operation.ts';
import { onePage, queryOf, shortListQuery } from '../http/query.ts';

const related = z
  .object({
    id: z.string(),
    same_account: z.boolean().describe('As `duplicate_of` recognises an account.'),
    same_user: z.boolean(),
    stage: z.enum(stages),
    outcome: z.enum(outcomes).nullable(),
    reason: z.string().nullable(),
    reviews: z.array(
      z.object({
        decision: z.enum(reviewDecisions),
        reason: z.enum(reviewReasons).nullable().describe(hiddenReason),
        at: time,
      }),
    ),
    ...{ created_at: time, updated_at: time },
  })
  .meta({ id: 'RelatedCase' });
const listing = {
  summary: 'List your other cases with the same account or of the same user, newest first',
  query: shortListQuery,
  answer: pageOf(related),
} as const;

/** Answers with the newest hundred of them. */
export function listRelated(deps: Deps): Handler {
  const { db } = deps;
  return documented(listing, async (ctx) => {
    const page = checkInput(shortListQuery, queryOf(ctx));
    const { id: caseId, tenantId, userId } = await findCase(deps, ctx);
    const account = await accountOfCase(db, caseId);
    const found = await relatedCases(db, { caseId, tenantId, userId, accountId: account?.accountId ?? null }, 100);
    const answers = found.map(
      ({
        id,
        sameAccount,
        sameUser,
        stage,
        outcome,
        reason,
        reviews,
        createdAt,
        updatedAt,
      }): z.output<typeof related> => ({
        ...{ id, same_account: sameAccount, same_user: sameUser, stage, outcome, reason, reviews },
        ...{ created_at: createdAt.toISOString(), updated_at: updatedAt.toISOString() },
      }),
    );
    ctx.body = onePage(answers, page);
  });
}
