import assert from 'node:assert/strict';
import { addNotification, listNotifications, type NotificationsCursor } from '../../db/notify/notifications.ts';
import { type Db, type Pool, transaction } from '../../db/pool.ts';
import { storedCase } from '../support/cases/stored-case.ts';
import { ownDatabase } from '../support/database/database.ts';
import { trials } from '../support/trials.ts';

const writers = trials({ local: 60, ci: 400, nightly: 2_000 });

describe('a reader that follows the notifications from the oldest on', () => {
  const database = ownDatabase();
  const cases: string[] = [];
  before(async () => {
    for (let i = 0; i < 5; i += 1) cases.push(await storedCase(database.pool));
  });

  const write = (db: Db, onboardingId: string) =>
    addNotification(db, { onboardingId, type: 'onboarding.in_review', action: null });

  /** Returns a reader that keeps its cursor. Each call reads pages until there is nothing more. */
  function aReader(pool: Pool) {
    const seen: string[] = [];
    let cursor: NotificationsCursor | undefined;
    return {
      seen,
      async read(settledBefore: Date): Promise<void> {
        for (;;) {
          const page = { order: 'oldest', limit: 7, cursor, settledBefore } as const;
          const { notifications, next } = await listNotifications(pool, 'ten_test', page);
          assert.ok(next, 'the cursor of the next read is always there');
          cursor = next;
          seen.push(...notifications.map(({ id }) => id));
          if (notifications.length === 0) return;
        }
      },
    };
  }
  const all = async (): Promise<string[]> =>
    (await database.pool.query<{ id: string }>('select id from notifications order by created_at, id')).rows.map(
      ({ id }) => id,
    );
  /** PostgreSQL's clock, in milliseconds since 1970. */
  const now = async (): Promise<number> =>
    (await database.pool.query<{ at: Date }>('select clock_timestamp() as at')).rows[0]?.at.getTime() ?? 0;
  const ever = new Date('2100-01-01');

  it(`misses none and gets none twice, while ${writers} transactions write at once, if it leaves out the open ones`, async () => {
    const { pool } = database;
    const open = new Map<number, number>();
    let begun = 0;
    let ended = 0;
    async function writeOn(): Promise<void> {
      for (let nth = begun++; nth < writers; nth = begun++) {
        open.set(nth, await now());
        await transaction(pool, async (tx) => {
          const onboardingId = cases[nth % cases.length] ?? '';
          await write(tx, onboardingId);
          // The later statements of the transaction.
          for (let i = 0; i < Math.random() * 8; i += 1) await tx.query('select 1');
          if (nth % 3 === 0) await write(tx, onboardingId);
        });
        open.delete(nth);
        ended += 1;
      }
    }
    const reader = aReader(pool);
    async function readOn(): Promise<void> {
      while (ended < writers) {
        // A writer that begins meanwhile has a later time than this one.
        const at = await now();
        await reader.read(new Date(Math.min(at, ...open.values())));
      }
    }
    await Promise.all([writeOn(), writeOn(), writeOn(), writeOn(), readOn()]);
    assert.ok(reader.seen.length > 0, 'it read beside the writers');
    await reader.read(ever);
    assert.deepEqual(reader.seen, await all());
  });

  it('would miss one that a later notification has overtaken, if it left out nothing', async () => {
    const { pool } = database;
    const [hasty, patient] = [aReader(pool), aReader(pool)];
    await transaction(pool, async (tx) => {
      const began = new Date(await now());
      await write(tx, cases[0] ?? '');
      await tx.query('select'); // With it PostgreSQL gets the statements before it (`withNext`).
      await write(pool, cases[1] ?? '');
      await hasty.read(ever);
      await patient.read(began);
    });
    for (const reader of [hasty, patient]) await reader.read(ever);
    const ids = await all();
    assert.deepEqual(patient.seen, ids);
    assert.equal(hasty.seen.length, ids.length - 1);
  });
});
