import type { Transaction, TransactionsSyncResponse } from 'plaid';
import { z } from 'zod';
import { type Answer, endpoint } from '../endpoint.ts';
import { invalidRequest, PlaidError } from '../errors.ts';
import { showAccount } from '../link/accounts.ts';
import { brokenBy, findItem, needConsent } from '../link/find.ts';
import { timePasses } from '../time-passes.ts';
import type { Wire } from '../wire.ts';
import { collectedOf } from './collect.ts';
import { type Change, type SimTransaction, standing } from './state.ts';

/** A place in the changes: where the last update ended, how much of this one the caller has, and where it will end. */
type Cursor = { begin: number; given: number; end: number };

export const syncTransactions = endpoint({
  path: '/transactions/sync',
  request: z.strictObject({
    access_token: z.string().min(1),
    cursor: z.string().max(256).optional(),
    count: z.int().min(1).max(500).optional(),
  }),
  respond(world, asked): Answer<TransactionsSyncResponse> {
    timePasses(world);
    const item = findItem(world, asked.access_token);
    needConsent(item, 'transactions');
    const broken = brokenBy(item);
    if (broken) throw broken;
    const collected = collectedOf(world, item);
    collected.synced = true;
    world.changed();
    const { changes, status } = collected;
    const cursor = cursorOf(asked.cursor, changes.length);
    const all = difference(changes, cursor);
    const page = all.slice(cursor.given, cursor.given + (asked.count ?? 100));
    const given = cursor.given + page.length;
    const has_more = given < all.length;
    const now = page.flatMap((one) => one.now ?? []);
    const before = standing(changes, cursor.begin);
    const isOld = ({ transaction_id }: SimTransaction) => Boolean(before.get(transaction_id));
    return {
      transactions_update_status: status,
      accounts: item.accounts.map(showAccount),
      added: now.filter((one) => !isOld(one)).map(show),
      modified: now.filter(isOld).map(show),
      removed: page.flatMap(({ now, was }) =>
        now || !was ? [] : [{ transaction_id: was.transaction_id, account_id: was.account_id }],
      ),
      next_cursor: nextCursor(has_more ? { ...cursor, given } : { begin: cursor.end, given: 0, end: cursor.end }),
      has_more,
    };
  },
});

/** Leaves out a transaction that exists neither before nor after the update. */
function difference(changes: Change[], { begin, end }: Cursor) {
  const [before, after] = [standing(changes, begin), standing(changes, end)];
  const touched = new Set(changes.slice(begin, end).map(({ transaction_id }) => transaction_id));
  return [...touched]
    .map((id) => ({ was: before.get(id) ?? null, now: after.get(id) ?? null }))
    .filter(({ was, now }) => was ?? now);
}

function cursorOf(text: string | undefined, length: number): Cursor {
  if (!text) return { begin: 0, given: 0, end: length };
  const [, begin, given, end] = /^(\d+)\/(\d+)\/(\d+)$/.exec(Buffer.from(text, 'base64').toString()) ?? [];
  const cursor = { begin: Number(begin), given: Number(given), end: Number(end) };
  if (end === undefined || cursor.end > length)
    throw invalidRequest('INVALID_FIELD', 'cursor not associated with access_token');
  if (cursor.given === 0) return { ...cursor, end: length };
  if (cursor.end === length) return cursor;
  throw new PlaidError(
    400,
    'TRANSACTIONS_ERROR',
    'TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION',
    'Underlying transaction data changed since last page was fetched. Please restart pagination from last update.',
  );
}

/** Returns an empty cursor while there are no transactions. */
const nextCursor = ({ begin, given, end }: Cursor) =>
  end === 0 ? '' : Buffer.from(`${begin}/${given}/${end}`).toString('base64');

const nowhere = {
  address: null,
  city: null,
  region: null,
  postal_code: null,
  country: null,
  lat: null,
  lon: null,
  store_number: null,
};
const nothingMore = {
  reference_number: null,
  ppd_id: null,
  payee: null,
  by_order_of: null,
  payer: null,
  payment_method: null,
  payment_processor: null,
  reason: null,
};

const show = (transaction: SimTransaction): Wire<Transaction> => ({
  transaction_id: transaction.transaction_id,
  account_id: transaction.account_id,
  date: transaction.date,
  authorized_date: transaction.date,
  authorized_datetime: null,
  datetime: null,
  amount: transaction.amount,
  iso_currency_code: transaction.currency,
  unofficial_currency_code: null,
  name: transaction.name,
  merchant_name: transaction.merchant,
  counterparties: transaction.merchant
    ? [{ name: transaction.merchant, type: 'merchant', website: null, logo_url: null, confidence_level: 'HIGH' }]
    : [],
  pending: transaction.pending,
  pending_transaction_id: transaction.pending_transaction_id,
  account_owner: null,
  payment_channel: 'other',
  transaction_code: null,
  location: nowhere,
  payment_meta: nothingMore,
});
