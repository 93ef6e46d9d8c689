import { z } from 'zod';
import { assign, assignmentOf, endAssignment } from '../../db/case/review-queue.ts';
import { findCase } from '../cases/find-case.ts';
import { assignmentAnswer, assignmentSchema } from '../cases/open-review-answer.ts';
import { lockOpenQuestion, refuseIfTaken, reviewerId } from '../cases/review-case.ts';
import type { Deps, Handler } from '../context.ts';
import { auditAbout } from '../http/audit.ts';
import { readJson } from '../http/body.ts';
import { answerOnce } from '../http/idempotent.ts';
import { checkInput } from '../http/input.ts';
import { documented, type Operation } from '../http/operation.ts';

const reviewer = reviewerId.describe('The reviewer who asks.');
const bySelf = z.strictObject({ reviewer });
const toAnother = z.strictObject({ reviewer, to: reviewerId.describe('The reviewer who works on the case from now.') });

type Given = { reviewer: string; to?: string };
type Change = {
  summary: string;
  body: { schema: z.ZodType<Given>; example: Given };
  /** The reviewer who works on the case then. Null: it is free. */
  next: (given: Given) => string | null;
};

/** Gives the case to the reviewer, or renews their half hour. */
export const takeReview = (deps: Deps): Handler =>
  changing(deps, {
    summary: 'Take a case in review for half an hour',
    body: { schema: bySelf, example: { reviewer: 'ops-7' } },
    next: ({ reviewer }) => reviewer,
  });

/** Frees the case. */
export const giveBackReview = (deps: Deps): Handler =>
  changing(deps, {
    summary: 'Give back a case in review',
    body: { schema: bySelf, example: { reviewer: 'ops-7' } },
    next: () => null,
  });

/** Gives the case to another reviewer. */
export const handOverReview = (deps: Deps): Handler =>
  changing(deps, {
    summary: 'Hand over a case in review to another reviewer',
    body: { schema: toAnother, example: { reviewer: 'ops-7', to: 'ops-8' } },
    next: ({ to = null }) => to,
  });

/** Answers with the reviewer who works on the case then. Refused while another than `reviewer` works on it. */
function changing(deps: Deps, { summary, body, next }: Change): Handler {
  const operation: Operation = {
    ...{ summary, body, idempotencyKey: 'optional', answer: assignmentSchema },
    problems: ['stage_conflict', 'assigned_to_another'],
  };
  return documented(operation, async (ctx) => {
    const given = checkInput(body.schema, await readJson(ctx.req));
    auditAbout(ctx, { who: given.reviewer });
    const { id: onboardingId } = await findCase(deps, ctx);
    await answerOnce(deps, ctx, {
      request: given,
      record: async (tx) => {
        const { question } = await lockOpenQuestion(tx, onboardingId);
        await refuseIfTaken(tx, onboardingId, given.reviewer);
        const reviewer = next(given);
        if (reviewer === null) await endAssignment(tx, onboardingId);
        else await assign(tx, { onboardingId, question, reviewer });
        return onboardingId;
      },
      finish: async () => ({ status: 200, body: assignmentAnswer(await assignmentOf(deps.db, onboardingId)) }),
    });
  });
}
