// The facts of a receipt of an erasure. They follow from the rows that stay, so they hold no personal data.
import type { Stage } from '../../domain/case/stages.ts';
import { proofKeptYears } from '../../domain/transfers/authorization-proof.ts';
import type { Db } from '../pool.ts';
import type { ErasureRecord } from './erasures.ts';

export type ErasureFacts = {
  erased: number;
  cancelled: number;
  itemsRemoved: number;
  /** Cases that are open or not erased. */
  left: number;
  /** The open cases whose end is known last, at most twenty. */
  open: { id: string; stage: Stage; until: string | null }[];
  kept: { cases: number; transfers: number; payments: number; proofs: number; proofsUntil: Date | null; holds: number };
};

/** Counts the cases from before the erasure was done: the person may have come again since. */
export async function erasureFacts(db: Db, erasure: ErasureRecord): Promise<ErasureFacts> {
  const { tenantId, userId, askedAt, doneAt } = erasure;
  const { rows } = await db.query<ErasureFacts>(
    `with theirs as (
       select o.*, p.data_key_id from onboardings o join applicants p on p.onboarding_id = o.id
       where o.tenant_id = $1 and o.user_id = $2 and ($4::timestamptz is null or o.created_at <= $4)
     )
     select count(*) filter (where data_key_id is null) as erased,
       count(*) filter (where outcome = 'cancelled' and updated_at >= $3) as cancelled,
       count(*) filter (where data_key_id is not null or open) as left,
       (select count(*) from items i join theirs c on c.id = i.onboarding_id where i.removed_at >= $3)
         as "itemsRemoved",
       (select coalesce(json_agg(w), '[]') from (
         select c.id, c.stage, coalesce((select max(watch_until) from transfers where onboarding_id = c.id),
           c.waiting_until) as until
         from theirs c where open order by until desc nulls first, id limit 20) w) as open,
       json_build_object('cases', count(*),
         'transfers', (select count(*) from transfers t join theirs c on c.id = t.onboarding_id),
         'payments', (select count(*) from payments y join theirs c on c.id = y.onboarding_id),
         'proofs', (select count(*) from authorization_proofs x join theirs c on c.id = x.onboarding_id),
         'holds', (select count(*) from account_holds h join transfers t on t.id = h.transfer_id
           join theirs c on c.id = t.onboarding_id where h.lifted_at is null)) as kept
     from theirs`,
    [tenantId, userId, askedAt, doneAt],
  );
  const [facts] = rows;
  if (!facts) throw new TypeError('a count returned no row');
  const { rows: proofs } = await db.query<{ until: Date | null }>(
    `select max(t.watch_until) + make_interval(years => $3) as until
     from authorization_proofs x join transfers t on t.onboarding_id = x.onboarding_id
       join onboardings o on o.id = x.onboarding_id
     where o.tenant_id = $1 and o.user_id = $2`,
    [tenantId, userId, proofKeptYears],
  );
  return { ...facts, kept: { ...facts.kept, proofsUntil: proofs[0]?.until ?? null } };
}
