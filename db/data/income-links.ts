// The Links in which applicants share their income. No case waits for one.
import type { Db } from '../pool.ts';

/**
 * Records that the applicant shared their income in the session of this token, so that Plaid now makes the report.
 * Returns the report's id. Null if the token is for something else.
 */
export async function finishIncomeLink(db: Db, tokenHash: string): Promise<string | null> {
  const { rows } = await db.query<{ report: string }>(
    `select r.id as report from link_sessions s
     join reports r on r.onboarding_id = s.onboarding_id and r.kind = 'income'
     where s.token_hash = $1 and s.mode = 'income'`,
    [tokenHash],
  );
  const report = rows[0]?.report ?? null;
  if (report) await recordIncomeShared(db, report);
  return report;
}

/**
 * Records that the applicant shared their income, whichever message reported it. Plaid now makes the report, and its
 * Links are no longer needed.
 */
export async function recordIncomeShared(db: Db, reportId: string): Promise<void> {
  await db.query(
    `with shared as (
       update reports set status = 'asked', asked_at = now() where id = $1 and status = 'offered'
       returning onboarding_id
     ), finished as (
       update link_sessions s set status = 'finished', finished_at = now() from shared
       where s.onboarding_id = shared.onboarding_id and s.mode = 'income' and s.status <> 'finished'
     )
     insert into timeline (onboarding_id, what, detail)
     select onboarding_id, 'link_finished', '{"mode": "income"}' from shared`,
    [reportId],
  );
}

/** Lets the applicant share their income again, after the report failed. */
export async function reofferIncome(db: Db, reportId: string): Promise<void> {
  await db.query(
    `update reports set status = 'offered', error = null, reported_error = null where id = $1 and status = 'failed'`,
    [reportId],
  );
}

/** Returns when the newest of the case's tokens for income expires, or expired. */
export async function incomeLinkExpiry(db: Db, onboardingId: string): Promise<Date | null> {
  const { rows } = await db.query<{ expiresAt: Date | null }>(
    `select max(expires_at) as "expiresAt" from link_sessions where onboarding_id = $1 and mode = 'income'`,
    [onboardingId],
  );
  return rows[0]?.expiresAt ?? null;
}
