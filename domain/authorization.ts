// What follows from Plaid's decision about a transfer, by its rationale and the policy of the case.
import type { MoneyPolicy } from './money-policy.ts';
import type { Network } from './onboarding.ts';
import { spread } from './spread.ts';

export type Decided = {
  decision: 'approved' | 'declined' | 'user_action_required';
  /** Plaid's code; an open list. On an approval it means that the risk check did not run. */
  rationale: string | null;
  network: Network;
};

export type Ruling =
  | { do: 'create' }
  /** Plaid wants the person to act, and waits for them with this authorization. */
  | { do: 'ask_person' }
  /** The person signs in again, and then another authorization is asked for. */
  | { do: 'repair_login' }
  | { do: 'review' | 'decline'; reason: string }
  /** Ask for the same on a slower network. */
  | { do: 'fall_back'; to: Network; because: string }
  /** Ask again once our own limit has been reset. */
  | { do: 'wait' };

type Decline = {
  /** Why, for a person. */
  words: string;
  /** Whether it may be another matter on a slower network: what is wrong with the account is wrong on all of them. */
  slowerMayPass: boolean;
};

/** TransferAuthorizationDecisionRationaleCode of a decline. */
export const declines = {
  NSF: { words: 'There is not enough money in the account.', slowerMayPass: false },
  RISK: { words: 'Plaid holds the transfer to be too risky.', slowerMayPass: true },
  ADMIN: { words: 'Plaid expects the account to be closed or not to exist.', slowerMayPass: false },
  FRAUD: { words: 'Plaid suspects fraud.', slowerMayPass: false },
  TRANSFER_LIMIT_REACHED: { words: 'Our own limit at Plaid is used up.', slowerMayPass: false },
} satisfies Record<string, Decline>;

/** The two that the person can heal: Plaid could not look because their login is stale. */
const staleLogin: readonly string[] = ['ITEM_LOGIN_REQUIRED', 'PAYMENT_PROFILE_LOGIN_REQUIRED'];

export const isStaleLogin = (rationale: string | null): boolean => rationale !== null && staleLogin.includes(rationale);

const slower: Record<Network, Network | null> = { rtp: 'same-day-ach', 'same-day-ach': 'ach', ach: null };

export const slowerThan = (network: Network, policy: MoneyPolicy): Network | null =>
  policy.networkFallback ? slower[network] : null;

export type Circumstances = {
  policy: MoneyPolicy;
  /** A reviewer has decided to carry the risk. */
  riskAccepted: boolean;
  /** The person has been asked to sign in because of a stale login before. */
  loginRepaired: boolean;
};

export function ruleOn({ decision, rationale, network }: Decided, about: Circumstances): Ruling {
  if (decision === 'user_action_required') return { do: 'ask_person' };
  if (decision === 'approved') return ruleOnApproval(rationale, about);
  if (rationale === 'TRANSFER_LIMIT_REACHED') return { do: 'wait' };
  const to = slowerThan(network, about.policy);
  const because = rationale ?? 'declined';
  return to && slowerMayPass(rationale) ? { do: 'fall_back', to, because } : { do: 'decline', reason: because };
}

function ruleOnApproval(rationale: string | null, { policy, riskAccepted, loginRepaired }: Circumstances): Ruling {
  if (rationale === null) return { do: 'create' };
  // Once: whoever has signed in again and is told the same could only be sent in circles.
  if (isStaleLogin(rationale) && !loginRepaired) return { do: 'repair_login' };
  if (riskAccepted || policy.uncheckedRisk === 'accept') return { do: 'create' };
  return { do: policy.uncheckedRisk, reason: `risk_not_checked: ${rationale}` };
}

/** A decline without a code says nothing of the account; one whose code we do not know may. */
function slowerMayPass(rationale: string | null): boolean {
  const known: Record<string, Decline> = declines;
  return rationale === null || (known[rationale]?.slowerMayPass ?? false);
}

/**
 * When our limits at Plaid have been reset: "00:00 EST" by its documentation. Taken by the word that is 05:00 UTC, and in
 * summer an hour after New York's midnight, should that be meant. Spread over an hour: whoever waits does not wait alone.
 */
export function limitResetAfter(now: Date, seed: string): Date {
  const reset = new Date(now);
  reset.setUTCHours(5, 0, 0, 0);
  if (reset <= now) reset.setUTCDate(reset.getUTCDate() + 1);
  return new Date(reset.getTime() + spread(seed, 3_600_000));
}
