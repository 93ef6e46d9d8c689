// Every story, by the username that starts it.

import { userBrokenLogin, userCertificates, userExits, userSlow } from './at-the-bank.ts';
import {
  userConsentEnds,
  userConsentExpires,
  userNewAccounts,
  userNumbersChange,
  userOwnerChanges,
  userRevokes,
  userRevokesAccount,
} from './bank-changes.ts';
import { userAssetsFail, userIncomeFails, userTransactionsDynamic } from './data.ts';
import { userGood } from './good.ts';
import {
  userBusiness,
  userJointOwner,
  userNickname,
  userNoIdentity,
  userNoMatch,
  userOtherOwner,
  userSimilarOwner,
} from './ownership.ts';
import { paymentStories } from './payments.ts';
import { provingStories } from './proving.ts';
import type { Scenario } from './scenario.ts';
import {
  userActionRequired,
  userDeclinedFast,
  userDisputes,
  userFailed,
  userLateReturn,
  userLedgerShort,
  userLimited,
  userNoAccount,
  userNoRiskCheck,
  userNsf,
  userRefundFails,
  userRefundRefused,
  userRefundReturned,
  userReturned,
  userReturnedOnce,
  userRisk,
  userScored,
  userStaleLogin,
  userTooLateToday,
} from './transfers.ts';
import { userIdvFailed, userIdvPending } from './verification.ts';

export const scenarios: readonly Scenario[] = [
  userGood,
  userOtherOwner,
  userSimilarOwner,
  userJointOwner,
  userNickname,
  userBusiness,
  userNoMatch,
  userNoIdentity,
  ...provingStories,
  userBrokenLogin,
  userSlow,
  userExits,
  userCertificates,
  userNewAccounts,
  userConsentEnds,
  userConsentExpires,
  userRevokes,
  userRevokesAccount,
  userNumbersChange,
  userOwnerChanges,
  userNsf,
  userRisk,
  userNoRiskCheck,
  userScored,
  userStaleLogin,
  userDeclinedFast,
  userTooLateToday,
  userLedgerShort,
  userLimited,
  userActionRequired,
  userFailed,
  userReturned,
  userReturnedOnce,
  userNoAccount,
  userDisputes,
  userLateReturn,
  ...paymentStories,
  userRefundRefused,
  userRefundFails,
  userRefundReturned,
  userIdvFailed,
  userIdvPending,
  userTransactionsDynamic,
  userAssetsFail,
  userIncomeFails,
];

export const findScenario = (username: string): Scenario | null =>
  scenarios.find((scenario) => scenario.username === username) ?? null;

/** Returns the story of an Item. */
export function scenarioOf(item: { username: string }): Scenario {
  const scenario = findScenario(item.username);
  if (!scenario) throw new Error(`No story is called ${item.username}: the simulator's state is older than its code`);
  return scenario;
}
