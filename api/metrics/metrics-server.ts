// `GET /metrics` for Prometheus, on a port of its own. The network decides which clients reach the port, as for every
// other scraped process. Publishing the API does not publish it, and no scraper needs a secret.
import type { RequestListener } from 'node:http';
import { collectDefaultMetrics } from 'prom-client';
import { unsealedSeconds } from '../../db/audit/seals.ts';
import { countShared } from '../../db/bank/duplicates.ts';
import { countCases } from '../../db/case/case-counts.ts';
import { readDriftCounts } from '../../db/drift/counts.ts';
import { feedLooks } from '../../db/feeds/feeds.ts';
import { oldestWaitingEvent } from '../../db/feeds/transfer-events.ts';
import { countUnreadRows } from '../../db/feeds/unread-rows.ts';
import { countInbox } from '../../db/inbox/webhook-views.ts';
import { countDeliveries } from '../../db/notify/notification-deliveries.ts';
import { countPaidCalls, monthOf } from '../../db/paid-calls.ts';
import { acrossTenants } from '../../db/reach.ts';
import { countReturns } from '../../db/transfers/return-rates.ts';
import { returnsSince } from '../../domain/transfers/return-rates.ts';
import type { Deps } from '../context.ts';
import { errorFields } from '../http/access-log.ts';

// How long a value is shown again. What the database tallies, or finds by an index, is read at each scrape.
const minute = 60_000;
const slowly = 5 * minute;

type ServeDeps = Pick<Deps, 'db' | 'log' | 'metrics' | 'cases'>;

export function serveMetrics({ db, log, metrics, cases }: ServeDeps): RequestListener {
  collectDefaultMetrics({ register: metrics.registry });

  /** Returns the function that reads and shows a gauge, unless its value is fresh. */
  function reading<T>(what: string, freshMs: number, read: () => Promise<T>, show: (value: T | null) => void) {
    let freshUntil = 0;
    return async (): Promise<void> => {
      if (performance.now() < freshUntil) return;
      const value = await read().catch((error: unknown) => {
        log.warn(errorFields(error), `${what} not counted`);
        return null;
      });
      show(value);
      if (value !== null) freshUntil = performance.now() + freshMs;
    };
  }
  const troubled = reading('cases in trouble', minute, cases.countTroubled, metrics.setTroubled);
  const ofDatabase = [
    reading('unsealed rows of the audit', 0, () => unsealedSeconds(db), metrics.setUnsealed),
    reading('inbox', 0, () => countInbox(db), metrics.setInbox),
    reading('shared accounts', 0, () => countShared(db), metrics.setShared),
    reading('feeds', 0, () => feedLooks(db), metrics.setFeeds),
    reading('events', 0, () => oldestWaitingEvent(db), metrics.setUnsignalled),
    reading('unread rows', 0, () => countUnreadRows(db), metrics.setUnreadRows),
    reading('drift', 0, () => readDriftCounts(db), metrics.setDrift),
    reading('notifications', 0, () => countDeliveries(db), metrics.setDeliveries),
    reading('cases', 0, () => countCases(db), metrics.setCases),
    reading('returns', 0, () => countReturns(db, { since: returnsSince(new Date()) }), metrics.setReturns),
    reading('paid calls', slowly, () => countPaidCalls(db, monthOf(new Date()), null), metrics.setPaidCalls),
  ];

  async function scrape(): Promise<string> {
    // One after the other, because requests need the connections too.
    const inTurn = (async () => {
      for (const read of ofDatabase) await read();
    })();
    await Promise.all([inTurn, troubled()]);
    return metrics.registry.metrics();
  }

  return (request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    acrossTenants(scrape).then(
      (text) => response.writeHead(200, { 'Content-Type': metrics.registry.contentType }).end(text),
      (error: unknown) => {
        log.error(errorFields(error), 'metrics not answered');
        response.writeHead(500).end();
      },
    );
  };
}
