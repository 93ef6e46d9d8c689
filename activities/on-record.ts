// Records that a step relies on. A missing one is a bug of ours: Temporal retries the step slowly until a deploy mends
// it.
import { type ItemRecord, itemOfCase } from '../db/bank/items.ts';
import { type CaseRecord, loadCase } from '../db/case/onboardings.ts';
import type { Db } from '../db/pool.ts';
import type { Vault } from '../db/vault.ts';
import type { FundingBy, Rail } from '../domain/case/onboarding.ts';
import { Failure } from '../domain/failure.ts';
import type { Secret } from '../domain/secret.ts';

export const known = async <T>(what: string, found: Promise<T | null>): Promise<T> => present(what, await found);

export function present<T>(what: string, value: T | null): T {
  if (value === null)
    throw new Failure('bug', `The record of the case has no ${what}, which this step needs.`, {
      code: 'record_missing',
    });
  return value;
}

/** Returns the case. Throws if it moves its money on another rail. */
export async function caseOn<R extends Rail>(
  rail: R,
  { db }: { db: Db },
  onboardingId: string,
): Promise<CaseRecord<FundingBy<R>>> {
  const theCase = await known('case', loadCase(db, onboardingId));
  const { funding } = theCase;
  if (funding?.rail === rail) return { ...theCase, funding: funding as FundingBy<R> };
  const other = funding ? `moves its money by ${funding.rail}` : 'moves no money';
  throw new Failure('bug', `This step belongs to the rail ${rail}, but the case ${other}.`, { code: 'other_rail' });
}

/** Returns the Item of the case. Throws if the applicant has revoked access to it. */
export async function permittedItem(
  { db, vault }: { db: Db; vault: Vault },
  onboardingId: string,
): Promise<ItemRecord & { accessToken: Secret }> {
  return permitted(await known('Item', itemOfCase(db, vault, onboardingId)));
}

export function permitted<Item extends Pick<ItemRecord, 'accessToken'>>(item: Item): Item & { accessToken: Secret } {
  const { accessToken } = item;
  if (accessToken) return { ...item, accessToken };
  throw new Failure('conflict', 'The applicant has revoked access to this account, so Gangway no longer uses it.', {
    code: 'permission_revoked',
  });
}
