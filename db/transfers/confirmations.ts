// The tenant's answers about transfers that Plaid has authorized. Each is final: no row changes, except that the relay
// notes its signal.
import type { TenantAnswer } from '../../domain/transfers/confirmation.ts';
import type { Db } from '../pool.ts';

/** Records the answer about the transfer that was authorized last. Call it under the lock of the case. */
export async function insertAnswer(
  tx: Db,
  given: { question: string; onboardingId: string; step: number; answer: TenantAnswer; by: string },
): Promise<void> {
  const { question, onboardingId, step, answer, by } = given;
  await tx.query(
    `insert into confirmations (question, onboarding_id, transfer_number, account_id, step, answer, answered_by)
     select $1, onboarding_id, transfer_number, account_id, $5, $3, $4
     from authorizations where onboarding_id = $2 order by turn desc limit 1`,
    [question, onboardingId, answer, by, step],
  );
}

/** Returns the answer to this question of the case; without a question, the newest answer. Null: there is none. */
export async function answerTo(db: Db, onboardingId: string, question: string | null): Promise<TenantAnswer | null> {
  const { rows } = await db.query<{ answer: TenantAnswer }>(
    `select answer from confirmations where onboarding_id = $1 and ($2::text is null or question = $2)
     order by answered_at desc limit 1`,
    [onboardingId, question],
  );
  return rows[0]?.answer ?? null;
}

/**
 * Returns the answer about the transfer with this number: a refusal, or a confirmation of the transfer on this account.
 * Null: there is neither. `step`: the step that asked.
 */
export async function answerAbout(
  db: Db,
  about: { onboardingId: string; transferNumber: number; accountId: string },
): Promise<{ answer: TenantAnswer; step: number } | null> {
  const { rows } = await db.query<{ answer: TenantAnswer; step: number }>(
    `select answer, step from confirmations
     where onboarding_id = $1 and transfer_number = $2 and (account_id = $3 or answer = 'refused')
     order by answer = 'refused' desc limit 1`,
    [about.onboardingId, about.transferNumber, about.accountId],
  );
  return rows[0] ?? null;
}

/** Claims the answers of a case of which it was not signalled. The relay sends no signal about them for a minute. */
export async function claimAnswers(db: Db, onboardingId: string): Promise<{ id: string }[]> {
  const { rows } = await db.query<{ id: string }>(
    `update confirmations set signal_at = now() + interval '1 minute'
     where onboarding_id = $1 and signal_at is not null returning question as id`,
    [onboardingId],
  );
  return rows;
}

export async function answerWasSignalled(db: Db, question: string): Promise<void> {
  await db.query('update confirmations set signal_at = null where question = $1', [question]);
}
