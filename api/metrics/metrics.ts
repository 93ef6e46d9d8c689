// The metrics of this process for Prometheus. Labels come from short lists of our own and from the ids of tenants,
// which are few. They never come from a caller's input or from other ids, because Prometheus keeps a time series for
// each distinct value for ever.
import { Counter, Histogram, Registry } from 'prom-client';
import { Failure } from '../../domain/failure.ts';
import { feeds } from '../../domain/feed.ts';
import type { PlaidGateway } from '../../plaid/gateway.ts';
import type { Context, Next } from '../http/request.ts';
import { createGauges } from './gauges.ts';

export type Metrics = ReturnType<typeof createMetrics>;

export function createMetrics() {
  const registry = new Registry();
  return { registry, ...createCounters(registry), ...createGauges(registry) };
}

/** Counters of rare events begin at 0, because Prometheus sees no increase where a series begins. */
function beginAtZero<Label extends string>(counter: Counter<Label>, label: Label, values: readonly string[]) {
  for (const value of values) counter.inc({ [label]: value } as Partial<Record<Label, string>>, 0);
  return counter;
}

const createCounters = (registry: Registry, registers = [registry]) => ({
  httpRequests: new Histogram({
    name: 'gangway_http_request_duration_seconds',
    help: 'Requests to the API and how long they took, by pattern of the route and status.',
    labelNames: ['method', 'route', 'status'],
    registers,
  }),
  requestsLimited: new Counter({
    name: 'gangway_requests_limited_total',
    help: 'Requests that met a limit of the API: of the key, tenant, source, refused keys, or at_once.',
    labelNames: ['limit'],
    registers,
  }),
  webhooksRefused: new Counter({
    name: 'gangway_webhooks_refused_total',
    help: 'Webhooks that the door refused, by reason.',
    labelNames: ['reason'],
    registers,
  }),
  webhooksReceived: new Counter({
    name: 'gangway_webhooks_received_total',
    help: 'Webhooks that passed the door: kept, or a duplicate of a kept one. Stale: signed too long ago.',
    labelNames: ['result', 'stale'],
    registers,
  }),
  webhooksDelivered: new Counter({
    name: 'gangway_webhooks_delivered_total',
    help: 'Webhooks that the relay handled, by result: delivered (how), parked, put off or failed.',
    labelNames: ['result'],
    registers,
  }),
  keyLookups: new Counter({
    name: 'gangway_webhook_key_lookups_total',
    help: "Calls to Plaid for a webhook's public key: found, unknown, or failed.",
    labelNames: ['result'],
    registers,
  }),
  notificationsSent: new Counter({
    name: 'gangway_notification_attempts_total',
    help: 'Tries to deliver a notification, by channel and result.',
    labelNames: ['channel', 'result'],
    registers,
  }),
  feedsRestarted: beginAtZero(
    new Counter({
      name: 'gangway_feeds_restarted_total',
      help: 'Feeds of events whose workflow had ended, and which this process has started again.',
      labelNames: ['feed'],
      registers,
    }),
    'feed',
    feeds,
  ),
  endpointsDisabled: beginAtZero(
    new Counter({
      name: 'gangway_notification_endpoints_disabled_total',
      help: 'Endpoints that this process has disabled: gone (they answered 410), or failing for days.',
      labelNames: ['because'],
      registers,
    }),
    'because',
    ['gone', 'failing'],
  ),
});

export function countRequests({ httpRequests }: Metrics) {
  return async (ctx: Context, next: Next): Promise<void> => {
    const began = performance.now();
    await next();
    const { route } = ctx.state;
    const labels = route ? { method: ctx.method, route } : { method: 'other', route: 'other' };
    httpRequests.observe({ ...labels, status: ctx.status }, (performance.now() - began) / 1000);
  };
}

export function countKeyLookups(
  { keyLookups }: Metrics,
  readKey: PlaidGateway['readWebhookKey'],
): PlaidGateway['readWebhookKey'] {
  return async (keyId) => {
    try {
      const key = await readKey(keyId);
      keyLookups.inc({ result: 'found' });
      return key;
    } catch (error) {
      keyLookups.inc({ result: error instanceof Failure && error.kind === 'missing' ? 'unknown' : 'failed' });
      throw error;
    }
  };
}
