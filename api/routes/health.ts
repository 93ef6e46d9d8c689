import { z } from 'zod';
import { databaseFault } from '../../db/database-away.ts';
import { assertMigrated } from '../../db/migrate.ts';
import { Failure } from '../../domain/failure.ts';
import type { Deps, Handler } from '../context.ts';
import { documented } from '../http/operation.ts';

/** Answers 200 while the process runs. `/readyz` answers whether it can do its work. */
export function health(): Handler {
  return documented(
    { summary: 'Whether the process runs', answer: z.object({ status: z.literal('ok') }) },
    async (ctx) => {
      ctx.body = { status: 'ok' };
    },
  );
}

/** Within this time the API asks the database and Temporal once, because any client may call this route often. */
const goodForMs = 1_000;

const check = z.string().describe('ok, or a code that says what is wrong.');
const checks = z.object({ database: check, temporal: check, keys: check });
const asking = {
  summary: 'Whether the process can do its work',
  answer: z.object({ status: z.literal('ready'), checks }),
  otherwise: { 503: z.object({ status: z.literal('not_ready'), checks }) },
} as const;

/** Answers whether this process can do its work: 200 or 503, with each check. The checks are at most a second old. */
export function readiness({
  db,
  vault,
  cases,
  knowsFirstKeys,
}: Pick<Deps, 'db' | 'vault' | 'cases' | 'knowsFirstKeys'>): Handler {
  let looked: { at: number; found: ReturnType<typeof look> } | null = null;
  async function look() {
    const [database, temporal] = await Promise.all([tried(() => usable(db, vault)), tried(() => cases.reach())]);
    return { database, temporal };
  }
  return documented(asking, async (ctx) => {
    const now = performance.now();
    if (!looked || now - looked.at >= goodForMs) looked = { at: now, found: look() };
    const { database, temporal } = await looked.found;
    const keys = knowsFirstKeys() ? 'ok' : 'not_stored_yet';
    const ready = [database, temporal, keys].every((one) => one === 'ok');
    ctx.status = ready ? 200 : 503;
    ctx.body = { status: ready ? 'ready' : 'not_ready', checks: { database, temporal, keys } };
  });
}

/** Throws unless the database is migrated and our vault keys can decrypt it. */
async function usable(db: Deps['db'], vault: Deps['vault']): Promise<void> {
  await assertMigrated(db);
  await vault.checkKeys(db);
}

async function tried(work: () => Promise<void>): Promise<string> {
  try {
    await work();
    return 'ok';
  } catch (error) {
    if (error instanceof Failure) return error.detail.code;
    return databaseFault(error) ? 'database_misconfigured' : 'unreachable';
  }
}
