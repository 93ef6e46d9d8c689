import { dataKeyOf } from './applicants.ts';
import type { Db } from './pool.ts';
import type { Vault } from './vault.ts';

/** A person's decision on an unclear match. The note may speak of the applicant and is sealed. */
export async function insertReview(
  db: Db,
  vault: Vault,
  review: {
    id: string;
    onboardingId: string;
    decision: 'approve' | 'reject';
    reviewer: string;
    note: string | null;
  },
): Promise<void> {
  const { id, onboardingId, decision, reviewer, note } = review;
  const sealed =
    note &&
    (await vault.seal(db, await dataKeyOf(db, onboardingId), { table: 'reviews', row: id, column: 'note' }, note));
  await db.query(
    `insert into reviews (id, onboarding_id, decision, reviewer, note_sealed) values ($1, $2, $3, $4, $5)
     on conflict (id) do nothing`,
    [id, onboardingId, decision, reviewer, sealed || null],
  );
}
