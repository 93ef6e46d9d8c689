// What a return says of the account that it came from, and whether a person of ours has to look.
import { type CodeGroup, type Consequence, ruleOf } from './ach-codes.ts';
import type { AchClass, Direction } from './onboarding.ts';

export type Returned = {
  /** As the bank gave it; an open list. */
  code: string | null;
  direction: Direction;
  achClass: AchClass | null;
};

/** Why somebody should look at once. */
export type ReturnAlert = 'unknown_code' | 'not_for_this_entry' | 'our_defect' | 'duplicate' | 'notice_of_change';

export function ruleOnReturn(returned: Returned): { action: Consequence; alert: ReturnAlert | null } {
  const { code, direction, achClass } = returned;
  const { group, action, ...only } = ruleOf(code);
  const wrongWay = only.direction !== undefined && only.direction !== direction;
  // Plaid's only class for business accounts.
  const wrongReceiver = only.receiver !== undefined && only.receiver !== (achClass === 'ccd' ? 'business' : 'consumer');
  return {
    action: wrongWay ? 'stop' : action,
    alert: alertOf(group) ?? (wrongWay || wrongReceiver ? 'not_for_this_entry' : null),
  };
}

function alertOf(group: CodeGroup): ReturnAlert | null {
  if (group === 'unknown') return 'unknown_code';
  if (group === 'not_ours') return 'not_for_this_entry';
  if (group === 'defect') return 'our_defect';
  if (group === 'duplicate') return 'duplicate';
  // Plaid tells of changed numbers elsewhere (AUTH: DEFAULT_UPDATE); as the reason of a return it makes no sense.
  return group === 'change' ? 'notice_of_change' : null;
}
