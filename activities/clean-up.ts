// Removing at Plaid what a case leaves behind there. The ending is on record by then: nothing waits for this.
import { forgetItem, itemsLeftBehind } from '../db/items.ts';
import { loadCase } from '../db/onboardings.ts';
import { transaction } from '../db/pool.ts';
import { isReportUnderWay } from '../db/reports.ts';
import { Failure } from '../domain/failure.ts';
import { removesItem } from '../domain/remains.ts';
import type { Gateways } from './gateways.ts';
import { known } from './known.ts';
import type { PeopleActivities } from './types.ts';

/** Plaid makes a report within minutes. */
const reportSeconds = 600;

export function cleanUp({
  pool,
  vault,
  plaid,
}: Pick<Gateways, 'pool' | 'vault' | 'plaid'>): PeopleActivities['cleanUp'] {
  return async ({ onboardingId }) => {
    const { stage, outcome, policy } = await known('case', loadCase(pool, onboardingId));
    // The record has the last word: of a case that it knows to go on, nothing is taken away.
    if (stage !== 'closed' || outcome === null || policy.removeItem === 'never') return;
    const newestToo = removesItem(policy.removeItem, outcome);
    for (const { itemId, accessToken } of await itemsLeftBehind(pool, vault, { onboardingId, newestToo })) {
      if (await isReportUnderWay(pool, itemId)) throw reportUnderWay();
      await plaid.removeItem(accessToken);
      await transaction(pool, (tx) => forgetItem(tx, { onboardingId, itemId }));
    }
  };
}

const reportUnderWay = () =>
  new Failure('busy', 'Plaid is still making a report of this Item: it is removed afterwards.', {
    code: 'report_under_way',
    retryAfterSeconds: reportSeconds,
  });
