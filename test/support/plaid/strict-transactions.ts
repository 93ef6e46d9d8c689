// Transactions as Plaid serves them. Each cursor is a moment, and an update is the difference between two moments, in
// pages. Plaid refuses the next page if the data have changed since the first.
import { randomUUID } from 'node:crypto';
import type { BankTransaction } from '../../../domain/data/bank-transaction.ts';
import { Failure } from '../../../domain/failure.ts';
import type { TransactionsPage } from '../../../plaid/gateway.ts';

type Change = { id: string; now: BankTransaction | null };
/** `begin` and `end` are moments, as counts of changes. `at` counts the rows of the difference that Plaid has sent. */
type Place = { begin: number; end: number; at: number };

export function strictTransactions() {
  const changes: Change[] = [];
  const places = new Map<string, Place>();
  const kept = (place: Place): string => {
    const cursor = randomUUID();
    places.set(cursor, place);
    return cursor;
  };
  const at = (moment: number): Map<string, BankTransaction | null> =>
    new Map(changes.slice(0, moment).map(({ id, now }) => [id, now]));

  /** Plaid never sends a transaction that existed at neither moment. */
  function difference({ begin, end }: Place): Change[] {
    const [before, after] = [at(begin), at(end)];
    const touched = new Set(changes.slice(begin, end).map(({ id }) => id));
    return [...touched]
      .filter((id) => before.get(id) || after.get(id))
      .map((id) => ({ id, now: after.get(id) ?? null }));
  }

  const transactions = {
    pageSize: 100,
    updateStatus: 'HISTORICAL_UPDATE_COMPLETE',
    happens: (...stored: BankTransaction[]) =>
      void changes.push(...stored.map((now) => ({ id: now.transactionId, now }))),
    vanish: (...ids: string[]) => void changes.push(...ids.map((id) => ({ id, now: null }))),
    read(cursor: string | null): TransactionsPage {
      const { updateStatus, pageSize } = transactions;
      if (changes.length === 0)
        return { stored: [], removed: [], unread: [], cursor: null, hasMore: false, updateStatus };
      const found = cursor === null ? { begin: 0, end: 0, at: 0 } : places.get(cursor);
      if (!found) throw new Failure('bug', 'Plaid says INVALID_FIELD.', { code: 'INVALID_FIELD' });
      const place = found.at === 0 ? { ...found, end: changes.length } : found;
      if (place.end !== changes.length) throw movedUnderYou();
      const all = difference(place);
      const page = all.slice(place.at, place.at + pageSize);
      const next = place.at + page.length;
      const hasMore = next < all.length;
      return {
        stored: page.flatMap(({ now }) => now ?? []),
        removed: page.flatMap(({ id, now }) => (now ? [] : [id])),
        unread: [],
        cursor: kept(hasMore ? { ...place, at: next } : { begin: place.end, end: place.end, at: 0 }),
        hasMore,
        updateStatus,
      };
    },
  };
  return transactions;
}

const movedUnderYou = () =>
  new Failure('conflict', 'Plaid says that its data changed.', {
    code: 'TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION',
  });

export const aTransaction = (change: Partial<BankTransaction> = {}): BankTransaction => ({
  transactionId: `transaction-${randomUUID()}`,
  accountId: 'account-1',
  date: '2026-03-02',
  amountMinor: 1250,
  currency: 'USD',
  pending: false,
  details: {
    name: 'GREENGROCER 12',
    merchant: 'Greengrocer',
    counterparties: [],
    pendingTransactionId: null,
    unofficial: null,
  },
  ...change,
});
