// Reviewers' decisions. Each answers one question of its case (db/case/stages.ts) and is on record before the case is
// signalled.
import type { GivenReview, ReviewDecision, ReviewReason } from '../../domain/case/review.ts';
import { accountUsedBy, linkerOf } from '../bank/linked-accounts.ts';
import { applicantKey, type SelectedKey } from '../data-keys.ts';
import type { Db } from '../pool.ts';
import { isErased, type Vault } from '../vault.ts';

const noteOf = (review: string) => ({ table: 'reviews', row: review, column: 'note' });

/**
 * SQL: the reason and the note of a row of `reviews` may be shown. Until its question is decided they may not, so that
 * the second of two reviewers decides for themselves.
 */
export const isDisclosed = `(coalesce(reviews.decides, false) or reviews.question is distinct from
  (select question from onboardings where id = reviews.onboarding_id))`;

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
    reason: ReviewReason | null;
    note: string | null;
    /** The question is decided with it. */
    decides: boolean;
    signalAfterSeconds: number;
  },
): Promise<void> {
  const { id, onboardingId, question, decision, reviewer, key, reason, note, decides, signalAfterSeconds } = review;
  const sealed = note && (await vault.applicantSealer(db, onboardingId))(noteOf(id), note);
  await db.query(
    `insert into reviews (id, onboarding_id, identity_check_id, question, decision, reviewer, note_sealed, signal_at, key_id,
       reason, decides)
     values ($1, $2, (select id from identity_checks where onboarding_id = ${linkerOf('$2')}
         and account_id = coalesce(${accountUsedBy('$2')}, account_id) order by turn desc limit 1),
       $3, $4, $5, $6, now() + make_interval(secs => $7), $8, $9, $10)
     on conflict (id) do nothing`,
    [id, onboardingId, question, decision, reviewer, sealed || null, signalAfterSeconds, key, reason, decides],
  );
}

export type NotedReview = Omit<GivenReview, 'key'> & {
  question: string | null;
  /** Null: the reviewer gave none, or the question is not decided yet. So is the note. */
  reason: ReviewReason | null;
  /** Null too once the applicant is erased. */
  note: string | null;
  at: Date;
};

/** Returns the first decisions on all questions of a case, oldest first. */
export async function notedReviews(db: Db, vault: Vault, caseId: string, limit: number): Promise<NotedReview[]> {
  const { rows } = await db.query<Omit<NotedReview, 'note'> & { id: string; sealed: Buffer | null; key: SelectedKey }>(
    `select id, question, decision, reviewer, created_at as at, case when ${isDisclosed} then reason end as reason,
       case when ${isDisclosed} then note_sealed end as sealed, ${applicantKey('$1')}
     from reviews where onboarding_id = $1 and taken_at is not null order by created_at, reviews.id limit $2`,
    [caseId, limit],
  );
  const noneIfErased = (error: unknown) => {
    if (isErased(error)) return null;
    throw error;
  };
  return Promise.all(
    rows.map(async ({ id, sealed, key, ...review }) => {
      const note = sealed && (await vault.applicantOpener(db, key)(noteOf(id), sealed).catch(noneIfErased));
      return { ...review, note: note?.reveal() ?? null };
    }),
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
       jsonb_build_object('review', id, 'decision', decision, 'reviewer', reviewer, 'key', key_id,
         'reason', case when decides then reason end)
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
