// Reviewers' decisions and tenants' answers of which their case may not have been signalled.
import type { Db } from '../pool.ts';

export type Unsignalled = { what: 'review' | 'answer'; id: string; onboardingId: string };

/** SQL: those that may be claimed. */
export const reviewsToSignal = 'select id from reviews where signal_at <= now() order by signal_at';
export const answersToSignal = 'select question from confirmations where signal_at <= now() order by signal_at';

/** Claims these, oldest first, and at most `limit` of each. They are due again after a minute. */
export async function claimUnsignalled(db: Db, limit: number): Promise<Unsignalled[]> {
  const { rows } = await db.query<Unsignalled>(
    `with reviewed as (
       update reviews set signal_at = now() + interval '1 minute'
       where id in (${reviewsToSignal} limit $1 for no key update skip locked)
       returning id, onboarding_id
     ), answered as (
       update confirmations set signal_at = now() + interval '1 minute'
       where question in (${answersToSignal} limit $1 for no key update skip locked)
       returning question as id, onboarding_id
     )
     select 'review' as what, id, onboarding_id as "onboardingId" from reviewed
     union all select 'answer', id, onboarding_id from answered`,
    [limit],
  );
  return rows;
}
