import { refuseUnboundRole } from './bound-role.ts';
import { refuseBreakingSchema } from './migrate.ts';
import type { Db } from './pool.ts';

/** Throws if this process may not work on the database: by its role or by its schema. Does nothing while it is away. */
export async function refuseUnfitDatabase(db: Db): Promise<void> {
  await refuseUnboundRole(db);
  await refuseBreakingSchema(db);
}
