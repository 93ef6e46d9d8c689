// The events of a case, as they are committed: the entries of its timeline as server-sent events.
import { readEvents, type TimelineEntry } from '../../db/case/timeline.ts';
import type { Deps } from '../context.ts';

/** Half of the shortest time after which common load balancers close a silent connection. */
const heartbeatMs = 15_000;
/** Then the client connects again, and the API looks at its key again. */
const longestMs = 10 * 60_000;
const page = 500;

type Streams = Pick<Deps, 'db' | 'timelines'>;

/**
 * Yields the events behind the one with the id `after`, as `text/event-stream`, until the case is closed, the process
 * stops, or ten minutes are over. After a reconnect, the client can get an event twice, under one id: see `readEvents`.
 */
export async function* caseEvents(
  { db, timelines }: Streams,
  { onboardingId, after, signal }: { onboardingId: string; after: string | null; signal: AbortSignal },
): AsyncGenerator<string> {
  const next = unsent(db, onboardingId, after);
  const until = Date.now() + longestMs;
  const watcher = timelines.watch(onboardingId);
  try {
    // Clients of a process that has stopped should not all come back in one moment.
    yield `retry: ${1_000 + Math.floor(4_000 * Math.random())}\n\n`;
    while (!signal.aborted) {
      const { entries, more, closed, outcome } = await next();
      yield* entries.map(eventOf);
      if (more) continue;
      if (closed) {
        yield `event: end\ndata: ${JSON.stringify({ outcome })}\n\n`;
        return;
      }
      if (timelines.closed.aborted || Date.now() >= until) return;
      if (!(await watcher.changed(heartbeatMs, signal))) yield ': still open\n\n';
    }
  } finally {
    watcher.end();
  }
}

/** Returns a function that reads the entries which none of its calls has returned yet. */
function unsent(db: Streams['db'], onboardingId: string, after: string | null) {
  const sent = new Set(after ? [after] : []);
  let last = after ?? '0';
  return async () => {
    const read = await readEvents(db, onboardingId, { after: last, except: [...sent], limit: page });
    for (const { id } of read.entries) {
      sent.add(id);
      if (isLater(id, last)) last = id;
    }
    return { ...read, more: read.entries.length === page };
  };
}

/** True if no event behind the one with the id `after` will come. */
export async function isOver({ db }: Streams, onboardingId: string, after: string): Promise<boolean> {
  const { entries, closed } = await readEvents(db, onboardingId, { after, except: [], limit: page });
  return closed && !entries.some(({ id }) => isLater(id, after));
}

const isLater = (id: string, than: string): boolean => BigInt(id) > BigInt(than);

function eventOf({ id, at, what, detail }: TimelineEntry): string {
  return `id: ${id}\ndata: ${JSON.stringify({ id, at: at.toISOString(), what, detail })}\n\n`;
}
