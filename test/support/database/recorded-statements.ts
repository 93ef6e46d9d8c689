// The statements that a pool sends, with their values and the rows that they reach.
import { type Sent, statementOf } from '../../../db/connection.ts';
import type { Pool } from '../../../db/pool.ts';

export type Recorded = {
  text: string;
  values: unknown[];
  /** The tenant whose rows it reached. Null: those of all tenants. Undefined: of none. */
  tenant: string | null | undefined;
  /** The rows that it returned or wrote. */
  rows: number;
  /** PostgreSQL's code, if it refused the statement. */
  refused: string | null;
  /** The role of the connection. */
  role: string;
};

type Answer = { rowCount?: number | null } | undefined;

/** Call it before the pool makes its first connection, and before poolAs. */
export function recordStatements(pool: Pool): Recorded[] {
  const recorded: Recorded[] = [];
  pool.on('connect', (client) => {
    let within: Recorded['tenant'];
    const { query } = client;
    client.query = ((...args: unknown[]) => {
      const [given, values, callback] = args as [string | Sent, unknown[] | undefined, unknown];
      const sent: Sent = statementOf(given);
      if (/^begin\b/.test(sent.text)) within = tenantOf(sent, undefined);
      const all: Recorded[] = [{ text: sent.text, values }, ...(sent.and ?? [])].map((one) => ({
        text: one.text,
        values: Array.isArray(one.values) ? one.values : [],
        tenant: tenantOf(sent, within),
        rows: 0,
        refused: null,
        role: String((client as unknown as { user: string }).user),
      }));
      if (!/^(begin|commit|rollback|savepoint|release)\b/.test(sent.text)) recorded.push(...all);
      const note = (error: { code?: string } | null | undefined, answers?: Answer | Answer[]) => {
        for (const [at, one] of all.entries()) {
          one.rows = [answers].flat()[at]?.rowCount ?? 0;
          one.refused = error?.code ?? null;
        }
      };
      if (typeof callback !== 'function') {
        const answered: Promise<Answer | Answer[]> = Reflect.apply(query, client, args);
        answered.then((answers) => note(null, answers), note);
        return answered;
      }
      const counted = (error: { code?: string } | undefined, answer: Answer | Answer[]) => {
        note(error, answer);
        callback(error, answer);
      };
      return Reflect.apply(query, client, [given, values, counted]);
    }) as typeof client.query;
  });
  return recorded;
}

function tenantOf({ reach, across_tenants }: Sent, within: Recorded['tenant']): Recorded['tenant'] {
  if (across_tenants || reach?.name === 'role') return null;
  return reach ? reach.value : within;
}

export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
