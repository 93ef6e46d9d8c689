import type { Stage } from '../../domain/case/stages.ts';
import type { Db } from '../pool.ts';

/** `oldestSeconds`: how long the case that came into the stage first has been there. */
export type StageCount = { stage: Stage; cases: number; oldestSeconds: number };

/** Counts the open cases by stage. Two indexes hold them: of onboardings, and of transfers on linked accounts. */
export async function countCases(db: Db): Promise<StageCount[]> {
  const { rows } = await db.query<StageCount>(
    `select stage, count(*) as cases, greatest(extract(epoch from now() - min(updated_at)), 0)::float8 as "oldestSeconds"
     from (select stage, updated_at from onboardings where open and account_id is null
       union all select stage, updated_at from onboardings where open and account_id is not null) open_cases
     group by stage`,
  );
  return rows;
}
