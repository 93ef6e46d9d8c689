// Decides whether a transfer may go ahead: first by the story, then by Plaid's rules.
import { addDays, easternDate, easternInstant } from '../banking-days.ts';
import type { SimAccount, SimItem } from '../link/state.ts';
import { scenarioOf } from '../scenarios/index.ts';
import type { Network } from './requests.ts';
import { findRuleset } from './rulesets.ts';
import type { SimAuthorization } from './state.ts';

type Decided = Pick<SimAuthorization['authorization'], 'decision' | 'decision_rationale'>;
type Request = {
  type: 'debit' | 'credit';
  network: Network;
  amountCents: number;
  /** In cents. */
  ledgerAvailable: number;
  ruleset: string | null | undefined;
  now: Date;
  repaired: () => boolean;
};
/** From this score on, the strict rule set sends a debit to another payment method. */
const riskyScore = 80;
type Code = NonNullable<Decided['decision_rationale']>['code'];

/** Plaid declines an account with one of these as RISK, even if its balance is enough (Plaid, creating transfers). */
const unverified: readonly (string | null)[] = [
  'pending_automatic_verification',
  'pending_manual_verification',
  'unsent',
  'verification_expired',
  'verification_failed',
  'database_insights_fail',
  'database_insights_pending',
];

/** The person typed the numbers, so Plaid has no bank to ask (TransferAuthorizationDecisionRationaleCode). */
const typedIn: readonly (string | null)[] = [
  'manually_verified',
  'database_matched',
  'database_insights_pass',
  'database_insights_pass_with_caution',
];

const descriptions: Partial<Record<NonNullable<Code>, string>> = {
  NSF: 'Transaction likely to result in a return due to insufficient funds.',
  RISK: 'Transaction is high-risk.',
  TRANSFER_LIMIT_REACHED: 'One or several transfer limits are reached.',
  MANUALLY_VERIFIED_ITEM: 'Item created via a manual entry flow, limited information available.',
  ITEM_LOGIN_REQUIRED: 'Unable to collect the account information due to Item staleness.',
  ERROR: 'Unable to collect the account information due to an unspecified error.',
};

/** Signal's rules judge debits only. Plaid's own checks come before them. */
export function decide(item: SimItem, account: SimAccount, request: Request): Decided {
  const { strict } = findRuleset(request.ruleset);
  const decided = decideByDefault(item, account, request);
  if (request.type === 'credit' || !strict || decided.decision !== 'approved') return decided;
  const unchecked = decided.decision_rationale?.code;
  if (unchecked) return answer('declined', unchecked);
  const score = scenarioOf(item).transfer?.risk?.bank_initiated_return_score ?? 0;
  return score >= riskyScore ? answer('declined', 'NSF') : decided;
}

function decideByDefault(item: SimItem, account: SimAccount, request: Request): Decided {
  const story = scenarioOf(item).transfer;
  if (story?.declined_on?.includes(request.network)) return answer('declined', 'RISK');
  if (story?.limited && request.now < nextMidnight(new Date(item.created_at))) {
    return answer('declined', 'TRANSFER_LIMIT_REACHED');
  }
  if (story?.decision && !(story.decision === 'user_action_required' && request.repaired())) {
    return answer(story.decision, story.rationale ?? (story.decision === 'declined' ? 'RISK' : null));
  }
  return byAccount(item, account, request);
}

function byAccount(item: SimItem, account: SimAccount, request: Request): Decided {
  if (unverified.includes(account.verification_status)) return answer('declined', 'RISK');
  if (request.type === 'credit' && request.amountCents > request.ledgerAvailable) return answer('declined', 'NSF');
  // Plaid's guide says so since August 2025; its OpenAPI text still has user_action_required. The stories have both.
  if (item.login_required) return answer('approved', 'ITEM_LOGIN_REQUIRED');
  if (typedIn.includes(account.verification_status)) return answer('approved', 'MANUALLY_VERIFIED_ITEM');
  if (account.balance_cents === 0) return answer('declined', 'RISK');
  const checked = request.type === 'debit' && !findRuleset(request.ruleset).balanceChecksOff;
  if (checked && request.amountCents > account.balance_cents) return answer('declined', 'NSF');
  return answer('approved', null);
}

function answer(decision: Decided['decision'], code: Code): Decided {
  if (code === null) return { decision, decision_rationale: null };
  return { decision, decision_rationale: { code, description: descriptions[code] ?? code } };
}

/** Returns when Plaid resets the caller's limits: it documents 00:00 EST. */
const nextMidnight = (at: Date): Date => easternInstant(addDays(easternDate(at), 1), '00:00');
