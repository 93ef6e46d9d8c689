// Migrations that are killed half-way, and a schema of a later release.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { assertMigrated, refuseBreakingSchema } from '../../db/migrate.ts';
import { createPool } from '../../db/pool.ts';
import { testVaultKeys } from '../support/cases/stored-case.ts';
import { databaseForEachTest } from '../support/database/database.ts';
import { describeSchema } from '../support/database/describe-schema.ts';
import { poolAs, urlAs } from '../support/database/pool-as.ts';
import { entryArgs } from '../support/stack/entry.ts';
import { runCommand } from '../support/stack/run-command.ts';
import { enumerated, trials } from '../support/trials.ts';

const files = readdirSync('db/migrations').sort();
const names = files.map((file) => file.replace('.sql', ''));

describe('D2: a migration', () => {
  const database = databaseForEachTest();

  it('that is killed at any moment leaves nothing half done, and the next run goes on from there', async () => {
    const { pool, url } = database;
    const whole = await describeSchema(pool);
    for (let round = 0; round < trials({ ci: 1, nightly: 5 }); round++) {
      // All may use the schema, as in a new database: a migration may act in another role.
      await pool.query('drop schema public cascade; create schema public; grant usage on schema public to public');
      const chosen = enumerated(names, { local: 4 }, `round ${round}`);
      const left = new Set(chosen);
      let killed = 0;
      while (!(await migrates(url, left))) killed += 1;
      // A quick migration may end before its kill.
      assert.ok(killed >= chosen.length / 2, `${killed} were killed`);
      assert.equal(await describeSchema(pool), whole);
      await assertMigrated(pool);
    }
  });

  it('that an older release does not know lets it run, unless its name says that it is breaking', async () => {
    const { pool } = database;
    const worker = poolAs(pool, 'gangway_worker');
    const later = (name: string) => pool.query(`insert into migrations (name, run_on) values ($1, now())`, [name]);
    await later('9998_later');
    for (const check of [assertMigrated, refuseBreakingSchema]) await check(worker);
    await later('9999_without_notes_breaking');
    const ahead = {
      message: /has 9999_without_notes_breaking, on which this release cannot run. Start the release that brought it/,
      detail: { code: 'schema_ahead' },
    };
    for (const check of [assertMigrated, refuseBreakingSchema]) await assert.rejects(check(worker), ahead);
  });

  for (const part of ['api', 'worker'] as const) {
    it(`that is breaking keeps the ${part} of an older release from starting`, async () => {
      const { pool, url } = database;
      await pool.query(`insert into migrations (name, run_on) values ('9999_without_notes_breaking', now())`);
      const { code, complaint } = await runCommand(`${part}/main.ts`, [], {
        DATABASE_URL: urlAs(url, `gangway_${part}`),
        GANGWAY_VAULT_KEYS: testVaultKeys,
        GANGWAY_API_KEY: `gw_aaaaaaaa_${'a'.repeat(43)}`,
        PLAID_CLIENT_ID: 'client',
        PLAID_SECRET: 'secret',
        PLAID_BASE_URL: 'http://127.0.0.1:1',
      });
      assert.equal(code, 1);
      assert.match(complaint, /The schema has 9999_without_notes_breaking, on which this release cannot run/);
    });
  }

  it('is not asked for while the database is away, because the process starts without it', async () => {
    await refuseBreakingSchema(createPool('postgres://gangway@127.0.0.1:1/gangway'));
  });
});

/**
 * Runs `npm run migrate`, and kills it a few milliseconds after it began one of these, which it takes from the set.
 * Returns whether it came to its end.
 */
async function migrates(url: string, left: Set<string>): Promise<boolean> {
  const env = { PATH: process.env.PATH, DATABASE_URL: url };
  const child = spawn(process.execPath, entryArgs('db/migrate-main.ts'), { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: string[] = [];
  child.stderr.on('data', (text) => said.push(String(text)));
  child.stdout.on('data', (text) => {
    const begun = [...String(text).matchAll(/MIGRATION (\w+) \(UP\)/g)].map(([, name = '']) => name);
    if (begun.some((name) => left.delete(name))) setTimeout(() => child.kill('SIGKILL'), Math.random() * 10);
  });
  const [code, signal] = await once(child, 'close');
  assert.ok(code === 0 || signal === 'SIGKILL', said.join(''));
  return code === 0;
}

/** Statements on which code of the release before cannot run. */
const breaks = /\b(drop (table|column)|rename (to|column)|alter column \w+ (set not null|type|set data type))\b/i;
/** Nothing was released before this one. */
const firstHeld = '0055';

describe('D2: a migration on which the release before cannot run', () => {
  it('says so in its name', () => {
    const silent = files.filter(
      (file) =>
        file >= firstHeld &&
        !file.endsWith('_breaking.sql') &&
        breaks.test(readFileSync(`db/migrations/${file}`, 'utf8')),
    );
    assert.deepEqual(silent, []);
  });

  it('is recognised by its statements', () => {
    for (const statement of [
      'alter table a drop column b',
      'drop table a',
      'alter table a alter column b set not null',
    ])
      assert.match(statement, breaks);
    for (const statement of ['alter table a add column b text', 'drop index a']) assert.doesNotMatch(statement, breaks);
  });
});
