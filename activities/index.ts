// All activities of the worker, made from the deps they need.
import { forTenantOf } from '../db/case/tenant-of.ts';
import type { Pool } from '../db/pool.ts';
import { bankActivities } from './bank/bank.ts';
import { peopleActivities } from './case/people.ts';
import type { Deps } from './deps.ts';
import { driftActivities } from './drift.ts';
import { feedActivities } from './feeds/feeds.ts';
import { paymentActivities } from './payments/payments.ts';
import { moneyActivities } from './transfers/money.ts';

export function createActivities(deps: Deps) {
  const ofCases = {
    ...bankActivities(deps),
    ...moneyActivities(deps),
    ...paymentActivities(deps),
    ...peopleActivities(deps),
  };
  return { ...forTheirTenants(deps.db, ofCases), ...feedActivities(deps), ...driftActivities(deps) };
}

/** Each activity reaches the rows of its case's tenant, and no others. */
function forTheirTenants<A extends Record<string, (at: never) => Promise<unknown>>>(db: Pool, activities: A): A {
  const own = Object.entries(activities).map(([name, run]) => [
    name,
    (at: { onboardingId: string }) => forTenantOf(db, 'case', at.onboardingId, () => run(at as never)),
  ]);
  return Object.fromEntries(own);
}
