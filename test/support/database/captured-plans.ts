// The plans of the statements that a pool really ran, with the blocks that they read: PostgreSQL's auto_explain sends
// them. Figures of blocks do not depend on how fast or busy the machine is.
import { createPool, type Pool } from '../../../db/pool.ts';

type Node = {
  'Node Type': string;
  'Relation Name'?: string;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  'Actual Rows': number;
  Plans?: Node[];
};

export type Ran = {
  text: string;
  /**
   * Blocks that one run read, at most. Of runs that wrote: for each row, at least, because the first writer after a
   * change of many rows also tidies the pages of an index (15 blocks became 169 once).
   */
  blocks: number;
  /** Tables that a run read from one end to the other. */
  scanned: Set<string>;
};

const settings = {
  session_preload_libraries: 'auto_explain',
  client_min_messages: 'notice',
  'auto_explain.log_min_duration': '0',
  'auto_explain.log_analyze': 'on',
  'auto_explain.log_buffers': 'on',
  'auto_explain.log_timing': 'off',
  'auto_explain.log_nested_statements': 'on',
  'auto_explain.log_format': 'json',
  'auto_explain.log_level': 'notice',
  'auto_explain.log_parameter_max_length': '0',
};

/** Makes a pool that keeps its plans. `take` returns them by the texts of their statements, since the last call. */
export function explainingPool(url: string): { pool: Pool; take: () => Map<string, Ran> } {
  const own = new URL(url);
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  own.searchParams.set('options', options.join(' '));
  const pool = createPool(own.href);
  let ran = new Map<string, { read: number; wrote: number; scanned: Set<string> }>();
  pool.on('connect', (client) =>
    client.on('notice', ({ message = '' }) => {
      const [, json] = message.split(/plan:\n/);
      if (!json) return;
      const { 'Query Text': text, Plan: plan } = JSON.parse(json) as { 'Query Text': string; Plan: Node };
      const blocks = plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
      const written = writtenBy(plan);
      const known = ran.get(text) ?? { read: 0, wrote: Number.POSITIVE_INFINITY, scanned: new Set() };
      if (written > 0) known.wrote = Math.min(known.wrote, blocks / written);
      else known.read = Math.max(known.read, blocks);
      for (const table of scannedIn(plan)) known.scanned.add(table);
      ran.set(text, known);
    }),
  );
  return {
    pool,
    take() {
      const taken = [...ran].map(([text, { read, wrote, scanned }]): [string, Ran] => {
        return [text, { text, blocks: Number.isFinite(wrote) ? Math.max(read, wrote) : read, scanned }];
      });
      ran = new Map();
      return new Map(taken);
    },
  };
}

function writtenBy(node: Node): number {
  const from = node.Plans ?? [];
  const own = node['Node Type'] === 'ModifyTable' ? from.map((child) => child['Actual Rows']) : [];
  return [...own, ...from.map(writtenBy)].reduce((sum, rows) => sum + rows, 0);
}

function scannedIn(node: Node): string[] {
  const own = node['Node Type'] === 'Seq Scan' && node['Relation Name'] ? [node['Relation Name']] : [];
  return [...own, ...(node.Plans ?? []).flatMap(scannedIn)];
}
