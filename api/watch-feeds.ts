// Keeps the feeds of events running, and alerts operators of one that does not look. A running feed looks without a
// webhook, but only a call from outside starts a feed that has never run, or whose workflow has ended.
import { type FeedLook, feedLooks } from '../db/feeds/feeds.ts';
import { type EventFeed, feeds } from '../domain/feed.ts';
import type { CaseClient } from '../temporal/case-client.ts';
import type { Deps } from './context.ts';

/** A feed that has ended runs again within twice this time. */
const watchEveryMs = 20_000;
/** A feed that looked so recently runs, so there is no need to ask Temporal. */
const surelyRunsSeconds = 20;
/** Each activity of a long look counts as a look, and has 45 seconds. */
const lateAfterSeconds = 60;
const alertAgainAfterMs = 10 * 60_000;

type WatchDeps = Pick<Deps, 'db' | 'log' | 'metrics'>;

/** Returns the work of one turn of the relay. After a failure, the next turn begins it again. */
export function watchFeeds(
  { db, log, metrics }: WatchDeps,
  now = () => performance.now(),
): (cases: CaseClient) => Promise<void> {
  let watchedAt: number | null = null;
  const alertedAt = new Map<EventFeed, number>();

  async function ensureRuns(cases: CaseClient, feed: EventFeed, look: FeedLook | undefined): Promise<void> {
    const status = await cases.feedStatus(feed);
    if (status === 'running') return;
    await cases.wakeFeed(feed);
    if (status === null && look?.lookedSecondsAgo == null) {
      log.info({ feed }, 'feed started');
      return;
    }
    metrics.feedsRestarted.inc({ feed });
    log.error({ feed, status: status ?? 'not found' }, 'a feed did not run: the relay has started it again');
  }

  function alertIfLate({ feed, overdueSeconds }: FeedLook): void {
    const before = alertedAt.get(feed);
    if (overdueSeconds <= lateAfterSeconds) alertedAt.delete(feed);
    else if (before === undefined || now() - before >= alertAgainAfterMs) {
      alertedAt.set(feed, now());
      const seconds = Math.round(overdueSeconds);
      log.error({ feed, overdue_seconds: seconds }, 'a feed does not look: read the details of its workflow');
    }
  }

  return async (cases) => {
    if (watchedAt !== null && now() - watchedAt < watchEveryMs) return;
    // The first turn of a process only asks Temporal, so that a start costs no statement.
    const looks = watchedAt === null ? [] : await feedLooks(db);
    looks.forEach(alertIfLate);
    for (const feed of feeds) {
      const look = looks.find((one) => one.feed === feed);
      if ((look?.lookedSecondsAgo ?? surelyRunsSeconds) >= surelyRunsSeconds) await ensureRuns(cases, feed, look);
    }
    watchedAt = now();
  };
}
