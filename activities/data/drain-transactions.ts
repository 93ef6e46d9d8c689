// Reads the transactions of an Item. Plaid sends them as updates of one or more pages, which belong together: a pending
// transaction may be removed on one page and posted on another. So each page is stored apart, with the cursor of the
// next one, until the last page of the update makes all of them visible. A call that ends in between, by a crash or
// because the update is long, loses nothing: the next call continues after the last stored page.

import { itemOfCase } from '../../db/bank/items.ts';
import { loadCase } from '../../db/case/onboardings.ts';
import { recordTransactionsRefused, type TransactionSync, transactionSyncOf } from '../../db/data/transaction-syncs.ts';
import { isErased } from '../../db/vault.ts';
import { Failure, isItemRepair } from '../../domain/failure.ts';
import type { Secret } from '../../domain/secret.ts';
import type { Deps } from '../deps.ts';
import { known } from '../on-record.ts';
import type { Drained } from '../types.ts';
import { dropUpdate, endlessPages, type UpdateRead, updateReader } from './read-update.ts';

/** Plaid's codes for "older transactions are still to come". The webhook that announces them may be lost. */
const collecting = ['NOT_READY', 'INITIAL_UPDATE_COMPLETE'];

const over: Drained = { events: 0, signalled: 0, lookAgainSeconds: null };

export function transactionsDrain(deps: Deps) {
  const { db, vault, feedSeconds, transactionsSeconds } = deps;
  const readUpdate = updateReader(deps);

  /** Null when no case needs the Item's transactions any more; then the feed ends until a webhook wakes it. */
  async function tokenInUse({ onboardingId, itemId }: TransactionSync): Promise<Secret | null> {
    const { outcome } = await known('case', loadCase(db, onboardingId));
    if (outcome !== null && outcome !== 'funded') return null;
    try {
      const item = await itemOfCase(db, vault, onboardingId);
      return item?.itemId === itemId ? item.accessToken : null;
    } catch (error) {
      if (isErased(error)) return null;
      throw error;
    }
  }

  function nextLook({ events, updateStatus }: UpdateRead): Drained {
    const soon = collecting.includes(updateStatus ?? '');
    return {
      ...over,
      events,
      lookAgainSeconds: soon ? Math.min(feedSeconds, transactionsSeconds) : transactionsSeconds,
    };
  }

  /** Records why Plaid gave no transactions, where only the applicant or time can help. Throws any other error. */
  async function afterFailure(itemId: string, error: unknown): Promise<Drained> {
    if (!(error instanceof Failure)) throw error;
    const { kind, detail } = error;
    const endless = detail.code === endlessPages;
    if (!endless && kind !== 'needs-user') throw error;
    // The case or the tenant asks for the repair. The next look sees its result.
    await recordTransactionsRefused(db, itemId, detail.code);
    return { ...over, lookAgainSeconds: endless || isItemRepair(detail.repair?.mode) ? transactionsSeconds : null };
  }

  return async function drainTransactions(itemId: string): Promise<Drained> {
    const sync = await transactionSyncOf(db, itemId);
    const accessToken = sync && (await tokenInUse(sync));
    if (sync && !accessToken) await dropUpdate(db, sync);
    if (!accessToken) return over;
    try {
      const ended = await readUpdate(itemId, accessToken);
      return ended ? nextLook(ended) : { ...over, lookAgainSeconds: 0 };
    } catch (error) {
      return afterFailure(itemId, error);
    }
  };
}
