// Reads all places in which Gangway leaves text for others, and searches them for secrets.
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { dumpDatabase } from '../database/dump-database.ts';
import type { RunningStack } from './running-stack.ts';
import { formsOf, searcher } from './search-bytes.ts';
import type { SharedStack } from './shared-stack.ts';

type Text = { where: string; text: string | Buffer };

/** Each kind of place, and the function that reads its texts. */
const places = {
  history: everyRun(async (handle) => handle.fetchHistory()),
  description: everyRun(async (handle) => (await handle.describe()).raw),
  log: async ({ logs }) => filesOf(logs, () => true),
  database: async ({ pool }) => [{ where: 'PostgreSQL', text: await dumpDatabase(pool) }],
  /**
   * The bytes of Temporal's own database with its write-ahead log. They also hold data that no call returns, such as
   * task queues and deleted runs. The server stores data uncompressed, so the search finds a text that lies in one
   * piece. It misses a text that SQLite has split over two of its pages of 4 KB (one in a hundred texts of forty
   * letters). Histories and descriptions, read through the server, have no such gap.
   */
  "Temporal's file": async ({ home }) => filesOf(home, (name) => name.startsWith('temporal.db')),
  /**
   * The bytes of PostgreSQL's folder with its write-ahead log. They also hold rows that were deleted or replaced. It
   * misses a text that PostgreSQL has compressed, as it does with values above 2 KB: the dump shows those.
   */
  'file of PostgreSQL': postgresFiles,
  // Without the times of spans, whose nineteen digits hold the number of some account by chance.
  trace: async ({ traces }) =>
    traces.bodies.map((text, at) => ({ where: `spans ${at}`, text: text.replace(/imeUnixNano":"\d+"/g, '') })),
} satisfies Record<string, (stack: SharedStack) => Promise<Text[]>>;
export type Place = keyof typeof places;
export const allPlaces = Object.keys(places) as Place[];

/** Returns where the secrets are, as sentences with the name of the secret and never its value. */
export async function findLeaks(stack: SharedStack, place: Place, secrets: Record<string, string>): Promise<string[]> {
  const texts = await places[place](stack);
  const find = searcher(
    Object.entries(secrets).flatMap(([what, secret]) => formsOf(secret).map((bytes) => ({ what, bytes }))),
  );
  return texts.flatMap(({ where, text }) =>
    [...find(typeof text === 'string' ? Buffer.from(text) : text)].map((what) => `${what} is in ${where}`),
  );
}

type Handle = ReturnType<RunningStack['temporal']['workflow']['getHandle']>;

/** Calls `read` for every run of every workflow on the server, including closed ones. */
function everyRun(read: (handle: Handle) => Promise<unknown>) {
  return async ({ temporal }: RunningStack): Promise<Text[]> => {
    const texts: Text[] = [];
    for await (const { workflowId, runId } of temporal.workflow.list()) {
      const value = await read(temporal.workflow.getHandle(workflowId, runId));
      texts.push({ where: `${workflowId} (run ${runId})`, text: textOf(value) });
    }
    return texts;
  };
}

/**
 * Returns all text in a message of Temporal's. Bytes, mainly of payloads, become text here and not base64 as in JSON.
 */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .map(([key, inner]) => `${key} ${textOf(inner)}`)
    .join('\n');
}

async function filesOf(folder: string, wanted: (name: string) => boolean): Promise<Text[]> {
  const names = (await readdir(folder)).filter(wanted);
  return Promise.all(names.map(async (name) => ({ where: name, text: await readFile(join(folder, name)) })));
}

/** Reads all files of PostgreSQL, after it has written every page that it holds in memory. */
export async function postgresFiles({ home, pool }: RunningStack): Promise<{ where: string; text: Buffer }[]> {
  await pool.query('checkpoint');
  const folder = join(home, 'postgres');
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const texts = files.map(async (file) => {
    const path = join(file.parentPath, file.name);
    // PostgreSQL deletes files meanwhile.
    const text = await readFile(path).catch(() => Buffer.alloc(0));
    return { where: relative(folder, path), text };
  });
  return Promise.all(texts);
}
