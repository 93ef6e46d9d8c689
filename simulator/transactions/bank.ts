// Changes the transactions that Plaid collects from the bank, and sends the webhooks
// (https://plaid.com/docs/api/products/transactions/#webhooks).
import { addDays, easternDate } from '../banking-days.ts';
import { newId } from '../ids.ts';
import { sendWebhook } from '../link/items.ts';
import type { SimItem } from '../link/state.ts';
import { after, dueBy, later } from '../store/look-up.ts';
import type { World } from '../world.ts';
import { payments } from './payments.ts';
import { type Change, type Collected, presentOf, type SimTransaction } from './state.ts';

/** How long Plaid collects transactions: first those of the last thirty days, then up to ninety. */
const collectingMs = { NOT_READY: 2_000, INITIAL_UPDATE_COMPLETE: 4_000 };

/** Lets Plaid collect the transactions that it has had the time for. Safe to call at any moment. */
export function collectTransactions(world: World): void {
  const now = world.now().toISOString();
  for (const collected of dueBy(world.state.transactions, now, nextPull)) {
    const item = world.state.link.items[collected.item_id];
    if (!item) continue;
    if (collected.status === 'NOT_READY') pull(world, item, collected, 'initial');
    if (collected.status === 'INITIAL_UPDATE_COMPLETE' && (nextPull(collected) ?? later) <= now) {
      pull(world, item, collected, 'historical');
    }
  }
}

const nextPull = ({ status, began_at }: Collected): string | null =>
  status === 'HISTORICAL_UPDATE_COMPLETE' ? null : after(began_at, collectingMs[status]);

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
    code: which === 'initial' ? 'INITIAL_UPDATE' : 'HISTORICAL_UPDATE',
  });
}

type Changing = {
  stored?: SimTransaction[];
  removed?: string[];
  /** The code of the webhook about new transactions. */
  code?: 'INITIAL_UPDATE' | 'HISTORICAL_UPDATE' | 'DEFAULT_UPDATE';
};

export function change(
  world: World,
  item: SimItem,
  collected: Collected,
  { stored = [], removed = [], code = 'DEFAULT_UPDATE' }: Changing,
): void {
  const changes: Change[] = [
    ...stored.map((now) => ({ transaction_id: now.transaction_id, now })),
    ...removed.map((transaction_id) => ({ transaction_id, now: null })),
  ];
  collected.changes.push(...changes);
  world.changed();
  const about = { webhook_type: 'TRANSACTIONS', error: null };
  if (stored.length > 0) sendWebhook(world, item, { ...about, webhook_code: code, new_transactions: stored.length });
  if (removed.length > 0) {
    sendWebhook(world, item, { ...about, webhook_code: 'TRANSACTIONS_REMOVED', removed_transactions: removed });
  }
  if (!collected.synced) return;
  sendWebhook(world, item, {
    webhook_type: 'TRANSACTIONS',
    webhook_code: 'SYNC_UPDATES_AVAILABLE',
    initial_update_complete: collected.status !== 'NOT_READY',
    historical_update_complete: collected.status === 'HISTORICAL_UPDATE_COMPLETE',
  });
}

/** Posts each pending transaction, under an id of its own, and adds a new pending one. */
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
