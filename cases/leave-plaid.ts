// Removes at Plaid what a closed case has left there, as its record decides.
import { itemsLeftBehind } from '../db/bank/items.ts';
import { keepsNewestAccount } from '../db/bank/linked-accounts.ts';
import { type CaseRecord, loadCase } from '../db/case/onboardings.ts';
import { isReportUnderWay } from '../db/data/reports.ts';
import type { Db, Pool } from '../db/pool.ts';
import type { Vault } from '../db/vault.ts';
import { removesItem } from '../domain/case/item-removal.ts';
import { Failure } from '../domain/failure.ts';
import type { PlaidGateway } from '../plaid/gateway.ts';
import { removeItem } from './remove-item.ts';

/** Plaid makes a report within minutes. */
const reportSeconds = 600;

type Leaves = Pick<CaseRecord, 'id' | 'stage' | 'outcome' | 'policy'>;

/** Returns the Items of the case that should be gone at Plaid, and are not on record as removed. */
export async function itemsToRemove(db: Db, vault: Vault, { id, stage, outcome, policy }: Leaves) {
  // The record decides, not the workflow: a case that is open on record keeps its Items.
  if (stage !== 'closed' || outcome === null || policy.removeItem === 'never') return [];
  // A debit that was made again may fail, when the account is in use since it was funded.
  const newestToo = removesItem(policy.removeItem, outcome) && !(await keepsNewestAccount(db, id));
  return itemsLeftBehind(db, vault, { onboardingId: id, newestToo });
}

/** Throws `busy` while Plaid makes a report from one of them. A repeat changes nothing. */
export async function leavePlaid(
  { db, vault, plaid }: { db: Pool; vault: Vault; plaid: Pick<PlaidGateway, 'removeItem'> },
  onboardingId: string,
): Promise<void> {
  const record = await loadCase(db, onboardingId);
  for (const item of record ? await itemsToRemove(db, vault, record) : []) {
    if (await isReportUnderWay(db, item.itemId)) throw reportUnderWay();
    await removeItem({ db, plaid }, { onboardingId, ...item });
  }
}

const reportUnderWay = () =>
  new Failure('busy', 'Plaid is still making a report from this Item. The worker removes the Item afterwards.', {
    code: 'report_under_way',
    retryAfterSeconds: reportSeconds,
  });
