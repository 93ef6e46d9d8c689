// `GET /metrics` for Prometheus, on a port of its own: who may reach it is then the network's business, like that of
// every other scraped process; whatever publishes the API does not publish it, and no scraper has to hold a secret.
import type { RequestListener } from 'node:http';
import { collectDefaultMetrics } from 'prom-client';
import { countShared } from '../db/duplicates.ts';
import { countInbox } from '../db/inbox.ts';
import { countDeliveries } from '../db/notification-deliveries.ts';
import { countReturns } from '../db/return-rates.ts';
import { returnsSince } from '../domain/return-rates.ts';
import { errorFields } from './access-log.ts';
import type { Deps } from './context.ts';

// What sixty days add up to moves slowly, and counting it reads all of them: measured, 0.35 s for 41,000 transfers.
const returnsFreshMs = 5 * 60_000;

export function serveMetrics({ db, log, metrics }: Pick<Deps, 'db' | 'log' | 'metrics'>): RequestListener {
  collectDefaultMetrics({ register: metrics.registry });

  let returnsFreshUntil = 0;
  async function scrape(): Promise<string> {
    const notCounted = (what: string) => (error: unknown) => {
      log.warn(errorFields(error), `${what} not counted`);
      return null;
    };
    metrics.setInbox(await countInbox(db).catch(notCounted('inbox')));
    metrics.setShared(await countShared(db).catch(notCounted('shared accounts')));
    metrics.setDeliveries(await countDeliveries(db).catch(notCounted('notifications')));
    if (performance.now() >= returnsFreshUntil) {
      const returns = await countReturns(db, { since: returnsSince(new Date()) }).catch(notCounted('returns'));
      metrics.setReturns(returns);
      if (returns) returnsFreshUntil = performance.now() + returnsFreshMs;
    }
    return metrics.registry.metrics();
  }

  return (request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    scrape().then(
      (text) => response.writeHead(200, { 'Content-Type': metrics.registry.contentType }).end(text),
      (error: unknown) => {
        log.error(errorFields(error), 'metrics not answered');
        response.writeHead(500).end();
      },
    );
  };
}
