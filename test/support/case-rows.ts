import type { Pool } from '../../db/pool.ts';

/** What the record holds of a case's course and its money. */
export async function caseRows(pool: Pool, onboardingId: string) {
  const select = async <R extends object>(text: string) => (await pool.query<R>(text, [onboardingId])).rows;
  const [onboardings, transfers, payments, authorizations, events] = await Promise.all([
    select<{ stage: string; outcome: string | null }>('select stage, outcome from onboardings where id = $1'),
    select<{ id: string; status: string }>(
      'select id, status from transfers where onboarding_id = $1 order by attempt',
    ),
    select<{ id: string; reference: string }>(
      'select id, reference from payments where onboarding_id = $1 order by created_at',
    ),
    select<{ key: string; decision: string }>('select key, decision from authorizations where onboarding_id = $1'),
    select<{ type: string; told_at: Date | null }>(
      `select e.type, e.told_at from transfer_events e join transfers t on t.id = e.transfer_id
       where t.onboarding_id = $1`,
    ),
  ]);
  return { onboardings, transfers, payments, authorizations, events };
}

/** Whether every event of every transfer has been told to its case, or had nothing to tell. */
export async function allTold(pool: Pool): Promise<boolean> {
  const { rowCount } = await pool.query('select 1 from transfer_events where told_at is null limit 1');
  return rowCount === 0;
}
