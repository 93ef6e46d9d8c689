import type { ReviewDecision, ReviewReason } from '../../domain/case/review.ts';
import type { Db } from '../pool.ts';

export type ReviewFigures = {
  /** Questions that reviewers have decided. */
  decided: number;
  /** Cases whose reviewers did not decide in time. */
  expired: number;
  /** `returned`: those whose case stands as returned now. */
  decisions: { decision: ReviewDecision; reason: ReviewReason | null; count: number; returned: number }[];
};

/** Counts the tenant's decisions from `since` on. Call it in the reach of the tenant, whom the reviews do not name. */
export async function reviewFigures(db: Db, tenantId: string, since: Date): Promise<ReviewFigures> {
  const { rows } = await db.query<ReviewFigures['decisions'][number] & { deciding: number }>(
    {
      // A plan for any date would read all reviews.
      planned_each_time: true,
      text: `select r.decision, r.reason, count(*)::int as count,
       count(*) filter (where o.outcome = 'returned')::int as returned,
       count(*) filter (where r.decides)::int as deciding
     from reviews r join onboardings o on o.id = r.onboarding_id
     where r.created_at >= $2 and r.taken_at is not null and o.tenant_id = $1
     group by 1, 2 order by 1, 3 desc, 2`,
    },
    [tenantId, since],
  );
  // A case does not live for a year before its review is over.
  const { rows: expired } = await db.query<{ count: number }>(
    `select count(*)::int as count from onboardings
     where tenant_id = $1 and reason = 'review_expired' and updated_at >= $2
       and created_at >= $2::timestamptz - interval '1 year'`,
    [tenantId, since],
  );
  return {
    decided: rows.reduce((sum, { deciding }) => sum + deciding, 0),
    expired: expired[0]?.count ?? 0,
    decisions: rows.map(({ deciding: _, ...row }) => row),
  };
}
