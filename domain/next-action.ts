import { type Stage, waits } from './onboarding.ts';

type NextAction = PersonAction | 'review' | 'wait' | 'none';

/** What a case asks for: an action of the person, a decision, patience, or nothing any more. */
export function actionOf({ stage, waitingFor }: { stage: Stage; waitingFor: string | null }): NextAction {
  // The deposit has to arrive before there is anything to confirm.
  return waitingFor === waits.verification ? 'verify_micro_deposits' : actionOfStage[stage];
}

const actionOfStage: Record<Stage, NextAction> = {
  starting: 'wait',
  awaiting_identity_verification: 'verify_identity',
  awaiting_link: 'open_link',
  verifying_account: 'wait',
  awaiting_micro_deposits: 'wait',
  matching_identity: 'wait',
  in_review: 'review',
  repairing_link: 'repair_link',
  authorizing: 'wait',
  transferring: 'wait',
  watching_returns: 'wait',
  closed: 'none',
};

/** What only the person can do. */
const personActions = ['verify_identity', 'open_link', 'verify_micro_deposits', 'repair_link'] as const;
export type PersonAction = (typeof personActions)[number];

/** What is asked for, where something is. */
export type AskedFor = PersonAction | 'review';

/** Null where the case waits for nobody in particular. */
export function askedFor(standing: { stage: Stage; waitingFor: string | null }): AskedFor | null {
  const action = actionOf(standing);
  return action === 'review' || isPersonAction(action) ? action : null;
}

export const isPersonAction = (action: string): action is PersonAction =>
  (personActions as readonly string[]).includes(action);
