// What the product is told of a case, without asking.
import { type AskedFor, actionOf, isPersonAction } from './next-action.ts';
import { type Direction, type Outcome, type Rail, type Stage, waits } from './onboarding.ts';

/** The published list. A type keeps its meaning for ever; what means something else gets a new name. */
export const notificationTypes = [
  'onboarding.action_required',
  'onboarding.reminder',
  'onboarding.in_review',
  'onboarding.network_changed',
  'onboarding.funded',
  'onboarding.abandoned',
  'onboarding.unproven',
  'onboarding.rejected',
  'onboarding.declined',
  'onboarding.failed',
  'onboarding.returned',
  'onboarding.cancelled',
] as const;
export type NotificationType = (typeof notificationTypes)[number];

/** The `data` of a notification: ids, words and codes, nothing of the person. */
export type NotificationData = {
  onboarding_id: string;
  user_id: string;
  /** Missing from those that were written before there were two. */
  rail?: Rail;
  direction: Direction;
  stage: Stage;
  outcome: Outcome | null;
  reason: string | null;
  action: AskedFor | null;
  /** Until when the case waits for it (ISO 8601). */
  until: string | null;
};

export type Notice = { type: NotificationType; action: AskedFor | null };

export type CaseState = { stage: Stage; outcome: Outcome | null; step: number; waitingFor: string | null };

/** What a move of the record has to tell the product. Null: nothing that it waits for. */
export function noticeOf(before: CaseState, after: CaseState): Notice | null {
  // The money is gone again, whatever the case does next: whoever has credited it has to hear of it.
  if (followsReturn(after) && !followsReturn(before)) return { type: 'onboarding.returned', action: null };
  if (after.outcome !== before.outcome) return after.outcome && { type: `onboarding.${after.outcome}`, action: null };
  const action = actionOf(after);
  // A step that parks a case where it stands already asks anew; a late retry of the same step does not.
  if (after.stage === before.stage && after.step === before.step) return null;
  if (action === 'review') return { type: 'onboarding.in_review', action };
  // What the person is to do first is in the answer to the request that created the case.
  if (!isPersonAction(action) || before.stage === 'starting') return null;
  return { type: 'onboarding.action_required', action };
}

const followsReturn = ({ waitingFor }: CaseState): boolean =>
  waitingFor === waits.representment || waitingFor === waits.anotherAccount;
