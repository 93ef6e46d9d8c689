// What a step takes for granted. Where it is missing, we are wrong: a `bug`, tried again slowly until a deploy heals it.
import { type ItemRecord, itemOfCase } from '../db/items.ts';
import { type CaseRecord, loadCase } from '../db/onboardings.ts';
import { Failure } from '../domain/failure.ts';
import type { FundingBy, Rail } from '../domain/onboarding.ts';
import type { Secret } from '../domain/secret.ts';
import type { Gateways } from './gateways.ts';

export async function known<T>(what: string, found: Promise<T | null>): Promise<T> {
  const value = await found;
  if (value === null) throw new Failure('bug', `The case has no ${what} on record.`, { code: 'record_missing' });
  return value;
}

/** The case, which moves its money on this rail. */
export async function caseOn<R extends Rail>(
  rail: R,
  { pool }: Pick<Gateways, 'pool'>,
  onboardingId: string,
): Promise<CaseRecord<FundingBy<R>>> {
  const theCase = await known('case', loadCase(pool, onboardingId));
  const { funding } = theCase;
  if (funding.rail === rail) return { ...theCase, funding: funding as FundingBy<R> };
  throw new Failure('bug', `The case moves its money by ${funding.rail}.`, { code: 'other_rail' });
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
