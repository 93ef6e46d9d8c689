// Counts work that does not depend on the speed of the machine: in PostgreSQL, and on Temporal.

import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Client } from '@temporalio/client';
import type { Pool } from '../db/pool.ts';

/** Null when this PostgreSQL does not count it. */
export type DatabaseCounts = Record<'statements' | 'commits' | 'fsyncs' | 'WAL bytes', number | null>;

/** An idle connection reports its counts within ten seconds, so they stand still after these. */
const reportedAfterMs = 11_000;

/**
 * Counts what the database does during `work`. The statements come from pg_stat_statements, which counts during `work`
 * only. Its own numbers contain a statement or two of this function.
 */
export async function countDatabase<T>(db: Pool, work: () => Promise<T>): Promise<[T, DatabaseCounts]> {
  const countsStatements = await tracking(db, 'top');
  await delay(reportedAfterMs);
  if (countsStatements) await db.query('select pg_stat_statements_reset()');
  const before = await readDatabase(db, countsStatements);
  const result = await work();
  await delay(reportedAfterMs);
  const after = await readDatabase(db, countsStatements);
  if (countsStatements) await tracking(db, 'none');
  return [result, difference(before, after)];
}

/**
 * Switches pg_stat_statements on or off. Returns false if the server was started without it. A setting on the server's
 * command line would win over this one.
 */
export async function tracking(db: Pool, what: 'top' | 'none'): Promise<boolean> {
  try {
    await db.query('create extension if not exists pg_stat_statements');
    await db.query(`alter system set pg_stat_statements.track = '${what}'`);
    await db.query('select pg_reload_conf()');
    return true;
  } catch {
    return false;
  }
}

async function readDatabase(db: Pool, countsStatements: boolean): Promise<DatabaseCounts> {
  return {
    statements: countsStatements
      ? await numberOf(db, 'select coalesce(sum(calls), 0) as number from pg_stat_statements')
      : null,
    commits: await numberOf(
      db,
      'select xact_commit as number from pg_stat_database where datname = current_database()',
    ),
    // PostgreSQL 18 counts them in pg_stat_io, 14 to 17 in pg_stat_wal.
    fsyncs:
      (await numberOf(db, `select sum(fsyncs) as number from pg_stat_io where object = 'wal'`)) ??
      (await numberOf(db, 'select wal_sync as number from pg_stat_wal')),
    'WAL bytes': await numberOf(db, `select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') as number`),
  };
}

async function numberOf(db: Pool, statement: string): Promise<number | null> {
  const rows = await db.query<{ number: string | null }>(statement).then(
    (result) => result.rows,
    () => [],
  );
  return rows[0]?.number == null ? null : Number(rows[0].number);
}

function difference(before: DatabaseCounts, after: DatabaseCounts): DatabaseCounts {
  const of = (key: keyof DatabaseCounts) => {
    const [was, is] = [before[key], after[key]];
    return was === null || is === null ? null : is - was;
  };
  return { statements: of('statements'), commits: of('commits'), fsyncs: of('fsyncs'), 'WAL bytes': of('WAL bytes') };
}

/** Counts the Actions that the server itself counts during `work`, by nearly the rules of Temporal Cloud. */
export async function countActions<T>(metrics: string, work: () => Promise<T>): Promise<[T, number]> {
  const before = await actionsAtRest(metrics);
  const result = await work();
  return [result, (await actionsAtRest(metrics)) - before];
}

/** The server publishes its counts one to two seconds late. */
async function actionsAtRest(metrics: string): Promise<number> {
  let last = await actions(metrics);
  for (let still = 0; still < 5; ) {
    await delay(500);
    const next = await actions(metrics);
    still = isDeepStrictEqual(next, last) ? still + 1 : 0;
    last = next;
  }
  return last;
}

async function actions(metrics: string): Promise<number> {
  const text = await (await fetch(metrics)).text();
  return [...text.matchAll(/^action\{.*\} (\d+)$/gm)].reduce((total, [, count]) => total + Number(count), 0);
}

/** Returns the events and the bytes of all runs that the query finds. */
export async function histories({ workflow }: Client, query: string): Promise<{ events: number; bytes: number }> {
  const sum = { events: 0, bytes: 0 };
  for await (const { workflowId, runId } of workflow.list({ query })) {
    const { historyLength, historySize } = await workflow.getHandle(workflowId, runId).describe();
    sum.events += historyLength;
    sum.bytes += historySize ?? 0;
  }
  return sum;
}
