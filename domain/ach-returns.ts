// What follows when a bank sends an entry back: what becomes of the account, and whether the payment is presented again.
import { type CodeGroup, type Consequence, ruleOf } from './ach-codes.ts';
import type { AchClass, Direction } from './onboarding.ts';
import { type Presented, presentAgain, type Representment } from './representment.ts';
import type { ReturnRate } from './return-rates.ts';

export type Returned = {
  /** As the bank gave it; an open list. */
  code: string | null;
  direction: Direction;
  achClass: AchClass | null;
  /** Whether the money counted as arrived when it came back. */
  wasFunded: boolean;
  returnedAt: Date;
  presented: Presented;
};

export type AfterReturn = {
  /** `end`: the account is good, and this payment cannot be presented again. */
  action: Consequence | 'end';
  representment: Representment | null;
  group: CodeGroup;
  words: string;
  /** Why somebody should look at once. */
  alert: 'unknown_code' | 'not_for_this_entry' | 'our_defect' | 'duplicate' | null;
  /** The product has been told that this money arrived: it has to hear that it is gone. */
  takesBack: boolean;
  rates: readonly ReturnRate[];
};

export function afterReturn({ code, direction, achClass, wasFunded, returnedAt, presented }: Returned): AfterReturn {
  const { group, words, ...rule } = ruleOf(code);
  const wrongWay = rule.direction !== undefined && rule.direction !== direction;
  // Plaid's only class for business accounts.
  const wrongReceiver = rule.receiver !== undefined && rule.receiver !== (achClass === 'ccd' ? 'business' : 'consumer');
  const action = wrongWay ? 'stop' : rule.action;
  const representment = action === 'represent' ? presentAgain(presented, returnedAt) : null;
  return {
    action: action === 'represent' && !representment ? 'end' : action,
    representment,
    group,
    words,
    alert: alertOf(group) ?? (wrongWay || wrongReceiver ? 'not_for_this_entry' : null),
    takesBack: wasFunded && group !== 'change',
    // The rates are those of debits.
    rates: direction === 'debit' ? rule.rates : [],
  };
}

function alertOf(group: CodeGroup): AfterReturn['alert'] {
  if (group === 'unknown') return 'unknown_code';
  if (group === 'not_ours') return 'not_for_this_entry';
  if (group === 'defect') return 'our_defect';
  return group === 'duplicate' ? 'duplicate' : null;
}
