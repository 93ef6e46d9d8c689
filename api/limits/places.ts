// Who works at once in this process. Each group (a tenant's lists, reads, writes or exports) has a few places. Its
// further requests wait in a queue of their own, and the groups take turns.
import { createTurns } from '../../domain/turns.ts';

export type Places = {
  /** Resolves with the function that gives the place back. Null: too many wait, or the wait took too long. */
  enter(group: string): Promise<(() => void) | null>;
};

export type PlacesOptions = {
  ofGroup: (group: string) => number;
  inAll: number;
  mostWaiting: number;
  waitMs: number;
};

/**
 * While a group has a queue, each of its places rests for twice as long as it worked, so that a tenant without pauses
 * leaves two thirds of the time to others. With half of the time, another tenant's p99 was 2.0 times its own (eight
 * rounds of `npm run bench -- noisy`), and with this, 1.3 to 1.8 times.
 */
const restPerWork = 2;
const longestRestMs = 250;

export function createPlaces({ ofGroup, inAll, mostWaiting, waitMs }: PlacesOptions): Places {
  const queues = createTurns<() => void>();
  const working = new Map<string, number>();
  let all = 0;

  const workingIn = (group: string) => working.get(group) ?? 0;
  const mayBegin = (group: string) => workingIn(group) < ofGroup(group);

  function letIn(): void {
    while (all < inAll) {
      const begin = queues.next(mayBegin);
      if (!begin) return;
      begin();
    }
  }

  function take(group: string): () => void {
    const began = performance.now();
    all += 1;
    working.set(group, workingIn(group) + 1);
    const leave = () => {
      all -= 1;
      if (workingIn(group) === 1) working.delete(group);
      else working.set(group, workingIn(group) - 1);
      letIn();
    };
    return () => {
      if (queues.waiting(group) === 0) leave();
      else setTimeout(leave, Math.min(restPerWork * (performance.now() - began), longestRestMs));
    };
  }

  return {
    enter(group) {
      return new Promise((resolve) => {
        if (queues.waiting(group) >= mostWaiting) return resolve(null);
        const begin = () => {
          clearTimeout(late);
          resolve(take(group));
        };
        const late = setTimeout(() => {
          queues.remove(group, begin);
          resolve(null);
        }, waitMs);
        queues.add(group, begin);
        letIn();
      });
    },
  };
}
