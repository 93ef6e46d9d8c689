// Makes things happen to an Item at its bank, for tests and demos.
import { z } from 'zod';
import { Refused } from '../refused.ts';
import { bankEvent } from '../scenarios/bank-event.ts';
import { lookUp } from '../store/look-up.ts';
import type { World } from '../world.ts';
import { happen } from './bank-events.ts';
import { breakLogin, repairElsewhere } from './items.ts';
import type { SimItem } from './state.ts';

export const which = {
  item_id: z.string().optional(),
  /** Chooses the Item that this user linked last. */
  client_user_id: z.string().optional(),
};
type Which = { item_id?: string | undefined; client_user_id?: string | undefined };

export const oneOfThem = { error: 'give either item_id or client_user_id' };
export const namesOne = (given: Which) => (given.item_id === undefined) !== (given.client_user_id === undefined);

export const loginRequest = z.strictObject({ ...which, broken: z.boolean() }).refine(namesOne, oneOfThem);

/** Breaks a login at the bank, or repairs it in another app. */
export function playLogin(world: World, asked: z.output<typeof loginRequest>) {
  const item = itemOf(world, asked);
  if (asked.broken) breakLogin(world, item);
  else repairElsewhere(world, item);
  return { item_id: item.item_id, login_required: item.login_required };
}

export const itemRequest = z
  .strictObject({
    ...which,
    happens: bankEvent,
    /** False: Plaid sends no webhook about it. */
    notify: z.boolean().default(true),
  })
  .refine(namesOne, oneOfThem);

export function playItem(world: World, asked: z.output<typeof itemRequest>) {
  const item = itemOf(world, asked);
  happen(world, item, asked.happens, asked.notify);
  return {
    item_id: item.item_id,
    shared: item.accounts.map((account) => account.mask),
    not_shared: item.other_accounts.map((account) => account.mask),
    ends_at: item.ends?.at ?? null,
  };
}

export const linkedBy = ({ client_user_id }: SimItem) => client_user_id;

export function itemOf(world: World, asked: Which): SimItem {
  const { items } = world.state.link;
  const found =
    asked.client_user_id === undefined ? [items[asked.item_id ?? '']] : lookUp(items, linkedBy, asked.client_user_id);
  const item = found.findLast((one) => one && !one.removed);
  if (!item) throw new Refused('no such Item');
  return item;
}
