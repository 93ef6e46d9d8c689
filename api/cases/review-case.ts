// A reviewer's decision, from a request or from an operator's command. The API records it for the open question. Then
// the request sends the update to the case, or the relay does where no request can. The case reads the record.
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { lockAndLoadCase, unknownCase } from '../../db/case/onboardings.ts';
import { assignmentOf, endAssignment } from '../../db/case/review-queue.ts';
import { insertReview, reviewState, reviewsOf, takeReviews, withdrawReview } from '../../db/case/reviews.ts';
import type { Db } from '../../db/pool.ts';
import type { Vault } from '../../db/vault.ts';
import type { Policy } from '../../domain/case/policy.ts';
import {
  hasApprovedAs,
  isSameReviewer,
  plainReviewer,
  reasonsFor,
  reviewDecisions,
  reviewReasons,
  reviewVerdict,
  type SameApprover,
} from '../../domain/case/review.ts';
import { Failure } from '../../domain/failure.ts';
import { review } from '../../workflows/messages.ts';
import type { Deps } from '../context.ts';
import { errorFields } from '../http/access-log.ts';
import { opaqueId, prose } from '../http/fields.ts';
import { askCase } from './ask-case.ts';

export const reviewerId = z.string().transform(plainReviewer).pipe(opaqueId('the reviewer'));

export const reviewSchema = z
  .strictObject({
    decision: z.enum(reviewDecisions),
    reviewer: reviewerId,
    reason: z.enum(reviewReasons).nullish(),
    note: prose(2000).nullish(),
    /** The id of the question that the reviewer has seen. Without it the decision counts for the open question. */
    question: z.string().max(64).nullish(),
  })
  .superRefine(({ decision, reason }, context) => {
    const offered = reasonsFor(decision);
    if (reason && !offered.includes(reason))
      context.addIssue({ code: 'custom', path: ['reason'], message: `must be one of: ${offered.join(', ')}` });
  });

export type DecisionInput = z.output<typeof reviewSchema>;

/**
 * Records a decision and returns the id of its question. Call it in a transaction. Throws, and so records nothing,
 * where no open question needs the decision.
 */
export async function recordReview(
  tx: Db,
  vault: Vault,
  about: { id: string; onboardingId: string; key: string | null; signalAfterSeconds: number },
  given: DecisionInput,
): Promise<string> {
  const { decision, reviewer, reason = null, note = null } = given;
  const { question, policy } = await lockOpenQuestion(tx, about.onboardingId);
  if (given.question && given.question !== question) {
    const detail = `The open question is ${question}, not the one you sent. Read the case again, then decide about that question.`;
    throw conflict(detail, 'other_question');
  }
  const before = await reviewsOf(tx, question);
  if (decision === 'approve') refuseSecond(hasApprovedAs(before, { reviewer, key: about.key }, policy.review));
  if (reviewVerdict(before, policy.review) !== 'open')
    throw conflict('Reviewers decided this question a moment ago. Read the case again.');
  await refuseIfTaken(tx, about.onboardingId, reviewer);
  const decides = reviewVerdict([...before, { decision, reviewer, key: about.key }], policy.review) !== 'open';
  await insertReview(tx, vault, { ...about, question, decision, reviewer, reason, note, decides });
  await endAssignment(tx, about.onboardingId);
  return question;
}

/** Locks the case, and returns the question that reviewers have to decide. Throws if there is none. */
export async function lockOpenQuestion(tx: Db, onboardingId: string): Promise<{ question: string; policy: Policy }> {
  // The case closes its question under this lock too.
  const record = await lockAndLoadCase(tx, onboardingId);
  if (!record) throw unknownCase();
  if (record.stage !== 'in_review') throw conflict(`The case is ${record.stage}, not waiting for review.`);
  const { question, policy } = record;
  if (question === null) throw conflict('The case closed this review a moment ago. Read the case again.');
  return { question, policy };
}

/** Throws while another reviewer works on the case. Call it under the lock of the case. */
export async function refuseIfTaken(tx: Db, onboardingId: string, reviewer: string): Promise<void> {
  const assigned = await assignmentOf(tx, onboardingId);
  if (!assigned || isSameReviewer(assigned.reviewer, reviewer)) return;
  const detail = `${assigned.reviewer} works on this case until ${assigned.until.toISOString()}. Let them decide, give it back or hand it over, or wait until then.`;
  throw conflict(detail, 'assigned_to_another');
}

function refuseSecond(by: SameApprover): void {
  if (by === 'reviewer')
    throw conflict('This reviewer has already approved. Another reviewer has to approve as well.', 'approved_already');
  if (by === 'key')
    throw conflict('An approval has come by this API key already. The other has to come by another key.', 'same_key');
}

const conflict = (detail: string, code = 'stage_conflict') => new Failure('conflict', detail, { code });

type SendDeps = Pick<Deps, 'db' | 'cases'>;

/**
 * Sends the update about a review on record to its case. Throws if the case has moved on without the review. The
 * record may be ahead of the case for a moment; then the case has not opened the question yet, and reads the record
 * when it does.
 */
export async function sendReview(deps: SendDeps, onboardingId: string, id: string, patienceMs = 5_000): Promise<void> {
  const waits = async (): Promise<boolean> => {
    const state = await reviewState(deps.db, id);
    if (state === 'over')
      throw conflict('The case has moved on, so this decision does not count. Read the case again.');
    return state === 'waiting';
  };
  if (!(await waits())) return;
  if (await sendUpdate(deps, onboardingId, id)) return takeReviews(deps.db, [id]);
  const late = Date.now() + patienceMs;
  while ((await waits()) && Date.now() < late) await sleep(50);
}

/** False when the case has not opened the question yet. */
async function sendUpdate({ db, cases }: SendDeps, onboardingId: string, id: string): Promise<boolean> {
  try {
    await askCase({ db, cases }, onboardingId, review, [{ review: id }], id);
    return true;
  } catch (error) {
    if (!(error instanceof Failure && error.kind === 'conflict')) throw error;
    if (error.detail.code === 'not_open_yet') return false;
    await withdrawReview(db, id);
    // The case may have read the review from the record before it received this update, and moved on. Then the decision
    // counts, although the case refuses the update.
    if ((await reviewState(db, id)) === 'taken') return true;
    throw error;
  }
}

/** Sends the update for a review from the command, or for one whose request died before it sent one. */
export async function sendLateReview(
  { db, cases, log }: SendDeps & Pick<Deps, 'log'>,
  { id, onboardingId }: { id: string; onboardingId: string },
): Promise<void> {
  const about = { onboarding_id: onboardingId, review: id };
  try {
    await sendReview({ db, cases }, onboardingId, id, 0);
    log.info(about, 'review delivered to its case');
  } catch (error) {
    if (error instanceof Failure && error.kind === 'conflict') await withdrawReview(db, id);
    log.warn({ ...about, ...errorFields(error) }, 'review not delivered to its case');
  }
}
