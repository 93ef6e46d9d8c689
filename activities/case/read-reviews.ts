import { lockAndLoadCase } from '../../db/case/onboardings.ts';
import { closeQuestion, reviewsOf, takeReviews } from '../../db/case/reviews.ts';
import { transaction } from '../../db/pool.ts';
import { reviewVerdict } from '../../domain/case/review.ts';
import type { Deps } from '../deps.ts';
import { known } from '../on-record.ts';
import type { PeopleActivities } from '../types.ts';

export function readReviews({ db }: Pick<Deps, 'db'>): PeopleActivities['readReviews'] {
  return async ({ onboardingId, over }) => {
    return transaction(db, async (tx) => {
      // The API records a decision under this lock too. So it is read here, or refused because the question is
      // closed.
      const { policy, question } = await known('case', lockAndLoadCase(tx, onboardingId));
      const reviews = question === null ? [] : await reviewsOf(tx, question);
      await takeReviews(
        tx,
        reviews.map(({ review }) => review),
      );
      const verdict = reviewVerdict(reviews, policy.review);
      if (over && verdict === 'open') await closeQuestion(tx, onboardingId);
      // The key stays out of the history, which needs it for nothing.
      return { question, verdict, reviews: reviews.map(({ key: _, ...given }) => given) };
    });
  };
}
