import { dataKeyOf } from './applicants.ts';
import type { Db } from './pool.ts';
import { insertRoute } from './routes.ts';
import type { Vault } from './vault.ts';

/** One attempt. `url` is null where Plaid gives no page for it. */
export type VerificationRecord = { id: string; status: string; url: string | null };

const place = (id: string) => ({ table: 'identity_verifications', row: id, column: 'url' });

/** Records an attempt as Plaid shows it now, and its route. Call it in a transaction. */
export async function upsertVerification(
  db: Db,
  vault: Vault,
  { id, status, url, onboardingId }: VerificationRecord & { onboardingId: string },
): Promise<void> {
  const sealed = url && (await vault.seal(db, await dataKeyOf(db, onboardingId), place(id), url));
  await db.query(
    `insert into identity_verifications (id, onboarding_id, status, url_sealed) values ($1, $2, $3, $4)
     on conflict (id) do update set status = excluded.status`,
    [id, onboardingId, status, sealed],
  );
  await insertRoute(db, 'identity_verification', id, onboardingId);
}

/** The newest attempt of the case. */
export async function verificationOfCase(
  db: Db,
  vault: Vault,
  onboardingId: string,
): Promise<VerificationRecord | null> {
  const { rows } = await db.query<{ id: string; status: string; sealed: Buffer | null }>(
    `select id, status, url_sealed as sealed from identity_verifications
     where onboarding_id = $1 order by created_at desc limit 1`,
    [onboardingId],
  );
  const row = rows[0];
  if (!row) return null;
  const { id, status, sealed } = row;
  return { id, status, url: sealed && (await vault.open(db, place(id), sealed)).reveal() };
}
