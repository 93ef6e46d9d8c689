// The rule sets that the client keeps in Signal's Dashboard: the default one, a strict one and a lenient one, after
// Plaid's own examples (https://plaid.com/docs/transfer/signal-rules).
import { PlaidError } from '../errors.ts';

type Ruleset = {
  /** Also declines what Signal could not check. */
  strict?: true;
  /** Does not compare the amount with the balance. */
  balanceChecksOff?: true;
};

const rulesets: Record<string, Ruleset> = {
  default: {},
  'first-payment': { strict: true },
  'known-customer': { balanceChecksOff: true },
};

/** https://plaid.com/docs/errors/signal/#ruleset_not_found */
export function findRuleset(key: string | null | undefined): Ruleset {
  const found = rulesets[key ?? 'default'];
  if (found) return found;
  throw new PlaidError(400, 'SIGNAL_ERROR', 'RULESET_NOT_FOUND', `Missing '${key}' ruleset.`);
}
