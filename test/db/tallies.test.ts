import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createPool, type Db, type Pool } from '../../db/pool.ts';
import { acrossTenants } from '../../db/reach.ts';
import { foldTallies, readDays, readTallies } from '../../db/tallies.ts';
import { storedCase, storedTransfer } from '../support/cases/stored-case.ts';
import { ownDatabase } from '../support/database/database.ts';
import { poolAs } from '../support/database/pool-as.ts';
import { draw, trials } from '../support/trials.ts';

const tenants = ['ten_a', 'ten_b'];

/** Each changes a row that is tallied: `$1` is the number that picks the row, `$2` a number that picks a value. */
const changes: Record<string, string> = {
  stage: `update onboardings set stage = (array['starting', 'awaiting_link', 'in_review', 'authorizing', 'transferring'])[$2 % 5 + 1],
    outcome = null, question = case when $2 % 5 in (2, 3) then 'qst' end, waiting_until = now() + make_interval(hours => $2),
    updated_at = now() - make_interval(mins => $2) where id = ONE(onboardings)`,
  end: `update onboardings set stage = 'closed', question = null,
    outcome = (array['funded', 'returned', 'failed'])[$2 % 3 + 1] where id = ONE(onboardings)`,
  watch: `update onboardings set stage = 'watching_returns', outcome = 'funded', question = null where id = ONE(onboardings) and $2::int is not null`,
  delay: `update onboardings set delayed_since = now() - make_interval(mins => $2),
    delayed_because = case when $2 % 3 > 0 then 'internal_error' end where id = ONE(onboardings)`,
  amount:
    'update onboardings set amount_cents = $2 + 1, created_at = now() - make_interval(days => $2) where id = ONE(onboardings)',
  nothing: 'update onboardings set reminders = $2 where id = ONE(onboardings)',
  status: `update transfers set status = (array['pending', 'posted', 'settled', 'cancelled'])[$2 % 4 + 1] where id = ONE(transfers)`,
  back: `update transfers set status = 'returned', returned_at = coalesce(returned_at, now()),
    failure_code = 'R0' || $2 % 3 where id = ONE(transfers)`,
  network: `update transfers set network = (array['ach', 'same-day-ach', 'rtp'])[$2 % 3 + 1] where id = ONE(transfers)`,
  hold: `insert into account_holds (tenant_id, debits_only, transfer_id, code)
    select o.tenant_id, false, t.id, 'R0' || $2 from transfers t join onboardings o on o.id = onboarding_id
    where t.id = ONE(transfers) on conflict do nothing`,
  lift: 'update account_holds set lifted_at = case when $2 % 2 = 0 then now() end where id = ONE(account_holds)',
  drop: 'delete from account_holds where id = ONE(account_holds) and $2::int is not null',
};
const kinds = Object.keys(changes);
const textOf = (kind: string) =>
  (changes[kind] ?? '').replace(
    /ONE\((\w+)\)/,
    '(select id from $1 order by id offset $$1::int % greatest((select count(*) from $1), 1) limit 1)',
  );

type Step = { kind: string; row: number; value: number; how: 'commits' | 'rolls back' | 'dies' };
const step = fc.record({
  kind: fc.constantFrom(...kinds),
  row: fc.nat(100),
  value: fc.nat(30),
  how: fc.constantFrom<Step['how']>('commits', 'commits', 'commits', 'commits', 'rolls back', 'dies'),
});

describe('tallies', () => {
  const database = ownDatabase();

  /** One statement, so that it sees one moment, while others write and fold. */
  async function differences(db: Db): Promise<unknown[]> {
    const { rows } = await db.query(
      `with tallied as (
         select tenant_id, what, at, sum(n)::bigint, sum(cents)::bigint from (
           select * from tallies union all select * from tally_changes
           union all select tenant_id, what, '-infinity', n, cents from tally_changes) both_tables
         group by 1, 2, 3 having sum(n) <> 0 or sum(cents) <> 0)
       (select 'tallied', * from (table tallied except select * from tallies_on_record()) wrong)
       union all (select 'on record', * from (select * from tallies_on_record() except table tallied) missing)`,
    );
    return rows;
  }

  async function take(pool: Pool, { kind, row, value, how }: Step): Promise<void> {
    const client = await pool.connect();
    try {
      await client.query('begin');
      await client.query(textOf(kind), [row, value]);
      if (how !== 'dies') await client.query(how === 'commits' ? 'commit' : 'rollback');
    } finally {
      // The connection ends within the transaction.
      client.release(how === 'dies');
    }
  }

  /** A fold that ends before its commit. */
  async function dyingFold(pool: Pool): Promise<void> {
    const client = await pool.connect();
    await client.query('begin');
    await client.query('select fold_tallies(1000)');
    client.release(true);
  }

  before('some cases of two tenants, with transfers', async () => {
    const { pool } = database;
    for (let n = 0; n < 6; n++) {
      const tenantId = tenants[n % 2] as string;
      const onboardingId = await storedCase(pool, { tenantId, funding: { direction: n % 3 ? 'debit' : 'credit' } });
      if (n < 4) await storedTransfer(pool, onboardingId);
    }
  });

  const histories = trials({ local: 10, ci: 40, nightly: 400 });
  it(`are what the rows on record make, at each moment of ${histories} histories with folds and crashes`, async () => {
    const pool = createPool(database.url, { max: 12 });
    let folded = 0;
    for (const steps of draw(fc.array(step, { minLength: 20, maxLength: 60 }), histories)) {
      // Four writers, two folders that meet, a fold that dies, and a reader.
      const lanes = [0, 1, 2, 3].map(async (lane) => {
        for (const one of steps.filter((_, at) => at % 4 === lane)) {
          // Two writers of one row may meet in a deadlock of their own.
          await take(pool, one);
        }
      });
      let writing = true;
      const folds = [0, 1].map(async () => {
        while (writing) {
          await foldTallies(pool, 1_000);
          folded++;
        }
        await dyingFold(pool);
      });
      const reads = (async () => {
        while (writing) assert.deepEqual(await differences(pool), []);
      })();
      await Promise.all(lanes).finally(() => {
        writing = false;
      });
      await Promise.all([...folds, reads]);
      assert.deepEqual(await differences(pool), [], JSON.stringify(steps));
    }
    await foldTallies(pool, 100_000);
    const { rows } = await pool.query('select from tally_changes');
    assert.deepEqual([rows.length, await differences(pool)], [0, []]);
    const { rowCount } = await pool.query('select from tallies where n = 0');
    assert.equal(rowCount, 0);
    assert.ok(folded > histories);
    await pool.end();
  });

  it('are read the same before and after a fold, of one tenant and of all', async () => {
    const { pool } = database;
    await pool.query(
      `update onboardings set stage = 'in_review', outcome = null, updated_at = date_trunc('minute', now()) - interval '1 hour'`,
    );
    const oldest = new Date();
    oldest.setUTCHours(oldest.getUTCHours() - 5, 30, 0, 0);
    await pool.query(
      `update onboardings set updated_at = $1 where id = (select min(id) from onboardings where tenant_id = 'ten_b')`,
      [oldest],
    );
    await pool.query(`update onboardings set created_at = '2026-05-04T12:00:00Z', amount_cents = 700, stage = 'transferring'
      where id = (select max(id) from onboardings where tenant_id = 'ten_a')`);
    const read = async () => ({
      all: await readTallies(pool, { tenantId: null }),
      a: await readTallies(pool, { tenantId: 'ten_a' }),
      days: await readDays(pool, { tenantId: null, since: new Date('2026-05-04'), kinds: ['money'] }),
      later: await readDays(pool, { tenantId: null, since: new Date('2026-05-05'), kinds: ['money'] }),
    });
    const before = await read();
    const inReview = (tallies: typeof before.all) => tallies.find(({ what }) => what === 'stage/in_review');
    assert.deepEqual([inReview(before.all)?.count, inReview(before.a)?.count], [5, 2]);
    assert.deepEqual(inReview(before.all)?.first, oldest);
    assert.notDeepEqual(inReview(before.a)?.first, oldest);
    const [day] = before.days.filter(({ at }) => at.getTime() === Date.UTC(2026, 4, 4));
    assert.deepEqual([day?.count, day?.cents, day?.what.split('/').at(-1)], [1, 700, 'transferring']);
    await foldTallies(pool, 1_000);
    assert.deepEqual(await read(), before);
    // The oldest one moves on, and no fold has merged that yet.
    await pool.query(`update onboardings set stage = 'starting' where updated_at = $1`, [oldest]);
    const moved = inReview((await read()).all);
    assert.equal(moved?.count, 4);
    assert.ok(Number(moved?.first) > oldest.getTime());
  });

  it('can be counted anew', async () => {
    const { pool } = database;
    await pool.query(`insert into tally_changes values ('ten_a', 'stage/starting', now(), 5, 0)`);
    await pool.query(`delete from tallies where what = 'stage/in_review'`);
    assert.notDeepEqual(await differences(pool), []);
    await acrossTenants(() => poolAs(pool, 'gangway_api').query('select recount_tallies()'));
    assert.deepEqual(await differences(pool), []);
  });
});
