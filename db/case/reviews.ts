// Reviewers' decisions. Each answers one question of its case (db/case/stages.ts) and is on record before the case is
// signalled.
import type { GivenReview, ReviewDecision } from '../../domain/case/review.ts';
import { accountUsedBy, linkerOf } from '../bank/linked-accounts.ts';
import type { Db } from '../pool.ts';
import type { Vault } from '../vault.ts';

/**
 * Records a decision. The note may concern the applicant and is sealed. The relay signals the case after
 * `signalAfterSeconds`.
 */
export async function insertReview(
  db: Db,
  vault: Vault,
  review: {
    id: string;
    onboardingId: string;
    question: string;
    decision: ReviewDecision;
    reviewer: string;
    key: string | null;
    note: string | null;
    signalAfterSeconds: number;
  },
): Promise<void> {
  const { id, onboardingId, question, decision, reviewer, key, note, signalAfterSeconds } = review;
  const sealed =
    note && (await vault.applicantSealer(db, onboardingId))({ table: 'reviews', row: id, column: 'note' }, note);
  await db.query(
    `insert into reviews (id, onboarding_id, identity_check_id, question, decision, reviewer, note_sealed, signal_at, key_id)
     values ($1, $2, (select id from identity_checks where onboarding_id = ${linkerOf('$2')}
         and account_id = coalesce(${accountUsedBy('$2')}, account_id) order by turn desc limit 1),
       $3, $4, $5, $6, now() + make_interval(secs => $7), $8)
     on conflict (id) do nothing`,
    [id, onboardingId, question, decision, reviewer, sealed || null, signalAfterSeconds, key],
  );
}

/** Returns the decisions on record for a question, oldest first, whether or not the case has read them. */
export async function reviewsOf(db: Db, question: string): Promise<(GivenReview & { review: string })[]> {
  const { rows } = await db.query<GivenReview & { review: string }>(
    'select id as review, decision, reviewer, key_id as key from reviews where question = $1 order by created_at, id',
    [question],
  );
  return rows;
}

/** Records that the case has read these reviews, with one note each on the timeline. Leaves other reviews alone. */
export async function takeReviews(db: Db, ids: readonly string[]): Promise<void> {
  await db.query(
    `with taken as (
       update reviews set taken_at = now(), signal_at = null
       where id = any ($1) and taken_at is null and question is not null returning *
     )
     insert into timeline (onboarding_id, what, detail)
     select onboarding_id, 'reviewed', 
       jsonb_build_object('review', id, 'decision', decision, 'reviewer', reviewer, 'key', key_id)
     from taken order by created_at, id`,
    [ids],
  );
}

/** `waiting`: the case has yet to read the review; `over`: its question was closed without it. */
export type ReviewState = 'waiting' | 'taken' | 'over';

export async function reviewState(db: Db, id: string): Promise<ReviewState> {
  const { rows } = await db.query<{ state: ReviewState }>(
    `select case when r.taken_at is not null then 'taken' when r.question = o.question then 'waiting' else 'over' end
       as state
     from reviews r join onboardings o on o.id = r.onboarding_id where r.id = $1`,
    [id],
  );
  return rows[0]?.state ?? 'over';
}

/**
 * Records that the case refused the review, so that it answers no question. Changes nothing if the case has read it
 * after all.
 */
export async function withdrawReview(db: Db, id: string): Promise<void> {
  await db.query('update reviews set question = null, signal_at = null where id = $1 and taken_at is null', [id]);
}

/** Closes the case's question to reviewers. With `before`, the number of a step: only if an earlier step asked it. */
export async function closeQuestion(db: Db, onboardingId: string, before?: number): Promise<void> {
  await db.query(
    'update onboardings set question = null where id = $1 and question is not null and ($2::int is null or step < $2)',
    [onboardingId, before ?? null],
  );
}
