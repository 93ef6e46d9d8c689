// A thief takes all files of PostgreSQL, and the key-encryption key too. canary.test.ts searches the files without it.
import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { createCase, goThroughLink, reads, remove } from '../support/stack/journeys.ts';
import { postgresFiles } from '../support/stack/leaks.ts';
import { formsOf, searcher } from '../support/stack/search-bytes.ts';
import { sharedStack } from '../support/stack/shared-stack.ts';

describe('the files of PostgreSQL, after an erasure', () => {
  let remains: { what: string; bytes: Buffer }[];

  /** The data key opens all else that is left of the applicant, and the hashes recognise the account. */
  async function remainsOf(id: string) {
    const { rows } = await sharedStack().pool.query<Record<string, Buffer | null>>(
      `select k.wrapped as "wrapped data key", a.numbers_index as "hash of the numbers",
         case when not exists (select from accounts where shown_index = a.shown_index and id <> a.id)
           then a.shown_index end as "hash of the account"
       from applicants p join data_keys k on k.id = p.data_key_id
         join accounts a on a.onboarding_id = p.onboarding_id
       where p.onboarding_id = $1`,
      [id],
    );
    return Object.entries(rows[0] ?? {}).flatMap(([what, bytes]) => (bytes ? [{ what, bytes }] : []));
  }

  async function found(): Promise<string[]> {
    const find = searcher(remains);
    return (await postgresFiles(sharedStack())).flatMap(({ where, text }) =>
      [...find(text)].map((what) => `${what} is in ${where}`),
    );
  }

  before(async () => {
    const { id } = await createCase({ funding: { rail: 'ach', direction: 'debit', amount: '40.00' } });
    // An account that no other case of the stack has.
    await goThroughLink(id, { username: 'user_nsf', person: randomUUID() });
    await reads(`/v1/onboardings/${id}`, 'closed', ({ stage }) => stage === 'closed');
    remains = await remainsOf(id);
    assert.ok(remains.length >= 1);
    const before = (await found()).join();
    for (const { what } of remains) assert.ok(before.includes(what), `the search does not find the ${what} before`);
    const { status } = await remove(`/v1/onboardings/${id}/applicant`);
    assert.equal(status, 204);
  });

  it('hold nothing that opens or recognises their data, once vacuumed and without the old log', async () => {
    const { pool } = sharedStack();
    // Otherwise PostgreSQL renames segments of its log for later use, and overwrites their bytes only then.
    await pool.query('alter system set wal_recycle = off');
    await pool.query('select pg_reload_conf()');
    const { rows } = await pool.query<{ name: string }>(
      `select table_name as name from information_schema.tables
       where table_schema = 'public' and table_type = 'BASE TABLE'`,
    );
    // The statistics of the planner hold values as examples.
    for (const { name } of rows) await pool.query(`vacuum (full, analyze) ${name}`);
    await pool.query('vacuum full pg_statistic');
    for (let turn = 0; turn < 2; turn++) {
      await pool.query('select pg_switch_wal()');
      await pool.query('checkpoint');
    }
    assert.deepEqual(await found(), []);
  });
});

describe('a search for a text', () => {
  it('finds it in every form, wherever it begins, and nothing else', () => {
    const text = 'Kanarina Vogelsang/5512?';
    const find = searcher(formsOf(text).map((bytes) => ({ what: 'text', bytes })));
    const escaped = encodeURIComponent(text);
    for (const before of [0, 1, 2, 3]) {
      const around = Buffer.concat([randomBytes(before), Buffer.from(text), randomBytes(4)]);
      for (const form of ['latin1', 'hex', 'base64', 'base64url'] as const)
        assert.equal(find(Buffer.from(around.toString(form), 'latin1')).size, 1, `${form} ${before}`);
    }
    for (const form of [Buffer.from(text, 'utf16le'), Buffer.from(`q=${escaped}`)]) assert.equal(find(form).size, 1);
    assert.equal(find(randomBytes(100_000)).size, 0);
  });
});
