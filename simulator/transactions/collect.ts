// Begins to collect the transactions of an Item.
import { consentRequired, itemError } from '../errors.ts';
import type { SimItem } from '../link/state.ts';
import type { World } from '../world.ts';
import type { Collected } from './state.ts';

/** Plaid begins at Link if the Item was linked for transactions, and else at the first call. */
export function collect(world: World, { item_id }: Pick<SimItem, 'item_id'>, began: Date): Collected {
  const collected: Collected = {
    item_id,
    status: 'NOT_READY',
    began_at: began.toISOString(),
    synced: false,
    changes: [],
  };
  world.state.transactions[item_id] = collected;
  world.changed();
  return collected;
}

export function collectedOf(world: World, item: SimItem): Collected {
  const known = world.state.transactions[item.item_id];
  if (known) return known;
  if (item.accounts.every((account) => account.verification_status !== null)) {
    throw itemError(
      'PRODUCTS_NOT_SUPPORTED',
      'the following products are not supported by this institution: ["transactions"]',
    );
  }
  if (![...item.products, ...item.consented_products].includes('transactions')) {
    throw consentRequired('transactions');
  }
  return collect(world, item, world.now());
}
