import { type Stage, stages } from '../../domain/case/stages.ts';
import type { Db } from '../pool.ts';
import { readTallies } from '../tallies.ts';

/** `oldestSeconds`: how long the case that came into the stage first has been there, to the minute. */
export type StageCount = { stage: Stage; cases: number; oldestSeconds: number };

/** Counts the open cases by stage. Leaves out a stage without any. */
export async function countCases(db: Db): Promise<StageCount[]> {
  const tallies = await readTallies(db, { tenantId: null });
  return stages.flatMap((stage) => {
    const tally = tallies.find(({ what }) => what === `stage/${stage}`);
    if (!tally) return [];
    return [{ stage, cases: tally.count, oldestSeconds: Math.max((Date.now() - tally.first.getTime()) / 1000, 0) }];
  });
}
