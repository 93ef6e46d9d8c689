// Lets a bank book transactions, or take some back, for tests and demos.
import { z } from 'zod';
import { easternDate } from '../banking-days.ts';
import { newId } from '../ids.ts';
import { itemOf, namesOne, oneOfThem, which } from '../link/item-control.ts';
import { Refused } from '../refused.ts';
import { timePasses } from '../time-passes.ts';
import type { World } from '../world.ts';
import { change } from './bank.ts';
import { presentOf } from './state.ts';

export const transactionsRequest = z
  .strictObject({
    ...which,
    /** How many transactions the bank books today. */
    add: z.int().min(0).max(100_000).default(0),
    /** How many transactions the bank takes back, the newest first. */
    remove: z.int().min(0).default(0),
  })
  .refine(namesOne, oneOfThem)
  .refine(({ add, remove }) => add + remove > 0, 'add or remove at least one');

export function playTransactions(world: World, asked: z.input<typeof transactionsRequest>) {
  const { add = 0, remove = 0 } = asked;
  timePasses(world);
  const item = itemOf(world, asked);
  const collected = world.state.transactions[item.item_id];
  if (!collected) throw new Refused('the client has not asked for the transactions of this Item');
  const removed = presentOf(collected)
    .slice(0, remove)
    .map(({ transaction_id }) => transaction_id);
  const stored = Array.from({ length: add }, (_, n) => ({
    transaction_id: newId(),
    account_id: item.accounts[0]?.account_id ?? '',
    date: easternDate(world.now()),
    amount: n + 1,
    currency: 'USD',
    name: `PURCHASE ${n + 1}`,
    merchant: null,
    pending: false,
    pending_transaction_id: null,
  }));
  change(world, item, collected, { stored, removed });
  const added = stored.map(({ transaction_id }) => transaction_id);
  return { item_id: item.item_id, added, removed, left: presentOf(collected).length };
}
