// The gauges: counts of the whole database, which every process of the API gives. If the database did not answer, a
// setter takes null and leaves its gauges out, because an old count would be wrong.
import { Gauge, type Registry } from 'prom-client';
import type { SharedCounts } from '../../db/bank/duplicates.ts';
import type { StageCount } from '../../db/case/case-counts.ts';
import type { DriftGauge } from '../../db/drift/counts.ts';
import type { FeedLook } from '../../db/feeds/feeds.ts';
import type { UnreadCounts } from '../../db/feeds/unread-rows.ts';
import type { InboxCounts } from '../../db/inbox/webhook-views.ts';
import type { DeliveryCounts } from '../../db/notify/notification-deliveries.ts';
import type { PaidCalls } from '../../db/paid-calls.ts';
import type { TenantReturns } from '../../db/transfers/return-rates.ts';
import { stages } from '../../domain/case/stages.ts';
import { failureKinds } from '../../domain/failure.ts';
import { returnLimits, returnRates } from '../../domain/transfers/return-rates.ts';
import type { TroubledCases } from '../../temporal/troubled-cases.ts';

type MakeGauge = <Label extends string>(name: string, help: string, ...labelNames: Label[]) => Gauge<Label>;

export function createGauges(registry: Registry) {
  const gauge: MakeGauge = (name, help, ...labelNames) =>
    new Gauge({ name: `gangway_${name}`, help, labelNames, registers: [registry] });
  return {
    ...caseGauges(gauge),
    ...inboxGauges(gauge),
    ...returnGauges(gauge),
    ...deliveryGauges(gauge),
    ...rowGauges(gauge),
    ...ledgerGauges(gauge),
    ...paidCallGauges(gauge),
    ...driftGauges(gauge),
  };
}

function caseGauges(gauge: MakeGauge) {
  const cases = gauge('cases', 'Open cases, by stage.', 'stage');
  const oldest = gauge(
    'case_oldest_seconds',
    'How long the case that has been in the stage for longest has not moved; 0 if the stage has none.',
    'stage',
  );
  const inTrouble = gauge('cases_in_trouble', 'Cases whose step is in trouble, by the kind of failure.', 'kind');
  const failing = gauge('workflows_failing', 'Workflows whose code throws, or does not fit their history.');
  return {
    setCases(counts: StageCount[] | null): void {
      for (const one of [cases, oldest]) one.reset();
      if (!counts) return;
      for (const stage of stages.filter((one) => one !== 'closed')) {
        const count = counts.find((one) => one.stage === stage);
        cases.set({ stage }, count?.cases ?? 0);
        oldest.set({ stage }, count?.oldestSeconds ?? 0);
      }
    },
    setTroubled(counts: TroubledCases | null): void {
      inTrouble.reset();
      failing.remove();
      if (!counts) return;
      for (const kind of failureKinds) inTrouble.set({ kind }, counts.inTrouble[kind]);
      failing.set(counts.failing);
    },
  };
}

/** The amounts are dollars, because Prometheus wants base units. */
function ledgerGauges(gauge: MakeGauge) {
  const balance = gauge('ledger_balance_dollars', "The balance of our Ledger at Plaid, by Plaid's word.", 'balance');
  const needed = gauge(
    'ledger_needed_dollars',
    'The credits whose applicants have linked an account, and the refunds, that Plaid has not made yet.',
  );
  const lacking = gauge(
    'ledger_lacking_dollars',
    'How much the available balance lacks for these; 0 if it covers them.',
  );
  return {
    setLedger(read: { availableCents: number; pendingCents: number; neededCents: number; lacking: number } | null) {
      balance.reset();
      for (const one of [needed, lacking]) one.remove();
      if (!read) return;
      balance.set({ balance: 'available' }, read.availableCents / 100);
      balance.set({ balance: 'pending' }, read.pendingCents / 100);
      needed.set(read.neededCents / 100);
      lacking.set(read.lacking / 100);
    },
  };
}

function inboxGauges(gauge: MakeGauge) {
  const rows = gauge('inbox_rows', 'Webhooks in the inbox that are not done, by status.', 'status');
  const oldestWaiting = gauge(
    'inbox_oldest_waiting_seconds',
    'Age of the oldest webhook that the relay has still to deliver; 0 if there is none.',
  );
  return {
    setInbox(counts: InboxCounts | null): void {
      rows.reset();
      oldestWaiting.remove();
      if (!counts) return;
      for (const status of ['waiting', 'parked', 'failed'] as const) rows.set({ status }, counts[status]);
      oldestWaiting.set(counts.oldestWaitingSeconds);
    },
  };
}

function returnGauges(gauge: MakeGauge) {
  const debits = gauge('ach_debits', 'Debits that left within the last 60 days, by tenant.', 'tenant');
  const returns = gauge(
    'ach_returns',
    'Debits that came back within the last 60 days, by tenant and by the return rate that they count towards.',
    ...(['tenant', 'rate'] as const),
  );
  const limits = gauge(
    'ach_return_limit',
    'The share of debits that may come back, by return rate and by the party that sets the limit.',
    ...(['rate', 'by'] as const),
  );
  for (const rate of returnRates) {
    for (const by of ['plaid', 'nacha'] as const) limits.set({ rate, by }, returnLimits[rate][by] / 10_000);
  }
  return {
    /** Tenants with nothing to count are left out. */
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
  };
}

function deliveryGauges(gauge: MakeGauge) {
  const deliveries = gauge(
    'notification_deliveries',
    'Deliveries of notifications that wait, or that the notifier has given up, by status.',
    'status',
  );
  const oldestWaiting = gauge(
    'notifications_oldest_waiting_seconds',
    'Age of the oldest delivery that waits for its next try, or for its endpoint; 0 if there is none.',
  );
  const overdue = gauge(
    'notifications_overdue_seconds',
    'How long the notifier is late with the next try of a notification; 0 if none is due.',
  );
  const disabledEndpoints = gauge(
    'notification_endpoints_disabled',
    'Endpoints to which the notifier sends nothing, because they are disabled.',
  );
  return {
    setDeliveries(counts: DeliveryCounts | null): void {
      deliveries.reset();
      for (const one of [overdue, oldestWaiting, disabledEndpoints]) one.remove();
      if (!counts) return;
      for (const status of ['waiting', 'failed'] as const) deliveries.set({ status }, counts[status]);
      overdue.set(counts.overdueSeconds);
      oldestWaiting.set(counts.oldestWaitingSeconds);
      disabledEndpoints.set(counts.disabled);
    },
  };
}

function paidCallGauges(gauge: MakeGauge) {
  const calls = gauge(
    'paid_calls',
    'Calls that Plaid bills, of each tenant, since the month began (UTC).',
    'tenant',
    'call',
  );
  return {
    setPaidCalls(counts: PaidCalls[] | null): void {
      calls.reset();
      for (const { tenantId: tenant, call, count } of counts ?? []) calls.set({ tenant, call }, count);
    },
  };
}

function driftGauges(gauge: MakeGauge) {
  const drift = gauge('drift', 'Drift found by the last reconciliation, and whether repaired.', 'kind', 'repaired');
  const age = gauge('reconciled_seconds', 'How long ago the last reconciliation of all cases ended.');
  return {
    setDrift(counts: DriftGauge[] | null): void {
      drift.reset();
      age.remove();
      for (const { kind, found, repaired } of counts ?? []) {
        drift.set({ kind, repaired: 'yes' }, repaired);
        drift.set({ kind, repaired: 'no' }, found - repaired);
      }
      if (counts?.[0]) age.set(counts[0].secondsAgo);
    },
  };
}

function rowGauges(gauge: MakeGauge) {
  const shared = gauge(
    'shared_accounts',
    'Accounts that other users of a tenant, or users of other tenants, had linked too when a case read them.',
    'across',
  );
  const unread = gauge(
    'unread_rows',
    "Rows of Plaid's lists that Gangway could not read, by feed. Each feed has gone on without them.",
    'feed',
  );
  const unsealed = gauge('audit_unsealed_seconds', 'How long the oldest row of the audit has waited for its seal.');
  const overdue = gauge(
    'feed_overdue_seconds',
    'How long a feed of events is late with its next look at Plaid; 0 if none is due.',
    'feed',
  );
  const looked = gauge(
    'feed_looked_seconds',
    'How long ago a feed of events has finished its last look at Plaid.',
    'feed',
  );
  const unsignalled = gauge(
    'transfer_events_oldest_unsignalled_seconds',
    'Age of the oldest event of a transfer that its case has not received; 0 if there is none.',
  );
  return {
    setFeeds(looks: FeedLook[] | null): void {
      for (const one of [overdue, looked]) one.reset();
      for (const { feed, overdueSeconds, lookedSecondsAgo } of looks ?? []) {
        overdue.set({ feed }, overdueSeconds);
        if (lookedSecondsAgo !== null) looked.set({ feed }, lookedSecondsAgo);
      }
    },
    setUnsignalled(seconds: number | null): void {
      unsignalled.remove();
      if (seconds !== null) unsignalled.set(seconds);
    },
    setUnsealed(seconds: number | null): void {
      unsealed.remove();
      if (seconds !== null) unsealed.set(seconds);
    },
    setShared(counts: SharedCounts | null): void {
      shared.reset();
      if (!counts) return;
      for (const across of ['users', 'tenants'] as const) shared.set({ across }, counts[across]);
    },
    setUnreadRows(counts: UnreadCounts | null): void {
      unread.reset();
      for (const { feed, rows } of counts ?? []) unread.set({ feed }, rows);
    },
  };
}
