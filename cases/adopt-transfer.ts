// Records a transfer that Plaid has made for a case and that the record does not have, because PostgreSQL was restored
// to a moment before it.
import { accountOfCase } from '../db/bank/accounts.ts';
import { type CaseRecord, lockAndLoadCase } from '../db/case/onboardings.ts';
import { type Db, type Pool, transaction } from '../db/pool.ts';
import {
  answerAuthorization,
  authorizationKey,
  authorizationsOfCase,
  storeAuthorizationKey,
} from '../db/transfers/authorizations.ts';
import { transferOfCase } from '../db/transfers/transfers.ts';
import type { Vault } from '../db/vault.ts';
import type { AchFunding, Network } from '../domain/case/onboarding.ts';
import type { ListedTransfer } from '../plaid/gateway.ts';
import type { Alert } from './alert.ts';
import { endCase } from './end-case.ts';
import { recordTransfer } from './record-transfer.ts';

type AdoptDeps = { db: Pool; vault: Vault; alert: Alert };

/**
 * Returns false if an operator has to settle it. Where the account is lost too, the transfer cannot be recorded: then
 * the case ends, so that it moves no more money.
 */
export async function adoptTransfer(deps: AdoptDeps, onboardingId: string, transfer: ListedTransfer): Promise<boolean> {
  const place = await transaction(deps.db, (tx) => placeFor(tx, onboardingId, transfer));
  if (!place) return false;
  await recordTransfer(deps, transfer, place.theCase, place);
  return true;
}

/** Returns where the transfer belongs in its case, with its authorization on record, to which it refers. */
async function placeFor(tx: Db, onboardingId: string, { accountId, authorizationId, network }: ListedTransfer) {
  const record = await lockAndLoadCase(tx, onboardingId);
  if (!record || record.stage === 'closed' || record.funding?.rail !== 'ach') return null;
  const before = await transferOfCase(tx, onboardingId);
  // Nothing on record has allowed another transfer.
  if (before && !before.followUp) return null;
  if (!accountId || (await accountOfCase(tx, onboardingId))?.accountId !== accountId) {
    await endCase(tx, { onboardingId, step: record.step, outcome: 'unverified', reason: 'transfer_lost' });
    return null;
  }
  const transferNumber = (before?.transferNumber ?? 0) + 1;
  const asked = await authorizationsOfCase(tx, onboardingId);
  if (!asked.some((one) => one.authorizationId === authorizationId)) {
    const key = authorizationKey(onboardingId, asked.length + 1);
    await storeAuthorizationKey(tx, { key, onboardingId, accountId, transferNumber, network: network as Network });
    await answerAuthorization(tx, { key, authorizationId, decision: 'approved', rationale: null });
  }
  const reinitiations = before?.followUp === 'reinitiate' ? before.reinitiations + 1 : 0;
  return { theCase: record as CaseRecord<AchFunding>, step: record.step, transferNumber, reinitiations };
}
