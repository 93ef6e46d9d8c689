import { applicantKey, type SelectedKey } from '../data-keys.ts';
import type { Db } from '../pool.ts';
import type { Vault } from '../vault.ts';
import { insertPlaidId } from './plaid-ids.ts';

/** One attempt. `url` is null if Plaid gives no page for it. */
export type VerificationRecord = { id: string; status: string; url: string | null };

type SealedVerification = {
  onboardingId: string;
  id: string;
  status: string;
  sealed: Buffer | null;
  key: SelectedKey;
};

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
  const [read] = await verificationsOfCases(db, vault, [onboardingId]);
  return read ? read() : null;
}

/**
 * Finds the newest attempts of many cases, with one read. Returns a function for
 * each case, in their order, which decrypts it: one that cannot be decrypted does not stop the others.
 */
export async function verificationsOfCases(
  db: Db,
  vault: Vault,
  onboardingIds: string[],
): Promise<(() => Promise<VerificationRecord | null>)[]> {
  if (onboardingIds.length === 0) return [];
  const { rows } = await db.query<SealedVerification>(
    `select c.id as "onboardingId", v.*, ${applicantKey('c.id')} from unnest($1::text[]) as c (id)
     cross join lateral (
       select id, status, url_sealed as sealed from identity_verifications
       where onboarding_id = c.id order by turn desc limit 1) v`,
    [onboardingIds],
  );
  const found = new Map(rows.map((row) => [row.onboardingId, row]));
  return onboardingIds.map((onboardingId) => async () => {
    const row = found.get(onboardingId);
    if (!row) return null;
    const { id, status, sealed, key } = row;
    return { id, status, url: sealed && (await vault.applicantOpener(db, key)(place(id), sealed)).reveal() };
  });
}
