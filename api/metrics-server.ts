// `GET /metrics` for Prometheus, on a port of its own: who may reach it is then the network's business, like that of
// every other scraped process; whatever publishes the API does not publish it, and no scraper has to hold a secret.
import type { RequestListener } from 'node:http';
import { collectDefaultMetrics } from 'prom-client';
import { countInbox } from '../db/inbox.ts';
import { errorFields } from './access-log.ts';
import type { Deps } from './context.ts';

export function serveMetrics({ db, log, metrics }: Pick<Deps, 'db' | 'log' | 'metrics'>): RequestListener {
  collectDefaultMetrics({ register: metrics.registry });

  async function scrape(): Promise<string> {
    const counts = await countInbox(db).catch((error: unknown) => {
      log.warn(errorFields(error), 'inbox not counted');
      return null;
    });
    metrics.setInbox(counts);
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
