import type { Stage } from './onboarding.ts';

/** What a case in this stage asks for: an action of the person, a decision, patience, or nothing any more. */
export const actionOfStage: Record<Stage, PersonAction | 'review' | 'wait' | 'none'> = {
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
const personActions = ['verify_identity', 'open_link', 'repair_link'] as const;
export type PersonAction = (typeof personActions)[number];

export const isPersonAction = (action: string): action is PersonAction =>
  (personActions as readonly string[]).includes(action);
