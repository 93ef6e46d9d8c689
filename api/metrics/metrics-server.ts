// `GET /metrics` for Prometheus, on a port of its own. The network decides which clients reach the port, as for every
// other scraped process. Publishing the API does not publish it, and no scraper needs a secret.
import type { RequestListener } from 'node:http';
import { collectDefaultMetrics } from 'prom-client';
import { unsealedSeconds } from '../../db/audit/seals.ts';
import { countShared } from '../../db/bank/duplicates.ts';
import { feedLooks } from '../../db/feeds/feeds.ts';
import { countUnreadRows } from '../../db/feeds/unread-rows.ts';
import { countInbox } from '../../db/inbox/webhook-views.ts';
import { countDeliveries } from '../../db/notify/notification-deliveries.ts';
import { countPaidCalls, monthOf } from '../../db/paid-calls.ts';
import { acrossTenants } from '../../db/reach.ts';
import { countReturns } from '../../db/transfers/return-rates.ts';
import { returnsSince } from '../../domain/transfers/return-rates.ts';
import type { Deps } from '../context.ts';
import { errorFields } from '../http/access-log.ts';

// How long the counted returns are shown again. The counts of sixty days change slowly, and each count reads all rows:
// it took 0.35 s for 41,000 transfers.
const returnsFreshMs = 5 * 60_000;

export function serveMetrics({ db, log, metrics }: Pick<Deps, 'db' | 'log' | 'metrics'>): RequestListener {
  collectDefaultMetrics({ register: metrics.registry });

  let returnsFreshUntil = 0;
  async function scrape(): Promise<string> {
    const notCounted = (what: string) => (error: unknown) => {
      log.warn(errorFields(error), `${what} not counted`);
      return null;
    };
    metrics.setUnsealed(await unsealedSeconds(db).catch(notCounted('unsealed rows of the audit')));
    metrics.setInbox(await countInbox(db).catch(notCounted('inbox')));
    metrics.setShared(await countShared(db).catch(notCounted('shared accounts')));
    metrics.setFeeds(await feedLooks(db).catch(notCounted('feeds')));
    metrics.setUnreadRows(await countUnreadRows(db).catch(notCounted('unread rows')));
    metrics.setDeliveries(await countDeliveries(db).catch(notCounted('notifications')));
    if (performance.now() >= returnsFreshUntil) {
      const returns = await countReturns(db, { since: returnsSince(new Date()) }).catch(notCounted('returns'));
      metrics.setReturns(returns);
      metrics.setPaidCalls(await countPaidCalls(db, monthOf(new Date()), null).catch(notCounted('paid calls')));
      if (returns) returnsFreshUntil = performance.now() + returnsFreshMs;
    }
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
