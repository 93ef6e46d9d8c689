// The ways in which Plaid proves an account's numbers, and when Link offers them
// (https://plaid.com/docs/auth/coverage/).
import type { AccountBaseVerificationStatusEnum, ItemAuthMethod } from 'plaid';
import { z } from 'zod';
import type { AuthStory, Scenario } from '../scenarios/scenario.ts';

export type Method = Exclude<
  `${ItemAuthMethod}`,
  'null' | 'TRANSFER_MIGRATED' | 'INVESTMENTS_FALLBACK' | 'DATABASE_MATCH'
>;
export type VerificationStatus = `${AccountBaseVerificationStatusEnum}`;

/** LinkTokenCreateRequestAuth without its deprecated fields. */
export const authRequest = z.strictObject({
  auth_type_select_enabled: z.boolean().optional(),
  automated_microdeposits_enabled: z.boolean().optional(),
  instant_match_enabled: z.boolean().optional(),
  same_day_microdeposits_enabled: z.boolean().optional(),
  instant_microdeposits_enabled: z.boolean().optional(),
  reroute_to_credentials: z.enum(['OFF', 'OPTIONAL', 'FORCED']).optional(),
  sms_microdeposits_verification_enabled: z.boolean().optional(),
});

/** Link lets the person type numbers only for a single product, auth or transfer: any other needs the bank. */
export function offered(products: readonly string[], auth: z.output<typeof authRequest> = {}): Method[] {
  const alone = products.length === 1 && (products[0] === 'auth' || products[0] === 'transfer');
  const offers: Record<Method, boolean> = {
    INSTANT_AUTH: true,
    INSTANT_MATCH: auth.instant_match_enabled ?? true,
    AUTOMATED_MICRODEPOSITS: auth.automated_microdeposits_enabled ?? false,
    INSTANT_MICRODEPOSITS: alone && (auth.instant_microdeposits_enabled ?? false),
    SAME_DAY_MICRODEPOSITS: alone && (auth.same_day_microdeposits_enabled ?? false),
    // The caller turns it on in Plaid's Dashboard, not by a request.
    DATABASE_INSIGHTS: alone,
  };
  return (Object.keys(offers) as Method[]).filter((method) => offers[method]);
}

export const methodOf = ({ auth }: Scenario): Method => auth?.method ?? 'INSTANT_AUTH';

/** The person does not sign in at a bank: the Item has one account and no institution, balance or owner. */
export const isTypedIn = (method: Method): boolean =>
  method === 'SAME_DAY_MICRODEPOSITS' || method === 'INSTANT_MICRODEPOSITS' || method === 'DATABASE_INSIGHTS';

/** Returns the status when Link closes. Null when the bank itself has given the numbers. */
export function statusAtFirst(story: AuthStory): VerificationStatus | null {
  switch (story.method) {
    case 'INSTANT_AUTH':
    case 'INSTANT_MATCH':
      return null;
    case 'AUTOMATED_MICRODEPOSITS':
      return 'pending_automatic_verification';
    case 'SAME_DAY_MICRODEPOSITS':
      return story.unsent ? 'unsent' : 'pending_manual_verification';
    case 'INSTANT_MICRODEPOSITS':
      return 'manually_verified';
    case 'DATABASE_INSIGHTS':
      return story.status;
  }
}

/** The only numbers that Plaid's Sandbox accepts: https://plaid.com/docs/auth/coverage/testing/ */
export const sandboxNumbers = (method: Method) => ({
  routing: method === 'INSTANT_MICRODEPOSITS' ? '333333334' : '110000000',
  account: '1111222233330000',
});
export const sandboxCode = 'ABC';
