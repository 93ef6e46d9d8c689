import type { Pool } from '../../../db/pool.ts';
import { caseWorkflowId } from '../../../workflows/messages.ts';
import { storedAccount, storedCase } from '../cases/stored-case.ts';
import type { FakeTemporal } from '../temporal/fake-temporal.ts';

/** Stores a case with an account, whose workflow runs. */
export async function storedStartedCase(pool: Pool, temporal: FakeTemporal): Promise<{ id: string; itemId: string }> {
  const id = await storedCase(pool);
  const { itemId } = await storedAccount(pool, id);
  await pool.query('update onboardings set workflow_started_at = now() where id = $1', [id]);
  temporal.started.set(caseWorkflowId(id), {});
  return { id, itemId };
}
