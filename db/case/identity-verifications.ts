import type { Db } from '../pool.ts';
import type { Vault } from '../vault.ts';
import { insertPlaidId } from './plaid-ids.ts';

/** One attempt. `url` is null if Plaid gives no page for it. */
export type VerificationRecord = { id: string; status: string; url: string | null };

const place = (id: string) => ({ table: 'identity_verifications', row: id, column: 'url' });

/** Records an attempt as Plaid shows it now, and its Plaid id. Call it in a transaction. */
export async function upsertVerification(
  db: Db,
  vault: Vault,
  { id, status, url, onboardingId }: VerificationRecord & { onboardingId: string },
): Promise<void> {
  const sealed = url && (await vault.applicantSealer(db, onboardingId))(place(id), url);
  await db.query(
    `insert into identity_verifications (id, onboarding_id, status, url_sealed) values ($1, $2, $3, $4)
     on conflict (id) do update set status = excluded.status, turn = default`,
    [id, onboardingId, status, sealed],
  );
  await insertPlaidId(db, 'identity_verification', id, onboardingId);
}

/** Returns the newest attempt of the case: the one that was recorded last. */
export async function verificationOfCase(
  db: Db,
  vault: Vault,
  onboardingId: string,
): Promise<VerificationRecord | null> {
  const { rows } = await db.query<{ id: string; status: string; sealed: Buffer | null }>(
    `select id, status, url_sealed as sealed from identity_verifications
     where onboarding_id = $1 order by turn desc limit 1`,
    [onboardingId],
  );
  const row = rows[0];
  if (!row) return null;
  const { id, status, sealed } = row;
  return { id, status, url: sealed && (await vault.open(db, place(id), sealed)).reveal() };
}
