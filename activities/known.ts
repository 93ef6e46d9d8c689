// What a step takes for granted. Where it is missing, we are wrong: a `bug`, tried again slowly until a deploy heals it.
import { type ItemRecord, itemOfCase } from '../db/items.ts';
import { Failure } from '../domain/failure.ts';
import type { Secret } from '../domain/secret.ts';
import type { Gateways } from './gateways.ts';

export async function known<T>(what: string, found: Promise<T | null>): Promise<T> {
  const value = await found;
  if (value === null) throw new Failure('bug', `The case has no ${what} on record.`, { code: 'record_missing' });
  return value;
}

/** The Item that the case works with, while the person permits it. */
export async function permittedItem(
  { pool, vault }: Pick<Gateways, 'pool' | 'vault'>,
  onboardingId: string,
): Promise<ItemRecord & { accessToken: Secret }> {
  return permitted(await known('Item', itemOfCase(pool, vault, onboardingId)));
}

export function permitted<Item extends Pick<ItemRecord, 'accessToken'>>(item: Item): Item & { accessToken: Secret } {
  const { accessToken } = item;
  if (accessToken) return { ...item, accessToken };
  throw new Failure('conflict', 'The person has taken back their permission: nothing is done with this account.', {
    code: 'permission_revoked',
  });
}
