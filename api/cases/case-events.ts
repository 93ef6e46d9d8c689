// The events of a case, as they are committed: the entries of its timeline as server-sent events.
import { readEvents, type TimelineEntry } from '../../db/case/timeline.ts';
import { isDatabaseAway } from '../../db/database-away.ts';
import { createTurns } from '../../domain/turns.ts';
import type { Deps } from '../context.ts';

/** Half of the shortest time after which common load balancers close a silent connection. */
const heartbeatMs = 15_000;
/** Then the client connects again, and the API looks at its key again. */
const longestMs = 10 * 60_000;
const page = 500;
/** Half of the connections to PostgreSQL. */
const readersAtOnce = 3;

type Streams = Pick<Deps, 'db' | 'timelines'>;
type Stream = { tenantId: string; onboardingId: string; after: string | null; signal: AbortSignal };

/** Runs a read of a stream once it has its turn. */
export type InTurn = <T>(tenantId: string, read: () => Promise<T>) => Promise<T>;

/**
 * Lets few streams read at once, and tenants take turns. Thousands may have to read in one moment, and would keep all
 * connections to PostgreSQL from requests for longer than these wait.
 */
export function createReaders(): InTurn {
  const waiting = createTurns<() => void>();
  let reading = 0;
  const letIn = () => {
    while (reading < readersAtOnce) {
      const begin = waiting.next();
      if (!begin) return;
      reading += 1;
      begin();
    }
  };
  return async (tenantId, read) => {
    await new Promise<void>((resolve) => {
      waiting.add(tenantId, resolve);
      letIn();
    });
    try {
      return await read();
    } finally {
      reading -= 1;
      letIn();
    }
  };
}

/**
 * Yields the events behind the one with the id `after`, as `text/event-stream`, until the case is closed, the process
 * stops, or ten minutes are over. After a reconnect, the client can get an event twice, under one id: see `readEvents`.
 * While PostgreSQL is away, the stream stays open: to open one again costs more than to read later.
 */
export async function* caseEvents(
  { db, timelines, inTurn }: Streams & { inTurn: InTurn },
  { tenantId, onboardingId, after, signal }: Stream,
): AsyncGenerator<string> {
  const next = unsent(db, onboardingId, after);
  const until = Date.now() + longestMs;
  const isOver = () => signal.aborted || timelines.closed.aborted || Date.now() >= until;
  const watcher = timelines.watch(onboardingId);
  try {
    // Clients of a process that has stopped should not all come back in one moment.
    yield `retry: ${1_000 + Math.floor(4_000 * Math.random())}\n\n`;
    const changed = () => watcher.changed(heartbeatMs, signal);
    for await (const found of looks(() => inTurn(tenantId, next).catch(unlessAway), changed, isOver)) {
      if (!found) yield ': still open\n\n';
      else yield* found.entries.map(eventOf);
      if (!found?.closed || found.more) continue;
      yield `event: end\ndata: ${JSON.stringify({ outcome: found.outcome })}\n\n`;
      return;
    }
  } finally {
    watcher.end();
  }
}

/** Yields what each read finds, and null each time that nothing has changed for a while. */
async function* looks<T extends { more: boolean }>(
  read: () => Promise<T | null>,
  changed: () => Promise<boolean>,
  isOver: () => boolean,
): AsyncGenerator<T | null> {
  for (;;) {
    const found = await read();
    if (found) yield found;
    if (found?.more) continue;
    do {
      if (isOver()) return;
      if (await changed()) break;
      yield null;
    } while (found);
  }
}

/** Null: the same read may succeed in a moment. */
const unlessAway = (error: unknown): null => {
  if (isDatabaseAway(error)) return null;
  throw error;
};

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
export async function hasEnded({ db }: Streams, onboardingId: string, after: string): Promise<boolean> {
  const { entries, closed } = await readEvents(db, onboardingId, { after, except: [], limit: page });
  return closed && !entries.some(({ id }) => isLater(id, after));
}

const isLater = (id: string, than: string): boolean => BigInt(id) > BigInt(than);

function eventOf({ id, at, what, detail }: TimelineEntry): string {
  return `id: ${id}\ndata: ${JSON.stringify({ id, at: at.toISOString(), what, detail })}\n\n`;
}
