// The pages of reviewers, and their commands. The person who has signed in is the reviewer: no form names one.
import { reviewDecisions, reviewReasons } from '../../../domain/case/review.ts';
import { ask, onceIn, oneOf, refuse, seeOther } from '../answers.ts';
import { kindOf } from '../case/kind.ts';
import type { Desk, DeskRoute } from '../desk.ts';
import { showQueue } from './queue.tsx';
import { openReviewOf, seenIn, showReview } from './review-page.tsx';
import { reviewerOf } from './reviewer.ts';

export const reviewPages: DeskRoute[] = [
  ['GET', '/reviews', 'viewer', (desk) => showQueue(desk)],
  ['GET', '/reviews/:id', 'reviewer', (desk, { id = '' }) => showReview(desk, id)],
  ['POST', '/reviews/:id/take', 'reviewer', (desk, { id = '' }) => take(desk, id)],
  ['POST', '/reviews/:id/give_back', 'reviewer', (desk, { id = '' }) => giveBack(desk, id)],
  ['POST', '/reviews/:id/hand_over', 'reviewer', (desk, { id = '' }) => handOver(desk, id)],
  ['POST', '/reviews/:id/decide', 'reviewer', (desk, { id = '' }) => decide(desk, id)],
];

async function reviewerFor(desk: Desk, id: string): Promise<string> {
  const review = await openReviewOf(desk, id);
  return reviewerOf(desk, review ? seenIn(review) : []);
}

async function take(desk: Desk, id: string): Promise<void> {
  const body = { reviewer: await reviewerFor(desk, id) };
  const taken = await ask(desk.api.POST(`/v1/${kindOf(id)}/{id}/review/take`, { params: { path: { id } }, body }));
  if (taken.refused) return showReview(desk, id, taken.refused);
  seeOther(desk, desk.at(`/reviews/${id}`));
}

async function giveBack(desk: Desk, id: string): Promise<void> {
  const body = { reviewer: await reviewerFor(desk, id) };
  const given = await ask(desk.api.POST(`/v1/${kindOf(id)}/{id}/review/give_back`, { params: { path: { id } }, body }));
  if (given.refused) return showReview(desk, id, given.refused);
  seeOther(desk, desk.at('/reviews?done=given_back'));
}

async function handOver(desk: Desk, id: string): Promise<void> {
  const body = { reviewer: await reviewerFor(desk, id), to: desk.form.get('to') ?? '' };
  const handed = await ask(
    desk.api.POST(`/v1/${kindOf(id)}/{id}/review/hand_over`, { params: { path: { id } }, body }),
  );
  if (handed.refused?.status === 422)
    return showReview(desk, id, refuse('to', 'Name the reviewer as their own queue does, such as ines-moor.op000001.'));
  if (handed.refused) return showReview(desk, id, handed.refused);
  seeOther(desk, desk.at('/reviews?done=handed_over'));
}

async function decide(desk: Desk, id: string): Promise<void> {
  const { form } = desk;
  const decision = oneOf(reviewDecisions, form.get('decision') ?? undefined);
  const reason = oneOf(reviewReasons, form.get('reason') ?? undefined);
  if (!decision) return showReview(desk, id, refuse(null, 'Choose whether to approve or to reject.'));
  if (!reason) return showReview(desk, id, refuse('reason', 'Choose a reason.'));
  const decided = await ask(
    desk.api.POST(`/v1/${kindOf(id)}/{id}/review`, {
      params: { path: { id } },
      headers: onceIn(desk),
      body: {
        ...{ decision, reason, reviewer: await reviewerFor(desk, id) },
        ...{ note: form.get('note') || null, question: form.get('question') },
      },
    }),
    { reason: 'The reason', note: 'The note' },
  );
  if (decided.refused) return showReview(desk, id, decided.refused);
  seeOther(desk, desk.at(`/reviews?done=${decision === 'approve' ? 'approved' : 'rejected'}`));
}
