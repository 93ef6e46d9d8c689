import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { caseLoader, ofInstallation } from '../../bench/load-cases.ts';
import { forgetOldAnswers } from '../../db/idempotency-keys.ts';
import { deleteDoneWebhooks } from '../../db/inbox/webhook-views.ts';
import { deleteOldNotifications } from '../../db/notify/notifications.ts';
import { createPool, type Pool } from '../../db/pool.ts';
import { aDebit, endCases, finishedCases } from '../support/cases/finished-cases.ts';
import { fundCase } from '../support/cases/funded-case.ts';
import { partsOn, useAll } from '../support/cases/use-all.ts';
import { explainingPool } from '../support/database/captured-plans.ts';
import { countStatements } from '../support/database/counted-statements.ts';
import { ownDatabase } from '../support/database/database.ts';
import { createdCase } from '../support/http/api.ts';
import { trials } from '../support/trials.ts';

/** Copies of the three finished cases, so many a day: a longer history at the same rate. */
const perDay = 0.5;
/** With fewer, PostgreSQL reads a small table from end to end, which is cheaper than its later look-ups by an index. */
const few = 500;
const many = trials({ local: 2_500, ci: 2_500, nightly: 33_400 });
const openCases = 20;

describe('PostgreSQL with many cases', () => {
  const database = ownDatabase();
  /** The tables that grow. Of the first few cases, the sweeps may have deleted rows by then. */
  let grown: Set<string>;

  it(`reads no more blocks for ${many * 3} cases than for ${few * 3}, and scans no table that grows`, async () => {
    const { pool, take } = explainingPool(database.url);
    const parts = await partsOn(pool);
    const { onboardingId } = await finishedCases(parts);
    const load = await caseLoader(database.pool, { perDay });
    await createdCase(parts.door, randomUUID());
    await (await caseLoader(database.pool, { perDay }))(1, openCases);
    await load(openCases + 1, few);
    take();
    await useAll(parts, onboardingId);
    const before = take();
    await parts.door.stop();
    await load(few + 1, many);
    grown = await tablesOf(database.pool, many - few);
    // A relay begins with all of its sweeps.
    const later = await partsOn(pool, parts.plaid);
    take();
    await useAll(later, onboardingId);
    const after = take();
    await later.door.stop();
    await pool.end();

    assert.ok(after.size > 100, `only ${after.size} statements were seen`);
    const found: string[] = [];
    for (const { text, blocks, scanned } of after.values()) {
      const tables = [...scanned].filter((table) => grown.has(table));
      if (tables.length > 0) found.push(`scans ${tables}: ${text}`);
      const was = before.get(text)?.blocks;
      // An insert that makes a table longer, or splits pages of its indexes, reads some dozens more: 12 became 74 once.
      // A fold looks each change up, in three blocks of an index, where it read a small table whole: 72 became 264.
      const most = text.includes('fold_tallies') ? 5 : 1.5;
      if (was !== undefined && blocks > was * most + 100)
        found.push(`${Math.round(was)} blocks became ${Math.round(blocks)}: ${text}`);
    }
    assert.deepEqual(found, []);
  });

  it('has loaded every table that grows with the cases', async () => {
    const { rows } = await database.pool.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public'`,
    );
    const missing = rows.map(({ name }) => name).filter((name) => !grown.has(name) && !ofInstallation.has(name));
    // One grows with what tenants erase, one with deliveries that fail, one with the browsers that open pages, and one
    // with cases that reviewers have taken and not decided. The two of the console grow with the people who sign in.
    // The last holds the pages of an update only until the last page has come.
    assert.deepEqual(missing.sort(), [
      ...['console_sessions', 'erasures', 'notification_attempts', 'operators', 'page_browsers'],
      ...['review_assignments', 'unfinished_transactions'],
    ]);
  });
});

/** Returns the tables with at least so many rows. */
async function tablesOf(db: Pool, rows: number): Promise<Set<string>> {
  const { rows: tables } = await db.query<{ name: string }>(
    `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
     and reltuples >= $1`,
    [rows],
  );
  return new Set(tables.map(({ name }) => name));
}

describe('a finished case in PostgreSQL', () => {
  const database = ownDatabase();
  const mostBytes = 12 * 1_024;
  const mostBytesOfAudit = 1_024;
  const copies = 1_000;

  it(`takes at most ${mostBytes} bytes with its indexes, once retention has passed`, async () => {
    const pool = createPool(database.url);
    const parts = await partsOn(pool);
    await fundCase(parts, { user_id: randomUUID() });
    await fundCase(parts, { user_id: randomUUID(), funding: aDebit.funding });
    await parts.door.stop();
    await endCases(pool);
    const load = await caseLoader(pool, { perDay: 10 });
    // All of them are older than what is kept for a while.
    await load(1_000, 1_000 + copies - 1);
    while ((await deleteDoneWebhooks(pool, 30, 1_000)) > 0);
    while ((await deleteOldNotifications(pool, 90, 1_000)) > 0);
    while ((await forgetOldAnswers(pool, 30, 1_000)) > 0);
    // New rows take the place of those that are gone; here there are none, so the tables give it back.
    for (const table of ['webhooks', 'notifications', 'notification_deliveries', 'idempotency_keys'])
      await pool.query(`vacuum (full) ${table}`);
    const { rows } = await pool.query<{ name: string; bytes: number }>(
      // A BRIN index has three pages for so many cases, and for a hundred times as many.
      `select relname as name, (pg_total_relation_size(oid) - (
         select coalesce(sum(pg_relation_size(i.oid)), 0) from pg_index join pg_class i on i.oid = indexrelid
         where indrelid = c.oid and i.relam = (select oid from pg_am where amname = 'brin')))::int as bytes
       from pg_class c where relkind = 'r' and relnamespace = 'public'::regnamespace order by bytes desc`,
    );
    await pool.end();
    const perCase = rows.map(({ name, bytes }) => ({ name, bytes: Math.round(bytes / copies / 2) }));
    const shown = perCase.filter(({ bytes }) => bytes > 50).map(({ name, bytes }) => `${name} ${bytes}`);
    // The audit stays for another time than the case.
    const isAudit = ({ name }: { name: string }) => name.startsWith('audit');
    const sumOf = (tables: typeof perCase) => tables.reduce((total, { bytes }) => total + bytes, 0);
    // Tallies have rows for each day, and not for each case.
    const sum = sumOf(perCase.filter((table) => !isAudit(table) && !table.name.startsWith('tall')));
    const audit = sumOf(perCase.filter(isAudit));
    process.stdout.write(`      ${sum} bytes, and ${audit} of the audit: ${shown.join(', ')}\n`);
    assert.ok(sum <= mostBytes, `${sum} bytes`);
    assert.ok(audit <= mostBytesOfAudit, `${audit} bytes of the audit`);
  });
});

describe('a list of 100 cases', () => {
  const database = ownDatabase();

  it('opens all their Link tokens with one read of the sessions and their keys', async () => {
    const pool = createPool(database.url);
    const sent = countStatements(pool);
    const { door } = await partsOn(pool);
    for (let i = 0; i < 100; i++) await createdCase(door, randomUUID());
    sent.take();
    const { body } = await door.send('GET', '/v1/onboardings?limit=100');
    const texts = sent.take().map(({ text }) => text);
    await door.stop();
    await pool.end();
    const tokens = new Set(body.data.map((one: { next_action: { link_token: string } }) => one.next_action.link_token));
    assert.equal(tokens.size, 100);
    assert.ok(!tokens.has(null));
    // The API key, the cases, and the sessions with their data keys.
    assert.equal(texts.length, 3, texts.join('\n'));
  });
});
