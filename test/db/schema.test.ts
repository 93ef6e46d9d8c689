import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assertMigrated, migrate } from '../../db/migrate.ts';
import { createPool } from '../../db/pool.ts';
import { freshDatabase, type TestDatabase } from '../support/database/database.ts';
import { describeSchema } from '../support/database/describe-schema.ts';

describe('schema', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await freshDatabase();
  });
  afterEach(() => database.drop());

  const log = () => {};
  /** All may use the schema, as in a new database: a migration may act in another role. */
  const emptied = () =>
    database.pool.query('drop schema public cascade; create schema public; grant usage on schema public to public');

  it('is what test/db/schema.txt says; after a migration run `npm run schema` and read the difference', async () => {
    const kept = await readFile(join(import.meta.dirname, 'schema.txt'), 'utf8');
    assert.equal(await describeSchema(database.pool), kept);
  });

  it('is migrated once by several simultaneous migrations, and not again', async () => {
    const whole = await describeSchema(database.pool);
    await emptied();
    await Promise.all([1, 2, 3].map(() => migrate(database.url, { log })));
    await migrate(database.url, { log });
    assert.equal(await describeSchema(database.pool), whole);
  });

  it('is behind while it lacks a migration, and may be ahead', async () => {
    await assertMigrated(database.pool);
    await database.pool.query(`insert into migrations (name, run_on) values ('9999_later', now())`);
    await assertMigrated(database.pool);
    await database.pool.query(`delete from migrations where name = '0002_inbox_and_feeds'`);
    const behind = { kind: 'unavailable', message: /lacks 0002_inbox_and_feeds: run `npm run migrate`/ };
    await assert.rejects(assertMigrated(database.pool), behind);
    await emptied();
    await assert.rejects(
      assertMigrated(database.pool),
      /lacks 0001_cases, 0002_inbox_and_feeds, 0003_bank_transfer_feed/,
    );
  });

  it('names the missing database in its error', async () => {
    const pool = createPool(database.url.replace(/\/[^/]*$/, '/no_such_database'));
    await assert.rejects(assertMigrated(pool), /no_such_database/);
    await pool.end();
  });
});
