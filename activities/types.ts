// The activities that workflows call: one type per proxy. Arguments and results enter the history, so they hold
// references only. `step` is the case's own count of its steps, by which the record refuses a late retry of an earlier
// step.

import type { AccountProof } from '../domain/bank/account.ts';
import type { Delay } from '../domain/case/delay.ts';
import type { Outcome } from '../domain/case/onboarding.ts';
import type { Ending, Reason } from '../domain/case/reasons.ts';
import type { GivenReview, ReviewVerdict } from '../domain/case/review.ts';
import type { DriftCount, ReconcilePlace } from '../domain/drift.ts';
import type { PersonRepair } from '../domain/failure.ts';
import type { Feed } from '../domain/feed.ts';
import type { NotificationType } from '../domain/notify/notifications.ts';
import type { VerificationResult } from '../domain/owner/identity-verification.ts';
import type { Standing, TransferRef } from '../domain/transfers/transfer.ts';

export type CaseStep = { onboardingId: string; step: number };

export interface BankActivities {
  /** Exchanges the public token unless that is done, then reads the account and how far Plaid has verified it. */
  readAccount(at: CaseStep & { depositArrives?: string }): Promise<ReadAccount>;
  /** Reads the Item from Plaid and records whether its login works. */
  checkItem(at: { onboardingId: string }): Promise<void>;
  /** Judges how well the applicant matches the account's owners. The record keeps the whole judgement. */
  /** Reads a linked account again after the bank has changed it. */
  rereadAccount(at: CaseStep): Promise<{ accepted: true } | { accepted: false; ended: Ending }>;
  matchOwner(at: CaseStep): Promise<OwnerMatched>;
}
/** `ended` is the ending on record. Results of older releases, which histories hold, have the reason only. */
export type OwnerMatched =
  | { decision: 'match' | 'unclear' }
  | { decision: 'conflict'; ended: Ending }
  | { decision: 'conflict'; ended?: undefined; reason?: Reason | null };

export type ReadAccount = {
  /** Null when the policy refused the account before it became an Item. */
  itemId: string | null;
  /** Null then, and where none of the Item's accounts can be used. */
  accountId: string | null;
  proof: AccountProof;
  /** Plaid's status behind `proof`, or a code of our own; null for instant Auth. */
  status: string | null;
};

export interface MoneyActivities {
  /**
   * Authorizes and creates a transfer of the case: its first, or the one with this number. Safe to repeat,
   * because it stores the keys before the calls. `riskAccepted`: reviewers accepted the risk that Plaid has not
   * checked. `unanswered`: the time for the tenant's answer is over.
   */
  moveMoney(
    at: CaseStep & { transferNumber?: number; riskAccepted?: boolean; unanswered?: boolean },
  ): Promise<MoneyMoved>;
  /** Returns what follows a returned transfer, as it is on record. */
  followReturn(at: { onboardingId: string; transferId: string }): Promise<ReturnFollowed>;
  /** Reads the transfer from Plaid, records its state, and closes the case if no return can follow any more. */
  checkTransfer(at: {
    onboardingId: string;
    transferId: string;
    now: string;
  }): Promise<{ standing: Standing; watchUntil: string; closed: boolean; code?: string }>;
}

export type MoneyMoved =
  | { result: 'sent'; transfer: TransferRef }
  /** Reviewers have to decide whether the transfer may be sent. */
  | { result: 'review' }
  /** The tenant has to confirm the transfer until then (ISO 8601). */
  | { result: 'confirm'; until: string }
  /** The case has ended. `result` is the outcome on record, with its reason. */
  | { result: Outcome; reason: Reason | null };

/**
 * `reason` is the bank's. `transferNumber` is the number of the transfer that follows, and `at` its time (ISO 8601).
 * `counted`: how many steps and reminders of the case are on record, which accepts no lower number.
 */
export type ReturnFollowed =
  | ({ next: 'end' } & Ending)
  | (({ next: 'reinitiate'; at: string; reason: Reason } | { next: 'relink'; reason: Reason }) & {
      transferNumber: number;
      counted: { steps: number; reminders: number };
    });

export interface PaymentActivities {
  /** Makes sure that the applicant has a payment to make and a Link for it. Safe to repeat. */
  offerPayment(at: CaseStep): Promise<PaymentOffered>;
  /** Reads the payment from Plaid and records its state. `now` is the time of the case. */
  readPayment(at: CaseStep & { paymentId: string; now: string }): Promise<PaymentRead>;
}

export type PaymentOffered =
  | { result: 'offered'; paymentId: string; expiresAt: string }
  /** The applicant has already agreed to it. */
  | { result: 'under way'; paymentId: string }
  | ({ result: 'over' } & Ending);

/** `status` is Plaid's. */
export type PaymentRead =
  /** The applicant has not agreed to it. */
  | { standing: 'open'; status: string }
  /** The payment failed, and the applicant may receive another one. */
  | { standing: 'again'; status: string }
  /** The case waits for it, or watches it, until `until` (ISO 8601). */
  | { standing: 'moving'; status: string; until: string }
  | { standing: 'funded'; status: string; until: string }
  | ({ standing: 'over'; status: string } & Ending);

export interface PeopleActivities {
  /** Asks Plaid for the results of the case's Link sessions, in case a webhook was lost. */
  findLink(at: CaseStep): Promise<{ finished: boolean }>;
  /** Reads the applicant's verification from Plaid and records it. A failed one puts the case into review. */
  readVerification(at: CaseStep): Promise<{ result: VerificationResult; status: string }>;
  /**
   * Reads the decisions on record for the open question, and marks them as taken. With `over`, it closes the question
   * unless they decide it.
   */
  readReviews(at: CaseStep & { over: boolean }): Promise<ReviewsRead>;
  /** Makes a Link token for a new Item. `reason` says why the applicant has to link again. */
  offerLink(at: CaseStep & { reason?: Reason }): Promise<{ expiresAt: string }>;
  /** Makes the Link token with which the applicant confirms the micro-deposit. */
  offerMicroDepositCode(at: CaseStep & { until: string }): Promise<{ expiresAt: string }>;
  /** Makes the Link token for the repair that `repair` names, and records that the case waits for the applicant. */
  offerRepair(at: CaseStep & { repair: PersonRepair }): Promise<{ expiresAt: string }>;
  /**
   * Notifies the tenant, and the applicant by email, that the case still waits for them. With `trouble` (a code),
   * alerts the operators instead. `reminder` is the number of the reminder within the case.
   */
  remind(at: { onboardingId: string; reminder: number; trouble?: string }): Promise<void>;
  /**
   * Sends the newest notification of the case again, to all enabled endpoints that want its type. `type`: null if the
   * case has none.
   */
  resendNotification(at: { onboardingId: string }): Promise<{ type: NotificationType | null; endpoints: number }>;
  /**
   * Shows the tenant that the case waits out trouble since then (ISO 8601), and notifies them once that `lasts`. Safe
   * to repeat.
   */
  showDelay(at: Delay & { onboardingId: string; lasts: boolean }): Promise<void>;
  /** Takes the delay back that began then. */
  endDelay(at: { onboardingId: string; since: string }): Promise<void>;
  /** Removes at Plaid what a closed case has left there, as the policy says. */
  cleanUp(at: { onboardingId: string }): Promise<void>;
  /** Records an ending that no other activity has caused. Returns the recorded ending, which may be an earlier one. */
  closeCase(at: CaseStep & { outcome: Outcome; reason: Reason | null }): Promise<Ending>;
}

/** `question` is null when no question is open on record. */
export type ReviewsRead = {
  question: string | null;
  verdict: ReviewVerdict;
  reviews: (GivenReview & { review: string })[];
};

export interface FeedActivities {
  /** Reads new events from Plaid, stores them with the cursor, and signals the cases that they concern. */
  drainFeed(feed: Feed): Promise<Drained>;
}

/**
 * `events`: how many new events one call has read; `signalled`: how many cases it has signalled. `lookAgainSeconds`:
 * when to look next unless a webhook wakes the feed before; null ends the feed.
 */
export type Drained = { events: number; signalled: number; lookAgainSeconds: number | null };

export interface DriftActivities {
  /** Takes one step of a reconciliation of all cases, and repairs what is safe. */
  reconcile(place: ReconcilePlace): Promise<{ counts: DriftCount[]; next: ReconcilePlace | null }>;
  /** Records what a whole reconciliation has found. `failed`: the parts that it could not finish. */
  recordDrift(found: Reconciled): Promise<void>;
}

export type Reconciled = { counts: DriftCount[]; failed: string[] };
