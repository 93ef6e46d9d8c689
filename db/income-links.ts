// The Links in which people share their income: the case waits for none of them.
import type { Db } from './pool.ts';
import { addToTimeline } from './timeline.ts';

/**
 * Records that the person has shared their income in the session of this token: from now on Plaid is at the report,
 * whose id it gives. Null where the token is for something else. Call it in a transaction.
 */
export async function finishIncomeLink(db: Db, tokenHash: string): Promise<string | null> {
  const { rows } = await db.query<{ session: string; onboardingId: string; report: string; news: boolean }>(
    `with found as (
       select s.id, s.onboarding_id, s.status from link_sessions s
       where s.token_hash = $1 and s.mode = 'income' for update
     ), finished as (
       update link_sessions set status = 'finished', finished_at = now()
       where id in (select id from found where status <> 'finished')
     )
     select f.id as session, f.onboarding_id as "onboardingId", f.status <> 'finished' as news, r.id as report
     from found f join reports r on r.onboarding_id = f.onboarding_id and r.kind = 'income'`,
    [tokenHash],
  );
  const [found] = rows;
  if (!found) return null;
  if (found.news) {
    await addToTimeline(db, found.onboardingId, 'link_finished', { session: found.session, mode: 'income' });
    await recordIncomeShared(db, found.report);
  }
  return found.report;
}

/** The person has shared it, and Plaid is at it. */
export async function recordIncomeShared(db: Db, reportId: string): Promise<void> {
  await db.query(`update reports set status = 'asked', asked_at = now() where id = $1 and status = 'offered'`, [
    reportId,
  ]);
}

/** The person may share it once more, after it failed. */
export async function reofferIncome(db: Db, reportId: string): Promise<void> {
  await db.query(
    `update reports set status = 'offered', error = null, told_error = null where id = $1 and status = 'failed'`,
    [reportId],
  );
}

/** When the newest of the case's tokens for it dies, or died. */
export async function incomeLinkExpiry(db: Db, onboardingId: string): Promise<Date | null> {
  const { rows } = await db.query<{ expiresAt: Date | null }>(
    `select max(expires_at) as "expiresAt" from link_sessions where onboarding_id = $1 and mode = 'income'`,
    [onboardingId],
  );
  return rows[0]?.expiresAt ?? null;
}
