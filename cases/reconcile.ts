// Compares workflow, record and Plaid, and repairs what is safe. It makes no money call: it records what Plaid shows,
// removes Items as the policy says, and wakes cases and feeds, which go on by their own rules.
import { accountsToRemove } from '../db/bank/linked-accounts.ts';
import { forTenantOf } from '../db/case/tenant-of.ts';
import { closedCases, comparedCase, openCases, unknownCases } from '../db/drift/compared-cases.ts';
import { accountsLateToRemove, lateAnswers, lateEvents } from '../db/drift/late.ts';
import { paymentsOfCase } from '../db/payments/payments.ts';
import { type Drift, partAfter, type ReconcilePart, type ReconcilePlace } from '../domain/drift.ts';
import { comparePayments, compareTransfers, driftOfPayments, driftOfTransfers } from './drift-at-plaid.ts';
import { type DriftDeps, type DriftPage, settledSeconds, spanOf } from './drift-deps.ts';
import { driftOfCases } from './drift-of-cases.ts';

const casesPerPage = 100;
/** A case writes more entries than the one of its end, so a page has fewer than so many cases. */
const entriesPerPage = 2 * casesPerPage;
/** Signals and removals that are late are few. More than these wait for the next reconciliation. */
const mostLate = 100;

const parts: Record<ReconcilePart, (deps: DriftDeps, after: string) => Promise<DriftPage>> = {
  transfers: driftOfTransfers,
  payments: driftOfPayments,

  async open_cases(deps, after) {
    const cases = await openCases(deps.db, after, casesPerPage);
    const last = cases.length === casesPerPage ? cases.at(-1) : undefined;
    return { found: await driftOfCases(deps, cases), next: last?.id ?? null };
  },

  async closed_cases(deps, after) {
    const { cases, next } = await closedCases(deps.db, spanOf(deps).since, after, entriesPerPage);
    return { found: await driftOfCases(deps, cases), next };
  },

  async workflows({ db, cases }, after) {
    const { onboardingIds, next } = await cases.runningCases(after);
    const unknown = await unknownCases(db, onboardingIds);
    return { found: unknown.map((id) => ({ kind: 'no_case', onboardingId: id, repaired: false, detail: {} })), next };
  },

  async signals(deps) {
    return {
      found: [...(await eventDrift(deps)), ...(await answerDrift(deps)), ...(await removalDrift(deps))],
      next: null,
    };
  },
};

/** Takes one step of a reconciliation of all cases. Call it across tenants. `next`: null after the last step. */
export async function reconcile(
  deps: DriftDeps,
  place: ReconcilePlace,
): Promise<{ found: Drift[]; next: ReconcilePlace | null }> {
  const { found, next } = await parts[place.part](deps, place.after);
  return { found, next: next === null ? partAfter(place) : { ...place, after: next } };
}

/** Reconciles one case, with its transfer and payments read by themselves. Null if there is no such case. */
export const reconcileCase = (deps: DriftDeps, onboardingId: string): Promise<Drift[] | null> =>
  forTenantOf(deps.db, 'case', onboardingId, async () => {
    const { db, plaid } = deps;
    const before = await comparedCase(db, onboardingId);
    if (!before) return null;
    const found: Drift[] = [];
    const transfer = before.transfer && (await plaid.findTransfer({ transferId: before.transfer.transferId }));
    if (transfer) found.push(...(await compareTransfers(deps, [{ ...transfer, accountId: null, onboardingId }])));
    for (const { paymentId } of await paymentsOfCase(db, onboardingId)) {
      if (paymentId) found.push(...(await comparePayments(deps, [await plaid.readPayment(paymentId)])));
    }
    const record = (await comparedCase(db, onboardingId)) ?? before;
    return [...found, ...(await driftOfCases(deps, [record]))];
  });

/** A feed signals by itself what it has read. */
async function eventDrift({ db, cases, repair }: DriftDeps): Promise<Drift[]> {
  const late = await lateEvents(db, settledSeconds, mostLate);
  if (repair) for (const feed of new Set(late.map((one) => one.feed))) await cases.wakeFeed(feed);
  return late.map(({ onboardingId, ...detail }) => ({
    kind: 'event_unsignalled',
    onboardingId,
    repaired: repair,
    detail,
  }));
}

/** The relay of the API signals these again and again. */
async function answerDrift({ db }: DriftDeps): Promise<Drift[]> {
  const late = await lateAnswers(db, settledSeconds, mostLate);
  return late.map(({ onboardingId, what }) => ({
    ...{ kind: 'answer_unsignalled', onboardingId, repaired: false, detail: { what } },
  }));
}

/** The relay of the API removes these again and again. */
async function removalDrift({ db }: DriftDeps): Promise<Drift[]> {
  const found: Drift[] = [];
  for (const { id } of await accountsLateToRemove(db, settledSeconds, mostLate)) {
    for (const { onboardingId, itemId } of await accountsToRemove(db, 1, id))
      found.push({ kind: 'item_left', onboardingId, repaired: false, detail: { item: itemId, account: id } });
  }
  return found;
}
