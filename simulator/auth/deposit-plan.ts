// Plans when the micro-deposit that proves an account moves.
// https://plaid.com/docs/auth/coverage/automated/ and .../same-day/ and .../microdeposit-events/
import { addBankingDays, easternDate, easternInstant } from '../banking-days.ts';
import type { AuthStory } from '../scenarios/scenario.ts';
import { nextCutOff } from '../transfer/timetable.ts';

export type Move = 'sent' | 'posted' | 'reversed' | 'verified' | 'expired';

export type Deposit = {
  /** The steps that are still to come, earliest first. */
  plan: { at: string; does: Move }[];
  /** When the person first sees the deposit at their bank. Null when it never arrives. */
  lands_at: string | null;
  wrong_codes: number;
};

/** AccountBase, verification_status: `verification_expired`. */
const expiresAfterMs = 7 * 86_400_000;

/** Null when the method needs no deposit. */
export function planDeposit(story: AuthStory, now: Date): Deposit | null {
  if (story.method !== 'AUTOMATED_MICRODEPOSITS' && story.method !== 'SAME_DAY_MICRODEPOSITS') return null;
  const posted = nextCutOff(story.method === 'SAME_DAY_MICRODEPOSITS' ? 'same-day-ach' : 'ach', now);
  // "Posted" means submitted: the deposit arrives by the morning of the next banking day.
  const morning = (bankingDays: number) => easternInstant(addBankingDays(easternDate(posted), bankingDays), '08:30');
  const step = (at: Date, does: Move) => ({ at: at.toISOString(), does });
  const begun = story.method === 'SAME_DAY_MICRODEPOSITS' && story.unsent ? posted : now;
  const plan = [step(begun, 'sent'), step(posted, 'posted')];
  if (story.method === 'AUTOMATED_MICRODEPOSITS') {
    if (!story.never) plan.push(step(morning(1), 'verified'));
    plan.push(step(new Date(now.getTime() + expiresAfterMs), 'expired'));
    return { plan, lands_at: morning(1).toISOString(), wrong_codes: 0 };
  }
  if (story.return_code) plan.push(step(morning(1), 'reversed'));
  return { plan, lands_at: story.return_code ? null : morning(1).toISOString(), wrong_codes: 0 };
}
