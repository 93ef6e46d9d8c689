// The stages of a case and its waits: one row each. Add a new one here.
import { daysAfter } from '../days.ts';
import type { AskedFor, NextAction } from './next-action.ts';
import type { ProcessPolicy } from './policy.ts';

type StageRow = {
  /** The next action in the stage, unless the wait names another. */
  asks: NextAction;
  /** The wait of every case that rests in this stage, and its limit in the policy. Null: no such wait. */
  wait: { for: Wait; within: PolicyKeyOfDays } | null;
  /** Whether the transfer or payment has not been requested, may be on its way, or has ended. */
  money: 'before' | 'moving' | 'over';
  /** Whether the case still reads the Item, so that other accounts or a new login matter. */
  needsItem: boolean;
  /** How the tenant cancels: the case, its transfer, or not at all. */
  cancel: 'case' | 'transfer' | 'never';
};

type PolicyKeyOfDays = 'linkWithin' | 'reviewWithin' | 'repairWithin';

const beforeLink = { money: 'before', needsItem: false, cancel: 'case' } as const;
const beforeMoney = { money: 'before', needsItem: true, cancel: 'case' } as const;
const worker = { asks: 'wait', wait: null } as const;

export const stageRows = {
  starting: { ...worker, ...beforeLink },
  awaiting_identity_verification: {
    ...{ asks: 'verify_identity', wait: { for: 'identity_verification', within: 'linkWithin' } },
    ...beforeLink,
  },
  awaiting_link: { asks: 'open_link', wait: { for: 'link', within: 'linkWithin' }, ...beforeLink },
  verifying_account: { ...worker, ...beforeMoney },
  awaiting_micro_deposits: { ...worker, ...beforeMoney },
  matching_identity: { ...worker, ...beforeMoney },
  in_review: { asks: 'review', wait: { for: 'review', within: 'reviewWithin' }, ...beforeMoney },
  repairing_link: { asks: 'repair_link', wait: { for: 'repair', within: 'repairWithin' }, ...beforeMoney },
  authorizing: { ...worker, ...beforeMoney },
  transferring: { ...worker, money: 'moving', needsItem: false, cancel: 'transfer' },
  watching_returns: { ...worker, money: 'over', needsItem: false, cancel: 'never' },
  closed: { asks: 'none', wait: null, money: 'over', needsItem: false, cancel: 'never' },
} as const satisfies Record<string, StageRow>;

export type Stage = keyof typeof stageRows;
export const stages = Object.keys(stageRows) as [Stage, ...Stage[]];

type WaitRow = {
  /** The words that operators read in the Temporal UI. */
  words: string;
  /** The next action in this wait, if it differs from that of the stage. */
  asks?: NextAction;
  /**
   * A login that breaks meanwhile has to be repaired beside this wait, which may last days without touching the Item.
   */
  repairBeside?: true;
  /** The money came back, and the case goes on. */
  afterReturn?: true;
  /** A look during this wait reads Plaid. */
  looksAtPlaid?: true;
};

export const waitRows = {
  identity_verification: { words: 'the applicant to finish Identity Verification', looksAtPlaid: true },
  link: { words: 'the applicant to finish Link', looksAtPlaid: true },
  repair: { words: 'the applicant to repair the bank login', looksAtPlaid: true },
  /** The applicant has finished Link, and the worker has not started on it yet. */
  after_link: { words: 'the worker to go on after Link', asks: 'wait' },
  micro_deposit: { words: 'the micro-deposit to arrive', looksAtPlaid: true },
  micro_deposit_code: {
    ...{ words: 'the applicant to enter the code of the micro-deposit', asks: 'verify_micro_deposits' },
    looksAtPlaid: true,
  },
  review: { words: "a reviewer's decision", repairBeside: true },
  plaid_limit: { words: 'Plaid to reset our transfer limit', repairBeside: true },
  ledger_balance: { words: 'our Ledger at Plaid to cover the credit', repairBeside: true },
  confirmation: { words: 'the tenant to confirm the transfer', asks: 'confirm', repairBeside: true },
  settlement: { words: 'the bank to move the money', looksAtPlaid: true },
  payment_confirmation: { words: 'the bank to confirm the payment', looksAtPlaid: true },
  late_link: { words: 'the last Link token to expire', looksAtPlaid: true },
  return_window: { words: 'the return window to close', looksAtPlaid: true },
  reinitiation: { words: 'the day on which the transfer is sent again', repairBeside: true, afterReturn: true },
  another_account: { words: 'another account, because the bank sent the money back', afterReturn: true },
  retry: { words: 'the next try' },
} as const satisfies Record<string, WaitRow>;

/** The wait of a case, as the record, the API and queries show it. */
export type Wait = keyof typeof waitRows;
export const waits = Object.keys(waitRows) as [Wait, ...Wait[]];
const rowOf = (wait: Wait | null): WaitRow => (wait ? waitRows[wait] : { words: '' });

export type Position = { stage: Stage; waitingFor: Wait | null };

/** Returns the next action of a case: of the applicant, of the tenant, a wait, or none. */
export const actionOf = ({ stage, waitingFor }: Position): NextAction =>
  rowOf(waitingFor).asks ?? stageRows[stage].asks;

/** Null if the case waits for neither the applicant nor the tenant. */
export function askedFor(position: Position): AskedFor | null {
  const action = actionOf(position);
  return action === 'wait' || action === 'none' ? null : action;
}

/** True while the case needs its Item: before its money moves, and before it is moved again. */
export const needsItem = ({ stage, waitingFor }: Position): boolean =>
  stageRows[stage].needsItem || waitingFor === 'reinitiation';

/**
 * True if a broken login has to be repaired beside the wait of the case. A case that waits for a micro-deposit reads
 * the account at once and then waits for the repair, as any step that needs the Item does: `repairing_link`.
 */
export const asksForRepair = ({ waitingFor }: Position): boolean => rowOf(waitingFor).repairBeside ?? false;

/** True if a look during this wait reads Plaid. In the other waits the case reads its record, or retries. */
export const looksAtPlaid = (wait: Wait): boolean => rowOf(wait).looksAtPlaid ?? false;

/** True if the case goes on after its money came back. */
export const followsReturn = ({ waitingFor }: Position): boolean => rowOf(waitingFor).afterReturn ?? false;

type Resting = { [S in Stage]: (typeof stageRows)[S]['wait'] extends null ? never : S }[Stage];

/** Returns the position of a case that comes to rest in this stage, with the end of its wait, counted from `from`. */
export function restingIn<S extends Resting>(stage: S, policy: Pick<ProcessPolicy, PolicyKeyOfDays>, from: Date) {
  const { for: waitingFor, within } = stageRows[stage].wait;
  return { stage, waitingFor, waitingUntil: daysAfter(from, policy[within]) };
}
