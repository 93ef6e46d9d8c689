import type { ReviewDecision } from '../domain/review.ts';
import { dataKeyOf } from './applicants.ts';
import type { Db } from './pool.ts';
import type { Vault } from './vault.ts';

/**
 * A person's decision on what the case waits for: the newest match, if there is one, or the risk of a transfer. The note
 * may speak of the applicant and is sealed.
 */
export async function insertReview(
  db: Db,
  vault: Vault,
  review: {
    id: string;
    onboardingId: string;
    decision: ReviewDecision;
    reviewer: string;
    note: string | null;
  },
): Promise<void> {
  const { id, onboardingId, decision, reviewer, note } = review;
  const sealed =
    note &&
    (await vault.seal(db, await dataKeyOf(db, onboardingId), { table: 'reviews', row: id, column: 'note' }, note));
  await db.query(
    `insert into reviews (id, onboarding_id, identity_check_id, step, decision, reviewer, note_sealed) values ($1, $2,
       (select id from identity_checks where onboarding_id = $2 order by created_at desc limit 1),
       (select step from onboardings where id = $2), $3, $4, $5)
     on conflict (id) do nothing`,
    [id, onboardingId, decision, reviewer, sealed || null],
  );
}

/** The case has taken the review: it counts, and its timeline says so, once. */
export async function takeReview(db: Db, id: string): Promise<void> {
  await db.query(
    `with taken as (
       update reviews set taken_at = now() where id = $1 and taken_at is null returning *
     )
     insert into timeline (onboarding_id, what, detail)
     select onboarding_id, 'reviewed', jsonb_build_object('review', id, 'decision', decision, 'reviewer', reviewer)
     from taken`,
    [id],
  );
}
