/**
 * Queues that take turns, one for each group, so that however long the queue of one group is, another group waits for
 * one turn of each.
 */
export function createTurns<T>() {
  // The group whose turn is longest ago comes first.
  const queues = new Map<string, Set<T>>();

  function remove(group: string, item: T): void {
    const queue = queues.get(group);
    if (queue?.delete(item) && queue.size === 0) queues.delete(group);
  }

  return {
    add(group: string, item: T): void {
      const queue = queues.get(group);
      if (queue) queue.add(item);
      else queues.set(group, new Set([item]));
    },
    remove,
    waiting: (group: string): number => queues.get(group)?.size ?? 0,
    isEmpty: (): boolean => queues.size === 0,
    /** Takes the next item out of the queue of the first group that may have a turn. Null if there is none. */
    next(may: (group: string) => boolean = () => true): T | null {
      for (const [group, queue] of queues) {
        const [item] = queue;
        if (item === undefined || !may(group)) continue;
        queues.delete(group);
        queue.delete(item);
        if (queue.size > 0) queues.set(group, queue);
        return item;
      }
      return null;
    },
  };
}
