// Renders an open question to reviewers. Nothing of it is personal.
import { z } from 'zod';
import type { Assignment, OpenReview } from '../../db/case/review-queue.ts';
import { duplicateVerdicts } from '../../domain/bank/duplicates.ts';
import { directions, networks, rails } from '../../domain/case/onboarding.ts';
import { databaseCautions } from '../../domain/case/policy.ts';
import { approvalsMissing } from '../../domain/case/review.ts';
import { formatAmount } from '../../domain/money.ts';
import { money, time } from '../http/answer-fields.ts';
import { identityAnswer, identitySchema } from './case-answer.ts';
import { authorizationAnswer, authorizationSchema } from './money-answer.ts';

const acceptOrReview = z.enum(['accept', 'review']);
const policy = z.object({
  four_eyes: z.boolean(),
  different_keys: z.boolean(),
  nicknames: acceptOrReview,
  businesses: acceptOrReview,
  duplicates: z.object({ same_user: z.enum(duplicateVerdicts), other_user: z.enum(duplicateVerdicts) }),
  database_caution: z.enum(databaseCautions),
  unchecked_risk: z.enum(['decline', 'review', 'accept']),
});

const assigned = z
  .object({ reviewer: z.string(), until: time })
  .nullable()
  .describe('The reviewer who works on it. Null: it is free.');
export const assignmentSchema = z.object({ assigned_to: assigned }).meta({ id: 'Assignment' });

export const assignmentAnswer = (assignment: Assignment | null): z.output<typeof assignmentSchema> => ({
  assigned_to: assignment && { reviewer: assignment.reviewer, until: assignment.until.toISOString() },
});

export const openReviewSchema = z
  .object({
    case_id: z.string().describe('The id of an onboarding, or of a transfer on a linked account.'),
    question: z.string(),
    since: time.describe('When the case asked the question.'),
    deadline: time.nullable(),
    seconds_left: z.int().nullable().describe('Until the deadline, and 0 from then on.'),
    reason: z.string().nullable().describe('The code that says why the case is in review.'),
    identity: identitySchema.nullable(),
    authorization: authorizationSchema.nullable(),
    policy: policy.describe('The parts of the policy that decide what goes to reviewers.'),
    approvals: z.array(z.object({ reviewer: z.string(), at: time })).describe('Those that count for this question.'),
    approvals_needed: z.int().describe('How many are missing.'),
    rail: z.enum(rails).nullable().describe('Null if the case moves no money, as are the amount and the currency.'),
    direction: z.enum(directions).nullable().describe('Null on the rail payment-initiation, as is the network.'),
    amount: money.nullable(),
    currency: z.string().nullable(),
    network: z.enum(networks).nullable(),
    ...assignmentSchema.shape,
  })
  .meta({ id: 'OpenReview', description: 'An open question to reviewers.' });

export function openReviewAnswer(view: OpenReview, now: Date): z.output<typeof openReviewSchema> {
  const { funding, identity, authorization, waitingUntil: deadline, reviews, policy } = view;
  const counting = reviews.filter(({ counts }) => counts);
  return {
    case_id: view.id,
    question: view.question,
    since: view.askedAt.toISOString(),
    deadline: deadline?.toISOString() ?? null,
    seconds_left: deadline && Math.max(0, Math.floor((deadline.getTime() - now.getTime()) / 1_000)),
    reason: view.reason,
    identity: identity && identityAnswer(identity),
    authorization: authorization && authorizationAnswer(authorization),
    policy: policyAnswer(policy),
    approvals: counting.flatMap(({ decision, reviewer, at }) =>
      decision === 'approve' ? { reviewer, at: new Date(at).toISOString() } : [],
    ),
    approvals_needed: approvalsMissing(counting, policy.review),
    rail: funding?.rail ?? null,
    direction: funding?.rail === 'ach' ? funding.direction : null,
    amount: funding && formatAmount(funding.amountCents),
    currency: funding?.currency ?? null,
    network: funding?.rail === 'ach' ? funding.network : null,
    ...assignmentAnswer(view.assigned),
  };
}

const policyAnswer = ({ review, identity, duplicates, databaseCaution, money }: OpenReview['policy']) => ({
  four_eyes: review.fourEyes,
  different_keys: review.differentKeys ?? false,
  nicknames: identity.nicknames,
  businesses: identity.businesses,
  duplicates: { same_user: duplicates.sameUser, other_user: duplicates.otherUser },
  database_caution: databaseCaution,
  unchecked_risk: money.uncheckedRisk,
});
