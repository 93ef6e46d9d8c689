// The account of a person who types its numbers in Link and does not sign in at their bank.
import type { AccountVerificationInsights } from 'plaid';
import { newId } from '../ids.ts';
import type { SimAccount } from '../link/state.ts';
import type { AuthStory, Scenario } from '../scenarios/scenario.ts';
import type { Wire } from '../wire.ts';
import { sandboxNumbers, statusAtFirst } from './methods.ts';

export function typedInAccount(scenario: Scenario, auth: AuthStory, holder: string): SimAccount {
  const { routing, account } = sandboxNumbers(auth.method);
  return {
    account_id: newId(),
    persistent_account_id: null,
    mask: account.slice(-4),
    name: 'Checking',
    official_name: null,
    subtype: 'checking',
    verification_status: statusAtFirst(auth),
    verification_name: holder,
    verification_insights: insights(auth),
    balance_cents: scenario.balance_cents,
    owners: [scenario.owner],
    rtp: auth.method === 'INSTANT_MICRODEPOSITS',
    account_number: account,
    routing_number: routing,
    tokenized: false,
    numbers_read: false,
  };
}

/** https://plaid.com/docs/auth/coverage/database-auth/ */
function insights(auth: AuthStory): Wire<AccountVerificationInsights> | null {
  if (auth.method !== 'DATABASE_INSIGHTS') return null;
  const known = auth.status === 'database_insights_pass';
  const failed = auth.status === 'database_insights_fail';
  return {
    name_match_score: auth.name_match_score,
    network_status: { has_numbers_match: known, is_numbers_match_verified: known },
    previous_returns: { has_previous_administrative_return: failed },
    account_number_format: failed ? 'unknown' : 'valid',
  };
}
