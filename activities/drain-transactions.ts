// Draining the transactions of an Item. Plaid gives them as updates of one or more pages, which belong together: a
// pending transaction may be taken back on one page and posted on another. So an update is read to its end, and then
// stored with its cursor in one transaction.

import { deleteBankTransactions, upsertBankTransactions } from '../db/bank-transactions.ts';
import { itemOfCase } from '../db/items.ts';
import { loadCase } from '../db/onboardings.ts';
import { transaction } from '../db/pool.ts';
import {
  moveTransactionCursor,
  recordTransactionsRefused,
  type TransactionSync,
  transactionSyncOf,
} from '../db/transaction-syncs.ts';
import { isErased } from '../db/vault.ts';
import type { BankTransaction } from '../domain/bank-transaction.ts';
import { Failure } from '../domain/failure.ts';
import type { Secret } from '../domain/secret.ts';
import type { TransactionsPage } from '../plaid/gateway.ts';
import type { Gateways } from './gateways.ts';
import { known } from './known.ts';
import type { Drained } from './types.ts';

/** Times that one call begins an update again because the bank's data moved under it. */
const mostRestarts = 3;

/** Plaid's words for "more of the past is still to come", of which a lost webhook would have told. */
const collecting = ['NOT_READY', 'INITIAL_UPDATE_COMPLETE'];

type Update = Pick<TransactionsPage, 'cursor' | 'updateStatus'> & {
  /** Null: gone. In the order of Plaid's pages, of which the last one counts. */
  changes: Map<string, BankTransaction | null>;
};

const over: Drained = { events: 0, told: 0, lookAgainSeconds: null };

export function transactionsDrain({ pool, vault, plaid, feedSeconds, transactionsSeconds }: Gateways) {
  /** Null where nobody wants the Item's transactions any more: the feed then ends, until a webhook wakes it. */
  async function tokenInUse({ onboardingId, itemId }: TransactionSync): Promise<Secret | null> {
    const { outcome } = await known('case', loadCase(pool, onboardingId));
    if (outcome !== null && outcome !== 'funded') return null;
    try {
      const item = await itemOfCase(pool, vault, onboardingId);
      return item?.itemId === itemId ? item.accessToken : null;
    } catch (error) {
      if (isErased(error)) return null;
      throw error;
    }
  }

  async function readUpdate(accessToken: Secret, begin: string | null): Promise<Update> {
    const changes: Update['changes'] = new Map();
    let cursor = begin;
    for (;;) {
      const page = await plaid.readTransactions(accessToken, cursor);
      for (const stored of page.stored) changes.set(stored.transactionId, stored);
      for (const id of page.removed) changes.set(id, null);
      cursor = page.cursor ?? cursor;
      if (!page.hasMore) return { changes, cursor, updateStatus: page.updateStatus };
    }
  }

  /** Pages of an update are of one moment: once the bank has changed the data, they begin again with the first. */
  async function readWholeUpdate(accessToken: Secret, begin: string | null): Promise<Update> {
    for (let restarts = 0; ; restarts++) {
      try {
        return await readUpdate(accessToken, begin);
      } catch (error) {
        if (!movedUnderUs(error) || restarts === mostRestarts) throw error;
      }
    }
  }

  /** Gives how many rows it changed; none where another call has read on meanwhile. */
  async function store({ itemId, onboardingId, cursor: from }: TransactionSync, update: Update): Promise<number> {
    const { cursor: to, updateStatus, changes } = update;
    const stored = [...changes.values()].filter((change) => change !== null);
    const removed = [...changes.keys()].filter((id) => changes.get(id) === null);
    return transaction(pool, async (tx) => {
      if (!(await moveTransactionCursor(tx, { itemId, from, to, updateStatus }))) return 0;
      if (stored.length > 0) await upsertBankTransactions(tx, vault, { itemId, onboardingId, transactions: stored });
      return stored.length + (await deleteBankTransactions(tx, itemId, removed));
    });
  }

  return async function drainTransactions(itemId: string): Promise<Drained> {
    const sync = await transactionSyncOf(pool, itemId);
    const accessToken = sync && (await tokenInUse(sync));
    if (!sync || !accessToken) return over;
    try {
      const update = await readWholeUpdate(accessToken, sync.cursor);
      const soon = collecting.includes(update.updateStatus ?? '');
      const lookAgainSeconds = soon ? Math.min(feedSeconds, transactionsSeconds) : transactionsSeconds;
      return { events: await store(sync, update), told: 0, lookAgainSeconds };
    } catch (error) {
      if (!(error instanceof Failure && error.kind === 'needs-user')) throw error;
      // Repairing is the case's affair, or the product's. What comes of it is seen by the next look.
      await recordTransactionsRefused(pool, itemId, error.detail.code);
      return { ...over, lookAgainSeconds: error.detail.repair?.mode === 'update' ? transactionsSeconds : null };
    }
  };
}

const movedUnderUs = (error: unknown): boolean =>
  error instanceof Failure && error.detail.code === 'TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION';
