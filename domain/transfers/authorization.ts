// The next step after Plaid's decision about a transfer, by its rationale and the policy of the case.

import type { Direction, Network } from '../case/onboarding.ts';
import { foreignReason, type Reason } from '../case/reasons.ts';
import type { Wait } from '../case/stages.ts';
import { spread } from '../hash-to-number.ts';
import type { AuthorizationPolicy } from './authorization-policy.ts';

export type Decided = {
  decision: 'approved' | 'declined' | 'user_action_required';
  /** Plaid's code; an open list. On an approval it means that the risk check did not run. */
  rationale: string | null;
  network: Network;
};

/** Plaid's words about the risk beside its decision, for reviewers. Null: Plaid gave none. */
export type AuthorizationRisk = {
  /** Plaid's word; an open list. */
  level: string | null;
  /** From 1 to 99: how likely the bank, or the account's holder, sends the debit back. */
  bankReturnScore: number | null;
  customerReturnScore: number | null;
  /** Codes that say why data of the bank is missing. */
  warnings: string[];
};

/** Signal's rule sets judge debits only (https://plaid.com/docs/transfer/signal-rules), so a credit names none. */
export const rulesetFor = (direction: Direction, { signalRuleset }: AuthorizationPolicy): string | null =>
  direction === 'debit' ? (signalRuleset ?? null) : null;

export type Ruling =
  | { do: 'create' }
  /** Plaid wants the applicant to act, and keeps this authorization open for them. */
  | { do: 'ask_person' }
  /** The applicant signs in again, and then we ask for another authorization. */
  | { do: 'repair_login' }
  | { do: 'review' | 'decline'; reason: Reason }
  /** Ask for an authorization on a slower network. */
  | { do: 'fall_back'; to: Network; because: string }
  /** Ask again later: time alone may change the decision. */
  | { do: 'wait'; for: MoneyWait };

/** The waits for a limit or a balance of our own at Plaid. */
export type MoneyWait = Extract<Wait, 'plaid_limit' | 'ledger_balance'>;

/**
 * Returns the wait after a decline with this code. Null if it would be in vain. For a credit, NSF says that our Ledger,
 * which pays it, holds too little (https://plaid.com/docs/transfer/flow-of-funds); for a debit, that the account does.
 */
export function waitAfter(rationale: string | null, direction: Direction): MoneyWait | null {
  if (rationale === 'TRANSFER_LIMIT_REACHED') return 'plaid_limit';
  return rationale === notEnough && direction === 'credit' ? 'ledger_balance' : null;
}
export const notEnough = 'NSF';

/** The two rationales that the applicant can repair: Plaid could not check, because their login is stale. */
const staleLogin: readonly string[] = ['ITEM_LOGIN_REQUIRED', 'PAYMENT_PROFILE_LOGIN_REQUIRED'];

export const isStaleLogin = (rationale: string | null): boolean => rationale !== null && staleLogin.includes(rationale);

const slower: Record<Network, Network | null> = { rtp: 'same-day-ach', 'same-day-ach': 'ach', ach: null };

/** Returns the next slower network. Null if there is none, or the policy forbids it. */
export const slowerThan = (network: Network, policy: AuthorizationPolicy): Network | null =>
  policy.networkFallback ? slower[network] : null;

export type DecisionCircumstances = {
  direction: Direction;
  policy: AuthorizationPolicy;
  /** A reviewer has accepted the risk. */
  riskAccepted: boolean;
  /** An earlier authorization met a stale login, and the case has asked the applicant to sign in. */
  loginRepaired: boolean;
};

/** Returns the case's next step after a decision of Plaid. */
export function ruleOn({ decision, rationale, network }: Decided, about: DecisionCircumstances): Ruling {
  if (decision === 'user_action_required') return { do: 'ask_person' };
  if (decision === 'approved') return ruleOnApproval(rationale, about);
  const wait = waitAfter(rationale, about.direction);
  if (wait) return { do: 'wait', for: wait };
  const to = slowerThan(network, about.policy);
  const because = rationale ?? 'declined';
  return to && slowerMayPass(rationale)
    ? { do: 'fall_back', to, because }
    : { do: 'decline', reason: rationale === null ? 'declined' : foreignReason(rationale) };
}

function ruleOnApproval(
  rationale: string | null,
  { policy, riskAccepted, loginRepaired }: DecisionCircumstances,
): Ruling {
  if (rationale === null) return { do: 'create' };
  // Only once: if Plaid repeats this after the applicant signed in again, the case would go in circles.
  if (isStaleLogin(rationale) && !loginRepaired) return { do: 'repair_login' };
  if (riskAccepted || policy.uncheckedRisk === 'accept') return { do: 'create' };
  return { do: policy.uncheckedRisk, reason: `risk_not_checked: ${rationale}` };
}

/**
 * Returns whether a slower network may get another decision (TransferAuthorizationDecisionRationaleCode). RISK depends
 * on the network, and so may a decline without a code. NSF, ADMIN and FRAUD are faults of the account, which apply to
 * all networks, and a code that we do not know may be one.
 */
const slowerMayPass = (rationale: string | null): boolean => rationale === null || rationale === 'RISK';

/**
 * Returns when Plaid resets our limits: "00:00 EST" in its documentation. Literally that is 05:00 UTC; if New York's
 * midnight is meant, we are an hour late in summer. Spread over an hour, because many cases may wait for the reset.
 */
export function limitResetAfter(now: Date, seed: string): Date {
  const reset = new Date(now);
  reset.setUTCHours(5, 0, 0, 0);
  if (reset <= now) reset.setUTCDate(reset.getUTCDate() + 1);
  return new Date(reset.getTime() + spread(seed, 3_600_000));
}

/**
 * Returns when to ask again whether the Ledger covers a credit. The relay wakes the case earlier, once it sees that the
 * Ledger has been filled (api/watch-ledger.ts), so this is only for a wake-up that was lost.
 */
export const ledgerTryAfter = (now: Date): Date => new Date(now.getTime() + 4 * 3_600_000);
