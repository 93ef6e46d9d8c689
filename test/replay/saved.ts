// The saved histories: one file for each run, in a folder for each release.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type History, historyFromJSON, historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { type Facts, factsOf } from './facts.ts';

const root = join(import.meta.dirname, 'histories');

/** The release in work. Its folder takes the histories that are missing. */
export const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

/** The folder of a developer: histories of their own installation, which git ignores. */
export const own = 'own';

export const folderOf = (release: string): string => join(root, release);

export type Saved = { name: string; release: string; text: string; history: History; facts: Facts };

export function readSaved(): Saved[] {
  return readdirSync(root)
    .sort()
    .flatMap((release) => readdirSync(folderOf(release)).map((file) => readOne(release, file)));
}

function readOne(release: string, file: string): Saved {
  const text = readFileSync(join(folderOf(release), file), 'utf8');
  const history = historyFromJSON(JSON.parse(text));
  const facts = factsOf(history);
  if (!facts) throw new Error(`${file} holds no task, so it can be removed`);
  return { name: `${release}/${basename(file, '.json')}`, release, text, history, facts };
}

/** Replay reads none of these. */
const unread = new Set(['identity', 'requestId', 'taskId']);
/** A sticky task queue has the name of its worker: a process and a machine. */
const nameOfWorker = /^\d+@.+/;

/** Returns the text of a file: an event on each line, because a difference is then easy to see. */
export function textOf(history: History): string {
  const { events } = JSON.parse(historyToJSON(history), (key, value) => {
    if (unread.has(key)) return undefined;
    return typeof value === 'string' ? value.replace(nameOfWorker, 'worker') : value;
  });
  return `{"events":[\n${(events as object[]).map((event) => JSON.stringify(event)).join(',\n')}\n]}\n`;
}
