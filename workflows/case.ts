// The state of a running case: its position, its progress, and what operators see. Only the functions in this file
// write it; its inbox has a file of its own.

import type { ReturnFollowed } from '../activities/types.ts';
import type { OnboardingStart } from '../domain/case/case-start.ts';
import type { Outcome } from '../domain/case/onboarding.ts';
import type { Ending, Reason } from '../domain/case/reasons.ts';
import type { Position, Stage, Wait } from '../domain/case/stages.ts';
import { nextReminder, type Reminding } from '../domain/case/waiting.ts';
import type { TransferRef } from '../domain/transfers/transfer.ts';
import { type Inbox, setCancelled, takeAccountChange } from './inbox.ts';
import type { CaseFile } from './messages.ts';

/** The search attributes of a case, as its run wrote them last. */
export type Searchable = {
  stage: Stage;
  trouble: string;
  item: string | null;
  transfer: string | null;
  payment: string | null;
  outcome: Outcome | null;
  reason: Reason | null;
};

/** A position in which the case waits. */
export type Resting = Position & { waitingFor: Wait };

export type Case = {
  readonly start: OnboardingStart;
  readonly stage: Stage;
  readonly waiting: CaseFile['waiting'];
  readonly trouble: CaseFile['trouble'];
  /**
   * The trouble that the record shows the tenant: since when, in milliseconds since 1970, the code of its failure, and
   * whether the tenant has been notified. Null: none.
   */
  readonly delay: { since: number; code: string; lasts: boolean } | null;
  readonly timeline: CaseFile['timeline'];
  readonly question: CaseFile['question'];
  /** The ending on record. It is `funded` also while the case still watches for a return. */
  readonly ending: Ending | null;
  /** The reviewers' decisions that the case has read, such as `ops-7: approve`. */
  readonly reviews: readonly string[];
  /**
   * The transfer that the case follows. Null before there is one, and while the applicant has to link another account.
   */
  readonly transfer: TransferRef | null;
  /** The number of the next transfer to request, from 1. */
  readonly transferNumber: number;
  /** Plaid has verified the applicant, or a reviewer has approved them. */
  readonly personVerified: boolean;
  /** How often the case asked for another account because it could not verify one. */
  readonly linkedAgain: number;
  /** How often the applicant has repaired something in Link. */
  readonly repairs: number;
  /** When a read first found the micro-deposit sent, in milliseconds since 1970, by account. */
  readonly depositsSent: ReadonlyMap<string, number>;
  /** Plaid's id of the Item, once the case has read the account. */
  readonly itemId: string | null;
  /** Plaid's id of the payment that the applicant may make, or has made. */
  readonly paymentId: string | null;
  /** The reminders of waits that ended without an answer because the account changed, by wait. */
  readonly brokenOff: ReadonlyMap<Wait, Reminding>;
  /** The reminders of the wait that the case is in. Null: it has none. */
  readonly reminding: Reminding | null;
  /** Counts the reminders of the case, so that the record can refuse a late retry of an earlier one. */
  readonly reminders: number;
  /** The search attributes as they are now. The case writes them again only when they change. */
  readonly searchable: Searchable;
  /** How many Items the case may have at Plaid, even if no message has named them. */
  readonly items: 'none' | 'one' | 'several';
  /** Counts the steps of the case, so that the record can refuse a late retry of an earlier one. */
  readonly steps: number;
  /** False once a money call may be open, and while the case closes. */
  readonly cancellable: boolean;
  /** The account changed, so the process starts again from the point at which Link is finished. */
  readonly beginsAgain: boolean;
  readonly inbox: Inbox;
};

/** A case as the functions below may write it. */
type Written = { -readonly [K in keyof Case]: Case[K] };

/** Keeps the ending for operators to see. Returns the outcome. */
export function ends(theCase: Written, { outcome, reason }: Ending): Outcome {
  // Older histories have endings without a reason.
  theCase.ending = { outcome, reason: reason ?? null };
  return outcome;
}

/** A money call may be open from now on, so nothing ends the case before it knows the result of the call. */
export function moneyMayMove(theCase: Written): void {
  theCase.cancellable = false;
}

/** No money call is open. */
export function mayBeCancelled(theCase: Written): void {
  theCase.cancellable = true;
}

/** The case closes. A cancellation comes too late now, even one that is already in the inbox. */
export function closes(theCase: Written): void {
  theCase.cancellable = false;
  setCancelled(theCase.inbox, null);
}

export function moveTo(theCase: Written, stage: Stage, waiting: Case['waiting']): void {
  theCase.stage = stage;
  theCase.waiting = waiting;
}

export function addToTimeline(theCase: Written, what: string): void {
  theCase.timeline = [...theCase.timeline, { at: new Date().toISOString(), what }];
}

export function setSearchable(theCase: Written, searchable: Searchable): void {
  theCase.searchable = searchable;
}

/** Returns the number of the step. */
export function beginStep(theCase: Written): number {
  theCase.steps += 1;
  return theCase.steps;
}

/** Returns the number of the reminder. */
export function beginReminder(theCase: Written): number {
  theCase.reminders += 1;
  return theCase.reminders;
}

/** A step is stuck on this failure. Null: it is over. */
export function setTrouble(theCase: Written, trouble: Case['trouble']): void {
  theCase.trouble = trouble;
}

export function setDelay(theCase: Written, delay: Case['delay']): void {
  theCase.delay = delay;
}

/** The case begins a wait with these reminders. */
export function setReminding(theCase: Written, reminding: Case['reminding']): void {
  theCase.reminding = reminding;
}

/** Returns when the next reminder of the wait goes if it lasts until then. Null: the case waits for none. */
export const reminderToCome = ({ waiting, reminding }: Case): number | null =>
  waiting && reminding ? nextReminder(reminding) : null;

/** Keeps the reminders of a wait that a change of the account ends. */
export function breakOff(theCase: Written, waitingFor: Wait, reminding: Reminding): void {
  theCase.brokenOff = new Map([...theCase.brokenOff, [waitingFor, reminding]]);
}

/** Returns the reminders with which the wait goes on, if a change of the account ended it before. */
export function takeBrokenOff(theCase: Written, waitingFor: Wait): Reminding | null {
  const reminding = theCase.brokenOff.get(waitingFor) ?? null;
  theCase.brokenOff = new Map([...theCase.brokenOff].filter(([wait]) => wait !== waitingFor));
  return reminding;
}

/** The open question to reviewers; null when there is none. */
export function setQuestion(theCase: Written, question: string | null): void {
  theCase.question = question;
}

export function addReview(theCase: Written, review: string): void {
  theCase.reviews = [...theCase.reviews, review];
}

export function personWasVerified(theCase: Written): void {
  theCase.personVerified = true;
}

/** The worker exchanges the public token now, which makes an Item at Plaid. */
export function itemMayExist(theCase: Written): void {
  if (theCase.items === 'none') theCase.items = 'one';
}

export function accountWasRead(theCase: Written, itemId: string | null): void {
  theCase.itemId = itemId;
}

/** Returns when a read first found the deposit sent, also when the case begins again with that account. */
export function depositWasSent(theCase: Written, accountId: string): number {
  const sentAt = theCase.depositsSent.get(accountId) ?? Date.now();
  theCase.depositsSent = new Map([...theCase.depositsSent, [accountId, sentAt]]);
  return sentAt;
}

export function countAccountRefused(theCase: Written): void {
  theCase.linkedAgain += 1;
}

export function countRepair(theCase: Written): void {
  theCase.repairs += 1;
}

export function transferUnderWay(theCase: Written, transfer: TransferRef): void {
  theCase.transfer = transfer;
}

/** Keeps what the record says about a return. */
export function transferCameBack(theCase: Written, returned: ReturnFollowed): void {
  if (returned.next === 'end') {
    ends(theCase, returned);
    return;
  }
  theCase.ending = null;
  theCase.transferNumber = returned.transferNumber;
  theCase.steps = Math.max(theCase.steps, returned.counted.steps);
  theCase.reminders = Math.max(theCase.reminders, returned.counted.reminders);
}

/** Null once the payment has come to an end. */
export function setPayment(theCase: Written, paymentId: string | null): void {
  theCase.paymentId = paymentId;
}

/** The case forgets the earlier account, and verifies and matches this one as if it were the first. */
export function beginAgain(theCase: Written): void {
  theCase.items = 'several';
  theCase.transfer = null;
  theCase.beginsAgain = true;
  takeAccountChange(theCase.inbox);
}

/** Returns whether the case begins again. */
export function takeBeginsAgain(theCase: Written): boolean {
  const { beginsAgain } = theCase;
  theCase.beginsAgain = false;
  return beginsAgain;
}
