import assert from 'node:assert/strict';
import { endDelay, recordDelay } from '../../db/case/delays.ts';
import { moveStage, recordMoney } from '../../db/case/stages.ts';
import { type Db, transaction } from '../../db/pool.ts';
import { forTenant } from '../../db/reach.ts';
import { storedCase } from '../support/cases/stored-case.ts';
import { ownDatabase } from '../support/database/database.ts';
import { poolAs } from '../support/database/pool-as.ts';

/** In a new installation PostgreSQL has no statistics, and guesses that a tenant has one case. */
describe('a tenant with some cases, of which PostgreSQL has counted none', () => {
  const database = ownDatabase();
  let onboardingId: string;
  before(async () => {
    await database.pool.query('alter table onboardings set (autovacuum_enabled = off)');
    for (let cases = 0; cases < 60; cases += 1) onboardingId = await storedCase(database.pool);
  });

  const since = '2026-04-01T00:00:00.000Z';
  const moves: Record<string, (tx: Db) => Promise<unknown>> = {
    moveStage: (tx) => moveStage(tx, { onboardingId, step: 1, stage: 'awaiting_link' }),
    recordDelay: (tx) => recordDelay(tx, { onboardingId, since, reason: 'plaid_unavailable', lasts: false }),
    endDelay: (tx) => endDelay(tx, { onboardingId, since }),
    recordMoney: (tx) =>
      recordMoney(tx, { onboardingId, stage: 'transferring', outcome: null, reason: null, turns: [] }),
  };
  for (const [name, move] of Object.entries(moves)) {
    it(`${name} reads no other case`, async () => {
      const [moved, rows] = await forTenant('ten_test', () =>
        transaction(poolAs(database.pool, 'gangway_worker'), async (tx) => {
          const before = await readOf(tx);
          await move(tx);
          const after = await readOf(tx);
          return [after.updated > before.updated, after.rows - before.rows];
        }),
      );
      assert.ok(moved);
      assert.ok(rows < 10, `it read ${rows} rows`);
    });
  }
});

/** Counts since the connection last reported its own, so their differences within a transaction are exact. */
async function readOf(tx: Db): Promise<{ rows: number; updated: number }> {
  const { rows } = await tx.query<{ rows: number; updated: number }>(
    `select (seq_tup_read + idx_tup_fetch)::int as rows, n_tup_upd::int as updated
     from pg_stat_xact_user_tables where relname = 'onboardings'`,
  );
  return rows[0] ?? assert.fail('no such table');
}
