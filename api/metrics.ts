// What this process counts for Prometheus. Labels come from short lists of our own, never from what a caller sent, and
// never from ids but those of tenants, which are few: each distinct value is a time series that is kept for ever.
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { SharedCounts } from '../db/duplicates.ts';
import type { InboxCounts } from '../db/inbox.ts';
import type { DeliveryCounts } from '../db/notification-deliveries.ts';
import type { TenantReturns } from '../db/return-rates.ts';
import { Failure } from '../domain/failure.ts';
import { returnLimits, returnRates } from '../domain/return-rates.ts';
import type { PlaidGateway } from '../plaid/gateway.ts';
import type { Context, Next } from './context.ts';

export type Metrics = ReturnType<typeof createMetrics>;

export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  const inboxRows = new Gauge({
    name: 'gangway_inbox_rows',
    help: 'Webhooks in the inbox that are not done, by status.',
    labelNames: ['status'],
    registers,
  });
  const oldestWaiting = new Gauge({
    name: 'gangway_inbox_oldest_waiting_seconds',
    help: 'How long ago the oldest webhook was received that still waits to be delivered; 0 if none does.',
    registers,
  });
  const debits = new Gauge({
    name: 'gangway_ach_debits',
    help: 'Debits that left within the last 60 days, by tenant.',
    labelNames: ['tenant'],
    registers,
  });
  const returns = new Gauge({
    name: 'gangway_ach_returns',
    help: 'Debits that came back within the last 60 days, by tenant and by the return rate that they count towards.',
    labelNames: ['tenant', 'rate'],
    registers,
  });
  const limits = new Gauge({
    name: 'gangway_ach_return_limit',
    help: 'How large a share of the debits may come back, by return rate and by who says so.',
    labelNames: ['rate', 'by'],
    registers,
  });
  for (const rate of returnRates) {
    for (const by of ['plaid', 'nacha'] as const) limits.set({ rate, by }, returnLimits[rate][by] / 10_000);
  }
  const deliveries = new Gauge({
    name: 'gangway_notification_deliveries',
    help: 'Deliveries of notifications that wait or were given up, by status.',
    labelNames: ['status'],
    registers,
  });
  const overdue = new Gauge({
    name: 'gangway_notifications_overdue_seconds',
    help: 'For how long the next try of a notification has been due that nobody has begun; 0 if none is.',
    registers,
  });
  const disabledEndpoints = new Gauge({
    name: 'gangway_notification_endpoints_disabled',
    help: 'Endpoints that are disabled.',
    registers,
  });
  const shared = new Gauge({
    name: 'gangway_shared_accounts',
    help: 'Accounts that others had too when they were read: other users of the same tenant, or users of other tenants.',
    labelNames: ['across'],
    registers,
  });
  return {
    registry,
    httpRequests: new Histogram({
      name: 'gangway_http_request_duration_seconds',
      help: 'Requests to the API by pattern of the route and status, and how long they took.',
      labelNames: ['method', 'route', 'status'],
      registers,
    }),
    webhooksRefused: new Counter({
      name: 'gangway_webhooks_refused_total',
      help: 'Deliveries to the door that were not kept, by reason.',
      labelNames: ['reason'],
      registers,
    }),
    webhooksReceived: new Counter({
      name: 'gangway_webhooks_received_total',
      help: 'Deliveries that passed the door: kept, or a duplicate of one that was. Stale: signed too long ago.',
      labelNames: ['result', 'stale'],
      registers,
    }),
    webhooksDelivered: new Counter({
      name: 'gangway_webhooks_delivered_total',
      help: 'What the relay made of webhooks: a result of its own, parked, put off or failed.',
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
      help: 'Tries to deliver a notification, by channel and what came of them.',
      labelNames: ['channel', 'result'],
      registers,
    }),
    endpointsDisabled: new Counter({
      name: 'gangway_notification_endpoints_disabled_total',
      help: 'Endpoints that this process has disabled: gone (they answered 410), or failing for days.',
      labelNames: ['because'],
      registers,
    }),
    /** Null where the database could not be asked: the gauges are then left out, rather than wrong. */
    setInbox(counts: InboxCounts | null): void {
      inboxRows.reset();
      oldestWaiting.remove();
      if (!counts) return;
      for (const status of ['waiting', 'parked', 'failed'] as const) inboxRows.set({ status }, counts[status]);
      oldestWaiting.set(counts.oldestWaitingSeconds);
    },
    /** Likewise. Tenants that have nothing to count are left out. */
    setReturns(counted: TenantReturns[] | null): void {
      debits.reset();
      returns.reset();
      for (const counts of counted ?? []) {
        const tenant = counts.tenantId;
        if (counts.debits === 0 && counts.returns.overall === 0) continue;
        debits.set({ tenant }, counts.debits);
        for (const rate of returnRates) returns.set({ tenant, rate }, counts.returns[rate]);
      }
    },
    /** Null as for the inbox. */
    setShared(counts: SharedCounts | null): void {
      shared.reset();
      if (!counts) return;
      for (const across of ['users', 'tenants'] as const) shared.set({ across }, counts[across]);
    },
    /** Null as for the inbox. */
    setDeliveries(counts: DeliveryCounts | null): void {
      deliveries.reset();
      for (const gauge of [overdue, disabledEndpoints]) gauge.remove();
      if (!counts) return;
      for (const status of ['waiting', 'failed'] as const) deliveries.set({ status }, counts[status]);
      overdue.set(counts.overdueSeconds);
      disabledEndpoints.set(counts.disabled);
    },
  };
}

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
