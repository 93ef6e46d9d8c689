// A fake record of reviewers' decisions, for tests of workflows with fake activities.
import type { WorkflowHandle } from '@temporalio/client';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { newId } from '../../../db/ids.ts';
import { hasApprovedAs, type ReviewDecision, reviewVerdict } from '../../../domain/case/review.ts';
import { refusals, review } from '../../../workflows/messages.ts';
import type { FakeActivities } from '../temporal/temporal.ts';

type ReviewsRead = Awaited<ReturnType<NonNullable<FakeActivities['readReviews']>>>;
type Asked = ReviewsRead & { question: string; fourEyes: boolean };

const open = new Map<string, Asked>();
const fourEyes = new Set<string>();

/** Sets four eyes in the policy of the case on record. */
export function wantsFourEyes(onboardingId: string): void {
  fourEyes.add(onboardingId);
}

/** Closes the question about another account, as the real readAccount does. */
export const closeFakeQuestion = (onboardingId: string): void => void open.delete(onboardingId);

/** Returns the open question on the case's record, or opens a new one. */
function questionOf(onboardingId: string): Asked {
  const question = newId('qst');
  const asked = open.get(onboardingId) ?? {
    ...{ question, verdict: 'open', reviews: [], fourEyes: fourEyes.has(onboardingId) },
  };
  open.set(onboardingId, asked);
  return asked;
}

export const fakeReadReviews: NonNullable<FakeActivities['readReviews']> = async ({ onboardingId, over }) => {
  const asked = questionOf(onboardingId);
  asked.verdict = reviewVerdict(asked.reviews, asked);
  if (over || asked.verdict !== 'open') closeFakeQuestion(onboardingId);
  const { question, verdict, reviews } = asked;
  return { question, verdict, reviews };
};

type Handle = Pick<WorkflowHandle, 'workflowId' | 'executeUpdate'>;

/** Records a decision and sends the update, as the API does. */
export async function decide(handle: Handle, decision: ReviewDecision, reviewer = 'op-7'): Promise<void> {
  const asked = questionOf(handle.workflowId.slice('onboarding/'.length));
  const { reviews } = asked;
  if (decision === 'approve' && hasApprovedAs(reviews, { reviewer }, asked)) throw new Error('has approved already');
  const id = newId('rev');
  reviews.push({ review: id, decision, reviewer });
  await handle.executeUpdate(review, { args: [{ review: id }] }).catch((error: unknown) => {
    const cause = error instanceof WorkflowUpdateFailedError ? error.cause : null;
    if (!(cause instanceof ApplicationFailure && cause.type === refusals.early)) throw error;
  });
}
