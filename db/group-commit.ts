// Group commit: items that arrive during a write go into the next one, together and in their order. A burst then costs
// a few transactions instead of one per item, and a lone item does not wait.

import { Failure } from '../domain/failure.ts';
import { isDatabaseAway } from './database-away.ts';

export type GroupCommit<T, R> = {
  /** Writes all items or none, in one transaction. Returns a result for each item, in the same order. */
  write: (items: T[]) => Promise<R[]>;
  mostAtOnce: number;
  /** Refuses an item at once when this many wait, instead of keeping it in memory. */
  mostWaiting: number;
  /** Rejects an item after this time, whatever the database does. A write that is under way may still commit. */
  withinMs: number;
};

type Waiting<T, R> = { item: T; over: boolean; resolve: (result: R) => void; reject: (error: unknown) => void };

/**
 * Returns a function that resolves when its item is committed. When it rejects, the item may or may not be stored.
 * Group commit never sends it again; that is up to the caller.
 */
export function groupCommit<T, R>({
  write,
  mostAtOnce,
  mostWaiting,
  withinMs,
}: GroupCommit<T, R>): (item: T) => Promise<R> {
  const waiting: Waiting<T, R>[] = [];
  let writing = false;

  async function writeWaiting(): Promise<void> {
    writing = true;
    while (waiting.length > 0) {
      const group = waiting.splice(0, mostAtOnce).filter(({ over }) => !over);
      if (group.length > 0) await writeGroup(group);
    }
    writing = false;
  }

  async function writeGroup(group: Waiting<T, R>[]): Promise<void> {
    const error = await tryTogether(group);
    if (error === null) return;
    if (group.length === 1 || concernsAll(error)) return rejectAll(group, error);
    // The transaction wrote nothing. One by one, each item fails only for itself.
    for (const [at, one] of group.entries()) {
      const own = await tryTogether([one]);
      if (own === null) continue;
      one.reject(own);
      if (concernsAll(own)) return rejectAll(group.slice(at), own);
    }
  }

  /** Returns null, or the error that prevented the write. */
  async function tryTogether(group: Waiting<T, R>[]): Promise<unknown> {
    try {
      const results = await write(group.map(({ item }) => item));
      for (const [at, { resolve }] of group.entries()) resolve(results[at] as R);
      return null;
    } catch (error) {
      return error;
    }
  }

  return (item) =>
    new Promise((resolve, reject) => {
      if (waiting.length >= mostWaiting) return reject(tooMany());
      const settled = <V>(settle: (value: V) => void) => {
        return (value: V) => {
          clearTimeout(late);
          one.over = true;
          settle(value);
        };
      };
      const one: Waiting<T, R> = { item, over: false, resolve: settled(resolve), reject: settled(reject) };
      const late = setTimeout(() => one.reject(tooLate()), withinMs);
      waiting.push(one);
      if (!writing) void writeWaiting();
    });
}

function rejectAll(group: { reject: (error: unknown) => void }[], error: unknown): void {
  for (const { reject } of group) reject(error);
}

/** A deadlock arises between groups that write equal items in different order. One by one they succeed. */
const concernsAll = (error: unknown): boolean =>
  isDatabaseAway(error) && (error as { code?: unknown }).code !== '40P01';

const tooMany = () =>
  new Failure('busy', 'Too many requests wait for the database. Send this again in a moment.', {
    code: 'write_queue_full',
    retryAfterSeconds: 1,
  });
const tooLate = () =>
  new Failure('unavailable', 'The database did not answer in time. Send this again in a moment.', {
    code: 'database_slow',
    retryAfterSeconds: 1,
  });
