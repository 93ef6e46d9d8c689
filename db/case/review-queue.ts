// The queue of reviewers: the open questions of a tenant, and who works on which.
import { assignedForMinutes } from '../../domain/case/review.ts';
import { isoMicros } from '../instant.ts';
import type { Db } from '../pool.ts';
import { type CasesCursor, type CaseView, caseView } from './case-views.ts';
import { withPolicy } from './onboardings.ts';

/** The reviewer who works on a question, until then. */
export type Assignment = { reviewer: string; until: Date };

/** SQL: the row `a` of `review_assignments` is about the open question of the case `o`, and has not lapsed. */
const isCurrent = 'a.question = o.question and a.assigned_until > now()';

/** Null: the open question of the case is free, or none is open. */
export async function assignmentOf(db: Db, onboardingId: string): Promise<Assignment | null> {
  const { rows } = await db.query<Assignment>(
    `select reviewer, assigned_until as until from review_assignments a join onboardings o on o.id = a.onboarding_id
     where a.onboarding_id = $1 and ${isCurrent}`,
    [onboardingId],
  );
  return rows[0] ?? null;
}

/** Gives the question to the reviewer for `assignedForMinutes`. Call it under the lock of the case. */
export async function assign(
  db: Db,
  { onboardingId, question, reviewer }: { onboardingId: string; question: string; reviewer: string },
): Promise<void> {
  await db.query(
    `insert into review_assignments (onboarding_id, question, reviewer, assigned_until)
     values ($1, $2, $3, now() + make_interval(mins => $4))
     on conflict (onboarding_id) do update
     set question = excluded.question, reviewer = excluded.reviewer, assigned_until = excluded.assigned_until`,
    [onboardingId, question, reviewer, assignedForMinutes],
  );
}

/** Frees the case. */
export async function endAssignment(db: Db, onboardingId: string): Promise<void> {
  await db.query('delete from review_assignments where onboarding_id = $1', [onboardingId]);
}

/** A case with an open question to reviewers. */
export type OpenReview = CaseView & { question: string; askedAt: Date; assigned: Assignment | null };

/** Oldest first. `next` is the beginning of the following page, null at the end. */
export async function listOpenReviews(
  db: Db,
  tenantId: string,
  page: { caseId?: string | undefined; limit: number; cursor?: CasesCursor | undefined },
): Promise<{ reviews: OpenReview[]; next: CasesCursor | null }> {
  const { caseId = null, limit, cursor } = page;
  const { rows } = await db.query<
    CaseView & { question: string; askedAt: Date; position: string } & NullableAssignment
  >(
    {
      planned_each_time: true,
      text: `select v.*, o.review_asked_at as "askedAt", ${isoMicros('o.review_asked_at')} as position,
         a.reviewer, a.assigned_until as until
       from (${caseView} where o.id = any (array(select o.id from onboardings o
         where o.tenant_id = $1 and o.review_asked_at is not null and ($2::text is null or o.id = $2)
           and ($3::timestamptz is null or (o.review_asked_at, o.id) > ($3, $4))
         order by o.review_asked_at, o.id limit $5))) v
       join onboardings o on o.id = v.id
       left join review_assignments a on a.onboarding_id = o.id and ${isCurrent}
       order by o.review_asked_at, o.id`,
    },
    [tenantId, caseId, cursor?.at ?? null, cursor?.id ?? null, limit + 1],
  );
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const reviews = rows.slice(0, limit).map(({ position: _, reviewer, until, ...view }) => ({
    ...withPolicy(view),
    assigned: reviewer === null ? null : { reviewer, until },
  }));
  return { reviews, next: last ? { at: last.position, id: last.id } : null };
}

type NullableAssignment = Assignment | { reviewer: null; until: null };
