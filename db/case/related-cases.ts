// The other cases of an account and of a user, for reviewers.
import type { Outcome } from '../../domain/case/onboarding.ts';
import type { Reason } from '../../domain/case/reasons.ts';
import type { ReviewDecision, ReviewReason } from '../../domain/case/review.ts';
import type { Stage } from '../../domain/case/stages.ts';
import { sameAccount } from '../bank/duplicates.ts';
import { isoMillis } from '../instant.ts';
import type { Db } from '../pool.ts';
import { isDisclosed } from './reviews.ts';

export type RelatedCase = {
  id: string;
  sameAccount: boolean;
  sameUser: boolean;
  stage: Stage;
  outcome: Outcome | null;
  reason: Reason | null;
  /** Oldest first. */
  reviews: { decision: ReviewDecision; reason: ReviewReason | null; at: string }[];
  createdAt: Date;
  updatedAt: Date;
};

/**
 * Returns the tenant's other cases of the same user, and those with the same account, newest first. `accountId`: that
 * of the case, or null. Call it in the reach of the tenant, so that it finds no other tenant's case.
 */
export async function relatedCases(
  db: Db,
  of: { caseId: string; tenantId: string; userId: string; accountId: string | null },
  limit: number,
): Promise<RelatedCase[]> {
  const { rows } = await db.query<RelatedCase>(
    `with ${sameAccount}, found as (
       select onboarding_id as id from same
       union
       (select id from onboardings where tenant_id = $3 and user_id = $4 order by created_at desc limit $5 + 1)
     )
     select o.id, o.id in (select onboarding_id from same) as "sameAccount", o.user_id = $4 as "sameUser",
       o.stage, o.outcome, o.reason, o.created_at as "createdAt", o.updated_at as "updatedAt",
       coalesce((select json_agg(json_build_object('decision', decision, 'at', ${isoMillis('created_at')},
           'reason', case when ${isDisclosed} then reason end) order by created_at, id)
         from reviews where onboarding_id = o.id and taken_at is not null), '[]') as reviews
     from found join onboardings o on o.id = found.id
     where o.id <> $2 and o.tenant_id = $3 order by o.created_at desc, o.id limit $5`,
    [of.accountId, of.caseId, of.tenantId, of.userId, limit],
  );
  return rows;
}
