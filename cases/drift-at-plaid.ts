// Compares Plaid's lists of recent transfers and payments with the record.
import { loadCase } from '../db/case/onboardings.ts';
import { forTenantOf } from '../db/case/tenant-of.ts';
import { unknownCases } from '../db/drift/compared-cases.ts';
import { type PaymentRow, paymentsByReference, type TransferRow, transfersById } from '../db/drift/plaid-lists.ts';
import { transaction } from '../db/pool.ts';
import { updateTransfer } from '../db/transfers/transfers.ts';
import type { Drift } from '../domain/drift.ts';
import { newerState, type Payment } from '../domain/payments/payment.ts';
import { furthest } from '../domain/transfers/transfer.ts';
import type { ListedTransfer, Transfer } from '../plaid/gateway.ts';
import { adoptTransfer } from './adopt-transfer.ts';
import { type DriftDeps, type DriftPage, spanOf } from './drift-deps.ts';
import { signalPayment } from './signal-payment.ts';
import { takeUpTransfer } from './take-up-transfer.ts';

/** So many pages of Plaid's list are read in one step of a reconciliation, with 25 transfers or 200 payments each. */
const pagesAtOnce = 10;
/** Plaid lists payments by their creation and takes no time. Older ones than these are left to their cases. */
const mostPayments = 20_000;

/** `after`: the window of the list and the place in it, which stay as they are from page to page. */
export async function driftOfTransfers(deps: DriftDeps, after: string): Promise<DriftPage> {
  const [since, until, begin] = after === '' ? windowOf(deps) : after.split('/').map(Number);
  const window = { since: new Date(since ?? 0), until: new Date(until ?? 0) };
  const found: Drift[] = [];
  let offset = begin ?? 0;
  for (let pages = 0; pages < pagesAtOnce; pages++) {
    const page = await deps.plaid.listTransfers({ ...window, offset });
    found.push(...(await compareTransfers(deps, page.transfers)));
    if (page.next === null) return { found, next: null };
    offset = page.next;
  }
  return { found, next: [since, until, offset].join('/') };
}

function windowOf(deps: DriftDeps): number[] {
  const { settledSeconds, since } = spanOf(deps);
  return [since.getTime(), Date.now() - settledSeconds * 1000, 0];
}

/** Also for the transfer of one case, read by itself. */
export async function compareTransfers(deps: DriftDeps, listed: ListedTransfer[]): Promise<Drift[]> {
  const recorded = await transfersById(
    deps.db,
    listed.map(({ transferId }) => transferId),
  );
  const found: Drift[] = [];
  // The first transfer of a case has to be on record before the one that follows its return.
  for (const transfer of listed.toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime())) {
    const record = recorded.get(transfer.transferId);
    const drift = record ? await transferDrift(deps, record, transfer) : await unrecorded(deps, transfer);
    if (drift) found.push(drift);
  }
  return found;
}

/** The record may be ahead of the list, by an event that came meanwhile. */
async function transferDrift(deps: DriftDeps, record: TransferRow, read: Transfer): Promise<Drift | null> {
  const { onboardingId, transferId } = record;
  const behind = furthest(record.status, read.status) !== record.status;
  const otherAmount = record.amountCents !== read.amountCents;
  if (!behind && !otherAmount) return null;
  if (behind && deps.repair) {
    await forTenantOf(deps.db, 'case', onboardingId, async () =>
      takeUpTransfer(deps, await transaction(deps.db, (tx) => updateTransfer(tx, read))),
    );
  }
  const detail = { transfer: transferId, recorded: record.status, at_plaid: read.status };
  return { kind: 'transfer_differs', onboardingId, repaired: deps.repair && !otherAmount, detail };
}

/** Null for a transfer of another application of our client. One of ours names its case, by an id as we make them. */
async function unrecorded(deps: DriftDeps, listed: ListedTransfer): Promise<Drift | null> {
  const { onboardingId, transferId, status } = listed;
  if (onboardingId === null || !caseId.test(onboardingId)) return null;
  const isOnRecord = (await unknownCases(deps.db, [onboardingId])).length === 0;
  const repaired =
    deps.repair &&
    isOnRecord &&
    (await forTenantOf(deps.db, 'case', onboardingId, () => adoptTransfer(deps, onboardingId, listed)));
  const detail = { transfer: transferId, at_plaid: status, case: isOnRecord ? 'on record' : 'not on record' };
  return { kind: 'transfer_unrecorded', onboardingId, repaired, detail };
}

const caseId = /^(onb|trf)_[0-9a-f]{32}$/;

/** `after`: how many payments were read, and Plaid's cursor. */
export async function driftOfPayments(deps: DriftDeps, after: string): Promise<DriftPage> {
  const found: Drift[] = [];
  const slash = after.indexOf('/');
  let read = after === '' ? 0 : Number(after.slice(0, slash));
  let cursor = after === '' ? null : after.slice(slash + 1);
  const { since } = spanOf(deps);
  for (let pages = 0; pages < pagesAtOnce; pages++) {
    const { payments, unread, next } = await deps.plaid.listPayments(cursor);
    found.push(...(await comparePayments(deps, payments)));
    read += payments.length + unread.length;
    const old = payments.length > 0 && payments.every(({ at }) => at < since);
    if (next === null || old || read >= mostPayments) return { found, next: null };
    cursor = next;
  }
  return { found, next: `${read}/${cursor}` };
}

export async function comparePayments(deps: DriftDeps, listed: Payment[]): Promise<Drift[]> {
  const { settledSeconds } = spanOf(deps);
  const settled = listed.filter(({ at }) => at.getTime() < Date.now() - settledSeconds * 1000);
  const recorded = await paymentsByReference(
    deps.db,
    settled.map(({ reference }) => reference),
  );
  const found: Drift[] = [];
  for (const payment of settled) {
    const record = recorded.get(payment.reference);
    const drift = record && (await paymentDrift(deps, record, payment));
    if (drift) found.push(drift);
  }
  return found;
}

async function paymentDrift(deps: DriftDeps, record: PaymentRow, read: Payment): Promise<Drift | null> {
  const { onboardingId, reference, status, at } = record;
  const detail = { payment: read.paymentId, reference, recorded: status, at_plaid: read.status };
  // The step that makes a payment finds it by its reference.
  if (record.paymentId === null) return { kind: 'payment_unrecorded', onboardingId, repaired: false, detail };
  const newest =
    status !== null && at ? newerState({ status, at }, { status: read.status, at: read.at }).status : read.status;
  if (record.paymentId !== read.paymentId || newest === status) return null;
  const repaired =
    deps.repair && (await forTenantOf(deps.db, 'case', onboardingId, () => wakes(deps, onboardingId, read)));
  return { kind: 'payment_differs', onboardingId, repaired, detail };
}

async function wakes(deps: DriftDeps, onboardingId: string, { paymentId }: Payment): Promise<boolean> {
  const record = await loadCase(deps.db, onboardingId);
  return record !== null && (await signalPayment(deps, record, paymentId)) !== 'case closed';
}
