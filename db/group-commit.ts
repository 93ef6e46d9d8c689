// Group commit: what comes while one write is under way is written by the next one, together and in the order in which
// it came. A burst then costs a few transactions instead of one each, and a lone item waits for nobody.

import { Failure } from '../domain/failure.ts';
import { isDatabaseAway } from './database-away.ts';

export type GroupCommit<T, R> = {
  /** In one transaction: all of them or none. Gives a result for each, in the same order. */
  write: (items: T[]) => Promise<R[]>;
  mostAtOnce: number;
  /** Who comes when so many wait is refused at once, rather than kept in memory. */
  mostWaiting: number;
  /** Nobody waits for longer, whatever the database does. What is under way then may be written all the same. */
  withinMs: number;
};

type Waiting<T, R> = { item: T; over: boolean; resolve: (result: R) => void; reject: (error: unknown) => void };

/**
 * The function that it gives resolves when the item is committed. Where it rejects, nothing is sent to the database
 * again: whether it is there may be unknown, and to send it again is for whoever it came from.
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
    // Nothing was written. Alone, each fails for itself only.
    for (const [at, one] of group.entries()) {
      const own = await tryTogether([one]);
      if (own === null) continue;
      one.reject(own);
      if (concernsAll(own)) return rejectAll(group.slice(at), own);
    }
  }

  /** Null, or why nothing was written. */
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

/** A deadlock is between groups that hold equal items in different order: one by one they pass. */
const concernsAll = (error: unknown): boolean =>
  isDatabaseAway(error) && (error as { code?: unknown }).code !== '40P01';

const tooMany = () =>
  new Failure('busy', 'Too much is waiting to be written. Send this again in a moment.', {
    code: 'write_queue_full',
    retryAfterSeconds: 1,
  });
const tooLate = () =>
  new Failure('unavailable', 'The database did not answer in time. Send this again in a moment.', {
    code: 'database_slow',
    retryAfterSeconds: 1,
  });
