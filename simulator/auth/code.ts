// The code that the person finds at their bank beside a same-day micro-deposit, and types in Link.
import type { SimItem } from '../link/state.ts';
import type { World } from '../world.ts';
import { sandboxCode, type VerificationStatus } from './methods.ts';

/** AccountBase, verification_status: `verification_failed`. */
const mostWrongCodes = 3;

export const isRight = (code: string): boolean => code.trim().toUpperCase() === sandboxCode;

export type CodeEntered = 'right' | 'wrong' | 'too_often' | 'not_there_yet';

/** Counts no try before the deposit is there, because the person cannot know the code yet. */
export function enterCode(world: World, item: SimItem, code: string): CodeEntered {
  const [account] = item.accounts;
  const { deposit } = item;
  if (!account || !deposit || account.verification_status === 'verification_failed') return 'too_often';
  if (deposit.lands_at === null || world.now().toISOString() < deposit.lands_at) return 'not_there_yet';
  world.changed();
  if (isRight(code)) {
    account.verification_status = 'manually_verified';
    return 'right';
  }
  deposit.wrong_codes += 1;
  if (deposit.wrong_codes < mostWrongCodes) return 'wrong';
  account.verification_status = 'verification_failed';
  return 'too_often';
}

/** Whether Link asks for a code, and not for a login, when the person opens it for this Item. */
export const asksForCode = ({ accounts }: SimItem): boolean =>
  accounts.some(({ verification_status: status }) => status !== null && codeStatuses.includes(status));

const codeStatuses: readonly VerificationStatus[] = ['unsent', 'pending_manual_verification', 'verification_failed'];
