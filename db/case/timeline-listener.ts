// Learns of new entries on timelines as soon as they are committed (LISTEN), by one connection for all watchers of a
// process.
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { isPooled } from '../pooler.ts';

export type TimelineListener = {
  /** Begins to watch a case. */
  watch(onboardingId: string): Watcher;
  /** Aborted once `close` was called. */
  closed: AbortSignal;
  /** Lets all that wait go on, and closes the connection. */
  close(): Promise<void>;
};
type Watcher = {
  /**
   * Resolves as true once the timeline may have new entries, also if they came between two calls, and when the listener
   * closes. Resolves as false after `ms`, and when `signal` aborts.
   */
  changed(ms: number, signal: AbortSignal): Promise<boolean>;
  end(): void;
};

const channel = 'gangway_timeline';
/** No case has this id. */
const echo = '';
/**
 * The connection sends itself a notification this often. If none comes back, it is dead or goes through a pooler: then
 * all watchers look, so events come late but come.
 */
const echoEveryMs = 5_000;
const againAfterMs = 1_000;

/** Connects at the first `watch`. */
export function listenToTimelines(url: string): TimelineListener {
  const watchers = new Map<string, Set<() => void>>();
  const stop = new AbortController();
  // Each stream listens to it.
  setMaxListeners(0, stop.signal);
  let listening: Promise<void> | undefined;

  const wake = (onboardingId: string) => watchers.get(onboardingId)?.forEach((notice) => void notice());
  const wakeAll = () => [...watchers.keys()].forEach(wake);

  async function listen(): Promise<void> {
    while (!stop.signal.aborted) {
      await listenOnce(url, stop.signal, wake, wakeAll).catch(() => {});
      await sleep(againAfterMs, undefined, { signal: stop.signal }).catch(() => {});
    }
  }

  return {
    closed: stop.signal,
    watch(onboardingId) {
      listening ??= listen();
      const { notice, ...watcher } = createWatcher();
      const ofCase = watchers.get(onboardingId) ?? new Set();
      watchers.set(onboardingId, ofCase.add(notice));
      return {
        ...watcher,
        end() {
          ofCase.delete(notice);
          if (ofCase.size === 0 && watchers.get(onboardingId) === ofCase) watchers.delete(onboardingId);
        },
      };
    },
    async close() {
      stop.abort();
      wakeAll();
      await listening;
    },
  };
}

function createWatcher() {
  let noticed = false;
  let wakeUp = () => {};
  return {
    notice() {
      noticed = true;
      wakeUp();
    },
    async changed(ms: number, signal: AbortSignal): Promise<boolean> {
      if (!noticed && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          wakeUp = () => {
            clearTimeout(timer);
            resolve();
          };
          signal.addEventListener('abort', wakeUp, { once: true });
        });
        signal.removeEventListener('abort', wakeUp);
      }
      const was = noticed;
      noticed = false;
      return was;
    },
  };
}

/** Resolves or rejects when the connection is gone. */
async function listenOnce(
  connectionString: string,
  stop: AbortSignal,
  wake: (onboardingId: string) => void,
  wakeAll: () => void,
): Promise<void> {
  const limits = { connectionTimeoutMillis: 5_000, query_timeout: 5_000 };
  const client = new pg.Client({ connectionString, ...limits, application_name: 'gangway timelines' });
  let gone = false;
  let echoed = false;
  const broken = () => {
    gone = true;
  };
  client.on('error', broken).on('end', broken);
  client.on('notification', ({ payload = '' }) => {
    if (payload === echo) echoed = true;
    else wake(payload);
  });
  try {
    await client.connect();
    // Through a pooler, other clients use the connection that would listen.
    if (!(await isPooled(client))) await client.query(`listen ${channel}`);
    while (!gone && !stop.aborted) {
      // The server sent no notification of entries that were committed while nothing listened.
      if (!echoed) wakeAll();
      echoed = false;
      await client.query(`notify ${channel}`);
      await sleep(echoEveryMs, undefined, { signal: stop }).catch(() => {});
    }
  } finally {
    await client.end().catch(() => {});
  }
}
