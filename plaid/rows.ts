// Reads each row of a list of Plaid's by itself, so that an unreadable row costs no other row.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { UnreadRow } from './gateway.ts';

/** A page of ordinary rows takes a mebibyte at most. This leaves room for one huge row. */
export const mostPageBytes = 32 * 1024 * 1024;

/** The longest text for an index of PostgreSQL, and longer than any id of Plaid's. */
export const id = z.string().max(255);
/** A word of an open list. */
export const word = z.string().max(100);

type Rows<Row> = { read: Row[]; unread: UnreadRow[] };

/** `idField` names the field that identifies a row. */
export const rowsOf = <Row extends z.ZodType>(row: Row, idField: string) =>
  z.array(z.unknown()).transform((given): Rows<z.output<Row>> => {
    const rows: Rows<z.output<Row>> = { read: [], unread: [] };
    for (const one of given) {
      const parsed = row.safeParse(one);
      if (parsed.success) rows.read.push(parsed.data);
      else rows.unread.push({ id: idOf(one, idField), fields: fieldsOf(parsed.error) });
    }
    return rows;
  });

/**
 * For events about money: if no row of a page can be read, Plaid's contract has changed, and the feed waits for a
 * deploy instead of skipping all of them.
 */
export const eventsOf = <Row extends z.ZodType>(row: Row) =>
  rowsOf(row, 'event_id').superRefine(({ read, unread: [first] }, { addIssue }) => {
    if (read.length === 0 && first) addIssue({ code: 'custom', path: [first.fields], message: 'no event can be read' });
  });

function idOf(row: unknown, idField: string): string {
  const given = typeof row === 'object' && row !== null ? (row as Record<string, unknown>)[idField] : undefined;
  if (typeof given === 'string' && /^[\x21-\x7e]{1,255}$/.test(given)) return given;
  return `sha256:${createHash('sha256')
    .update(JSON.stringify(row) ?? '')
    .digest('hex')}`;
}

/** Returns the names of the fields, never their values. */
const fieldsOf = ({ issues }: z.ZodError): string =>
  [...new Set(issues.map(({ path }) => path.join('.') || 'the row'))].join(', ').slice(0, 500);
