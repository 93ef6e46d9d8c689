// Removes at Plaid what a closed case has left there. The ending is on record by then, so nothing waits for this step.
import { removeItem } from '../../cases/remove-item.ts';
import { itemsLeftBehind } from '../../db/bank/items.ts';
import { keepsNewestAccount } from '../../db/bank/linked-accounts.ts';
import { loadCase } from '../../db/case/onboardings.ts';
import { isReportUnderWay } from '../../db/data/reports.ts';
import { removesItem } from '../../domain/case/item-removal.ts';
import { Failure } from '../../domain/failure.ts';
import type { Deps } from '../deps.ts';
import { known } from '../on-record.ts';
import type { PeopleActivities } from '../types.ts';

/** Plaid makes a report within minutes. */
const reportSeconds = 600;

export function cleanUp({ db, vault, plaid }: Pick<Deps, 'db' | 'vault' | 'plaid'>): PeopleActivities['cleanUp'] {
  return async ({ onboardingId }) => {
    const { stage, outcome, policy } = await known('case', loadCase(db, onboardingId));
    // The record decides, not the workflow: a case that is open on record keeps its Items.
    if (stage !== 'closed' || outcome === null || policy.removeItem === 'never') return;
    // A debit that was made again may fail, when the account is in use since it was funded.
    const newestToo = removesItem(policy.removeItem, outcome) && !(await keepsNewestAccount(db, onboardingId));
    for (const item of await itemsLeftBehind(db, vault, { onboardingId, newestToo })) {
      if (await isReportUnderWay(db, item.itemId)) throw reportUnderWay();
      await removeItem({ db, plaid }, { onboardingId, ...item });
    }
  };
}

const reportUnderWay = () =>
  new Failure('busy', 'Plaid is still making a report from this Item. The worker removes the Item afterwards.', {
    code: 'report_under_way',
    retryAfterSeconds: reportSeconds,
  });
