import { assertMigrated } from '../../db/migrate.ts';
import { Failure } from '../../domain/failure.ts';
import type { Deps, Route } from '../context.ts';

/** Whether this process can do its work: 200 with each check, or 503 with what is away. */
export function readiness({ db, cases }: Pick<Deps, 'db' | 'cases'>): Route {
  return {
    method: 'GET',
    path: '/readyz',
    handle: async (ctx) => {
      const [database, temporal] = await Promise.all([check(() => assertMigrated(db)), check(() => cases.reach())]);
      const ready = database === 'ok' && temporal === 'ok';
      ctx.status = ready ? 200 : 503;
      ctx.body = { status: ready ? 'ready' : 'not_ready', checks: { database, temporal } };
    },
  };
}

async function check(work: () => Promise<void>): Promise<string> {
  try {
    await work();
    return 'ok';
  } catch (error) {
    return error instanceof Failure ? error.detail.code : 'unreachable';
  }
}
