import type { Reason } from '../domain/case/reasons.ts';
import { people } from './activities.ts';
import { addReview, type Case, setQuestion } from './case.ts';
import { questionClosed, questionOpened, takeNamedReviews } from './inbox.ts';
import { beginReminding } from './reminders.ts';
import { ignore, note } from './show.ts';
import { step } from './step.ts';
import { type Look, restSince, waitUntil } from './wait.ts';

type Reviewed = { approved: true } | { approved: false; reason: Reason };

/**
 * Waits for the reviewers' decision on an unclear match, or on a risk that Plaid has not checked. A decision is on
 * record before the update comes, so the case reads the record when the wait begins, at each update, and when the wait
 * ends.
 */
export async function reviewed(theCase: Case): Promise<Reviewed> {
  const { inbox } = theCase;
  const rest = restSince(theCase, 'in_review');
  const reminding = beginReminding(theCase, rest);
  const known = new Set<string>();
  questionOpened(inbox);
  const nextLook = () => (inbox.reviewsNamed?.length ? Date.now() : rest.deadline);

  async function look(): Promise<Look<Reviewed>> {
    const over = Date.now() >= rest.deadline;
    const ids = takeNamedReviews(inbox);
    const read = await step(theCase, 'in_review', (at) => people.readReviews({ ...at, over }));
    setQuestion(theCase, read.question);
    for (const { review, decision, reviewer } of read.reviews) {
      if (known.has(review)) continue;
      known.add(review);
      addReview(theCase, `${reviewer}: ${decision}`);
      note(theCase, `${reviewer}: ${decision}`);
    }
    if (!ids.every((review) => known.has(review))) ignore(theCase, 'a review that does not answer this question');
    if (read.verdict === 'approved') return { result: { approved: true } };
    if (read.verdict === 'rejected') return { result: { approved: false, reason: 'review_rejected' } };
    if (over) return { result: { approved: false, reason: 'review_expired' } };
    return { wait: { ...rest, reminding, nextLook, received: () => false } };
  }

  try {
    return await waitUntil(theCase, await look(), look);
  } finally {
    questionClosed(inbox);
    setQuestion(theCase, null);
  }
}
