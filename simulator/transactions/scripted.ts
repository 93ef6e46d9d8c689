// Makes a bank take transactions back, for tests and demos.
import { z } from 'zod';
import { itemOf, namesOne, oneOfThem, which } from '../link/item-control.ts';
import { Refused } from '../refused.ts';
import { timePasses } from '../time-passes.ts';
import type { World } from '../world.ts';
import { change } from './bank.ts';
import { presentOf } from './state.ts';

export const transactionsRequest = z
  .strictObject({
    ...which,
    /** How many the bank takes back, the newest first. */
    remove: z.int().min(1),
  })
  .refine(namesOne, oneOfThem);

export function playTransactions(world: World, asked: z.output<typeof transactionsRequest>) {
  timePasses(world);
  const item = itemOf(world, asked);
  const collected = world.state.transactions[item.item_id];
  if (!collected) throw new Refused('nobody has asked for the transactions of this Item');
  const removed = presentOf(collected)
    .slice(0, asked.remove)
    .map(({ transaction_id }) => transaction_id);
  change(world, item, collected, { removed });
  return { item_id: item.item_id, removed, left: presentOf(collected).length };
}
