// Watches our Ledger at Plaid, which pays credits and refunds: shows its balance, alerts operators when that does not
// cover the money to come, and wakes the cases and refunds that wait for it once it has been filled.
import { transaction } from '../db/pool.ts';
import { claimLedgerWaits, neededCents } from '../db/transfers/ledger.ts';
import { retryRefunds } from '../db/transfers/refunds.ts';
import { Failure, isPassing } from '../domain/failure.ts';
import { formatCents } from '../domain/money.ts';
import { lackingCents } from '../domain/transfers/ledger.ts';
import type { CaseClient } from '../temporal/case-client.ts';
import { ledgerFilled } from '../workflows/messages.ts';
import type { Deps } from './context.ts';

const lookEveryMs = 5 * 60_000;
/** Plaid has refused, for example because this client has no Ledger. */
const lookAfterRefusalMs = 60 * 60_000;
const alertAgainAfterMs = 60 * 60_000;
const wokenAtOnce = 100;

type WatchDeps = Pick<Deps, 'db' | 'log' | 'metrics' | 'plaid'>;

/** Returns the work of one turn of the relay. Each API process watches, and each case is woken by one of them. */
export function watchLedger(
  { db, log, metrics, plaid }: WatchDeps,
  now = () => performance.now(),
): (cases: CaseClient) => Promise<void> {
  let lookAt = Number.NEGATIVE_INFINITY;
  let alertAt = Number.NEGATIVE_INFINITY;
  /** The balance at the last look. Null: this process has not looked yet, so it cannot know of a change. */
  let before: number | null = null;
  let moreToWake = false;

  function alertIfLow(balance: { available: string; needed: string }, lacking: number): void {
    if (lacking === 0) {
      alertAt = Number.NEGATIVE_INFINITY;
    } else if (now() >= alertAt) {
      alertAt = now() + alertAgainAfterMs;
      const lacks = formatCents(lacking);
      log.error({ ...balance, lacking: lacks }, 'the Ledger at Plaid does not cover the credits to come: fill it');
    }
  }

  /** Returns whether more cases may wait than were woken. If a signal fails, none of them counts as woken. */
  async function wake(cases: CaseClient, cents: number): Promise<boolean> {
    await retryRefunds(db);
    const woken = await transaction(db, async (tx) => {
      const claimed = await claimLedgerWaits(tx, cents, wokenAtOnce);
      await Promise.all(claimed.map((onboardingId) => cases.signal(onboardingId, ledgerFilled)));
      return claimed.length;
    });
    if (woken > 0) log.info({ cases: woken }, 'the Ledger at Plaid has been filled: cases try again');
    return woken === wokenAtOnce;
  }

  const read = async () => ({ balance: await plaid.readLedger(null), needed: await neededCents(db) });

  return async (cases) => {
    if (now() < lookAt) return;
    lookAt = now() + lookEveryMs;
    const { balance, needed } = await read().catch((error: unknown) => {
      metrics.setLedger(null);
      if (error instanceof Failure && !isPassing(error)) lookAt = now() + lookAfterRefusalMs;
      throw error;
    });
    const lacking = lackingCents(balance, needed);
    const available = balance.availableCents;
    metrics.setLedger({ availableCents: available, pendingCents: balance.pendingCents, neededCents: needed, lacking });
    alertIfLow({ available: formatCents(available), needed: formatCents(needed) }, lacking);
    const filled = before !== null && available > before;
    if (filled || moreToWake) moreToWake = await wake(cases, available);
    before = available;
    if (moreToWake) lookAt = now();
  };
}
