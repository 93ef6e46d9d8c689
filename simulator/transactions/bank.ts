// What happens to transactions at the bank, and what Plaid tells of it
// (https://plaid.com/docs/api/products/transactions/#webhooks).
import { addDays, easternDate } from '../banking-days.ts';
import { newId } from '../ids.ts';
import { tell } from '../link/items.ts';
import type { SimItem } from '../link/state.ts';
import type { World } from '../world.ts';
import { payments } from './payments.ts';
import { type Change, type Collected, collect, presentOf, type SimTransaction } from './state.ts';

/** How long Plaid collects: the last thirty days first, then up to ninety. */
const initialMs = 2_000;
const historicalMs = 4_000;

/** Lets Plaid collect what it has had the time for. */
export function collectTransactions(world: World): void {
  for (const item of Object.values(world.state.link.items)) {
    const known = world.state.transactions[item.item_id];
    if (!known && !item.products.includes('transactions')) continue;
    const collected = known ?? collect(world, item, new Date(item.created_at));
    const age = world.now().getTime() - Date.parse(collected.began_at);
    if (collected.status === 'NOT_READY' && age >= initialMs) pull(world, item, collected, 'initial');
    if (collected.status === 'INITIAL_UPDATE_COMPLETE' && age >= historicalMs)
      pull(world, item, collected, 'historical');
  }
}

function pull(world: World, item: SimItem, collected: Collected, which: 'initial' | 'historical'): void {
  const account_id = item.accounts[0]?.account_id;
  // The person has stopped sharing the account.
  if (account_id === undefined) return;
  const today = easternDate(new Date(collected.began_at));
  const pulled = payments[which].map(({ days_ago, ...payment }) => ({
    ...payment,
    transaction_id: newId(),
    account_id,
    date: addDays(today, -days_ago),
    currency: 'USD',
    pending_transaction_id: null,
  }));
  collected.status = which === 'initial' ? 'INITIAL_UPDATE_COMPLETE' : 'HISTORICAL_UPDATE_COMPLETE';
  change(world, item, collected, {
    stored: pulled,
    told: which === 'initial' ? 'INITIAL_UPDATE' : 'HISTORICAL_UPDATE',
  });
}

type Changing = {
  stored?: SimTransaction[];
  removed?: string[];
  /** The webhook about what is new. */
  told?: 'INITIAL_UPDATE' | 'HISTORICAL_UPDATE' | 'DEFAULT_UPDATE';
};

export function change(
  world: World,
  item: SimItem,
  collected: Collected,
  { stored = [], removed = [], told = 'DEFAULT_UPDATE' }: Changing,
): void {
  const changes: Change[] = [
    ...stored.map((now) => ({ transaction_id: now.transaction_id, now })),
    ...removed.map((transaction_id) => ({ transaction_id, now: null })),
  ];
  collected.changes.push(...changes);
  world.changed();
  const about = { webhook_type: 'TRANSACTIONS', error: null };
  if (stored.length > 0) tell(world, item, { ...about, webhook_code: told, new_transactions: stored.length });
  if (removed.length > 0) {
    tell(world, item, { ...about, webhook_code: 'TRANSACTIONS_REMOVED', removed_transactions: removed });
  }
  if (!collected.synced) return;
  tell(world, item, {
    webhook_type: 'TRANSACTIONS',
    webhook_code: 'SYNC_UPDATES_AVAILABLE',
    initial_update_complete: collected.status !== 'NOT_READY',
    historical_update_complete: collected.status === 'HISTORICAL_UPDATE_COMPLETE',
  });
}

/** What was pending is posted, under an id of its own, and something new is pending. */
export function dayPasses(world: World, item: SimItem, collected: Collected): void {
  const present = presentOf(collected);
  const pending = present.filter((transaction) => transaction.pending);
  const date = easternDate(world.now());
  const posted = pending.map((transaction) => ({
    ...transaction,
    transaction_id: newId(),
    date,
    pending: false,
    pending_transaction_id: transaction.transaction_id,
  }));
  const [latest] = present;
  const fresh = latest && {
    ...latest,
    transaction_id: newId(),
    date,
    pending: true,
    pending_transaction_id: null,
    amount: latest.amount + 1,
  };
  const removed = pending.map(({ transaction_id }) => transaction_id);
  change(world, item, collected, { stored: [...posted, ...(fresh ? [fresh] : [])], removed });
}
