import type { Pool } from '../../../db/pool.ts';

/** Reads the record of a case's stages and its money. */
export async function caseRows(pool: Pool, onboardingId: string) {
  const select = async <R extends object>(text: string) => (await pool.query<R>(text, [onboardingId])).rows;
  const [onboardings, transfers, payments, authorizations, events] = await Promise.all([
    select<{ stage: string; outcome: string | null }>('select stage, outcome from onboardings where id = $1'),
    select<{ id: string; status: string }>('select id, status from transfers where onboarding_id = $1 order by number'),
    select<{ id: string; reference: string }>(
      'select id, reference from payments where onboarding_id = $1 order by created_at',
    ),
    select<{ key: string; decision: string }>('select key, decision from authorizations where onboarding_id = $1'),
    select<{ type: string; signalled_at: Date | null }>(
      `select e.type, e.signalled_at from transfer_events e join transfers t on t.id = e.transfer_id
       where t.onboarding_id = $1`,
    ),
  ]);
  return { onboardings, transfers, payments, authorizations, events };
}

/** Returns whether the feed has handled every event of every transfer: signalled its case, or had nothing to signal. */
export async function allTold(pool: Pool): Promise<boolean> {
  const { rowCount } = await pool.query('select 1 from transfer_events where signalled_at is null limit 1');
  return rowCount === 0;
}

/** Returns the id of the data key of the case's applicant. */
export async function dataKeyOf(db: Pool, onboardingId: string): Promise<string> {
  const { rows } = await db.query('select data_key_id as id from applicants where onboarding_id = $1', [onboardingId]);
  return rows[0].id;
}
