// Shared by the operators' commands: one JSON document a line, and error messages that say what to do.
import { userInfo } from 'node:os';
import { addCommandAudit, type NewAuditRow } from '../../db/audit/entries.ts';
import { databaseFault } from '../../db/database-away.ts';
import { createPool, type Db, type Pool } from '../../db/pool.ts';
import { acrossTenants } from '../../db/reach.ts';
import { problemOf } from '../http/problem.ts';

export const print = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`);

export function complain(text: string): void {
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}

export function printNextCursor(cursor: string | null): void {
  if (cursor) process.stderr.write(`There are more. For the next page, add --cursor ${cursor}\n`);
}

/** Returns an error as a sentence, with every bad option. */
export function words(error: unknown, usage: string): string {
  if (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) {
    return `${error.message}\n${usage}`;
  }
  const fault = databaseFault(error);
  if (fault) return fault;
  const { message, errors = [] } = problemOf(error);
  return [message, ...errors.map((bad) => `  ${optionOf(bad.pointer)} ${bad.message}`)].join('\n');
}

const optionOf = (pointer: string) => `--${pointer.slice(1).replaceAll('_', '-')}`;

/** `reviewer`: the person for whom the operator types. */
type Audited = Pick<NewAuditRow, 'action'> & { tenantId: string | null; object?: string | null; reviewer?: string };

function auditCommand(db: Db, { reviewer, ...about }: Audited & { outcome: string }): Promise<void> {
  const user = reviewer === undefined ? userInfo().username : `${userInfo().username} for ${reviewer}`;
  return addCommandAudit(db, { user, object: null, ...about });
}

/**
 * Runs the work of a command that changes something, and writes to the audit before and after it. `madeOf` names the
 * thing that the work has made.
 */
export async function audited<T>(
  db: Pool,
  about: Audited,
  work: () => Promise<T>,
  madeOf: (result: T) => string | null = () => about.object ?? null,
): Promise<T> {
  await auditCommand(db, { ...about, outcome: 'begun' });
  try {
    const result = await work();
    await auditCommand(db, { ...about, object: madeOf(result), outcome: 'done' });
    return result;
  } catch (error) {
    await auditCommand(db, { ...about, outcome: problemOf(error).code });
    throw error;
  }
}

/** Runs an operator's command with a connection to the database, across tenants, and prints its error. */
export async function withDatabase(url: string, usage: string, run: (db: Pool) => Promise<void>): Promise<void> {
  const db = createPool(url, { prepares: false });
  try {
    await acrossTenants(() => run(db));
  } catch (error) {
    complain(words(error, usage));
  } finally {
    await db.end();
  }
}

/** Runs a command, and prints an error that happens before the command has its settings. */
export function runCommand(main: () => Promise<void>): void {
  main().catch((error: unknown) => complain(error instanceof Error ? error.message : 'The command failed.'));
}
