// What the workflows may ask of the outside: one type per proxy. Arguments and results enter the history, so they
// hold references only. `step` is the case's own count of its steps: the record refuses to be moved back by a late
// retry of an earlier step.

import type { AccountProof } from '../domain/account.ts';
import type { PersonRepair } from '../domain/failure.ts';
import type { Feed } from '../domain/feed.ts';
import type { IdentityJudgement } from '../domain/identity.ts';
import type { VerificationResult } from '../domain/identity-verification.ts';
import type { Outcome } from '../domain/onboarding.ts';
import type { Standing, TransferRef } from '../domain/transfer.ts';

export type CaseStep = { onboardingId: string; step: number };

export interface BankActivities {
  /** Exchanges the public token if that has not been done, then reads the account and how far it is proven. */
  readAccount(at: CaseStep & { depositArrives?: string }): Promise<ReadAccount>;
  /** Reads the Item itself and records whether its login works. */
  checkItem(at: { onboardingId: string }): Promise<void>;
  /** Judges how well the applicant matches the account's owners. The record has the whole judgement. */
  matchOwner(at: CaseStep): Promise<Pick<IdentityJudgement, 'decision' | 'fields'>>;
}

export type ReadAccount = {
  /** Null where the account is refused before it has become an Item. */
  itemId: string | null;
  accountId: string | null;
  proof: AccountProof;
  /** Plaid's word behind it, or our own; null for instant Auth. */
  status: string | null;
};

export interface MoneyActivities {
  /**
   * Authorizes and creates a transfer of the case: its first, or the one for this `attempt`. Safe to repeat: the keys are
   * stored before the calls. `riskAccepted`: reviewers carry the risk that Plaid has not checked.
   */
  moveMoney(at: CaseStep & { attempt?: number; riskAccepted?: boolean }): Promise<MoneyMoved>;
  /** Says what follows a transfer that came back, as it is on record. */
  followReturn(at: { onboardingId: string; transferId: string }): Promise<ReturnFollowed>;
  /** Reads the transfer itself, records what it says, and closes the case if no return can follow any more. */
  checkTransfer(at: {
    onboardingId: string;
    transferId: string;
    now: string;
  }): Promise<{ standing: Standing; watchUntil: string; closed: boolean }>;
}

export type MoneyMoved =
  | { result: 'sent'; transfer: TransferRef }
  /** Reviewers are to decide whether it may be sent. */
  | { result: 'review' }
  | { result: 'declined' | 'abandoned' | 'returned'; reason: string };

/**
 * `attempt` is the one that follows, and `at` is when (ISO 8601). `counted`: how many steps and reminders of the case are on
 * record, which takes none from before.
 */
export type ReturnFollowed =
  | { next: 'end'; outcome: Outcome }
  | (({ next: 'represent'; at: string } | { next: 'relink'; reason: string }) & {
      attempt: number;
      counted: { steps: number; reminders: number };
    });

export interface PaymentActivities {
  /** Makes sure that there is a payment that the person can make, and a Link for it. Safe to repeat. */
  offerPayment(at: CaseStep): Promise<PaymentOffered>;
  /** Reads the payment itself and records what it says. `now` is the case's. */
  readPayment(at: CaseStep & { paymentId: string; now: string }): Promise<PaymentRead>;
}

export type PaymentOffered =
  | { result: 'offered'; paymentId: string; expiresAt: string }
  /** The person has agreed to it already. */
  | { result: 'under way'; paymentId: string }
  | { result: 'over'; outcome: Outcome };

/** `status` is Plaid's word. */
export type PaymentRead =
  /** The person has not agreed to it. */
  | { standing: 'open'; status: string }
  /** It came to nothing, and they may be offered another one. */
  | { standing: 'again'; status: string }
  /** It is waited for, or watched, `until` then (ISO 8601). */
  | { standing: 'moving'; status: string; until: string }
  | { standing: 'funded'; status: string; until: string }
  | { standing: 'over'; status: string; outcome: Outcome };

export interface PeopleActivities {
  /** Asks Plaid what became of the case's Link sessions, in case nobody told us. */
  findLink(at: CaseStep): Promise<{ finished: boolean }>;
  /** Asks Plaid how the person's verification stands, and records it; one that failed puts the case into review. */
  readVerification(at: CaseStep): Promise<{ result: VerificationResult; status: string }>;
  /** Makes a Link token for a new Item. `reason` says why the person has to link again. */
  offerLink(at: CaseStep & { reason?: string }): Promise<{ expiresAt: string }>;
  /** Makes the Link token with which the person confirms the micro-deposit. */
  offerVerification(at: CaseStep & { until: string }): Promise<{ expiresAt: string }>;
  /** Makes the Link token with which the person repairs what `repair` names, and records that the case waits for it. */
  offerRepair(at: CaseStep & { repair: PersonRepair }): Promise<{ expiresAt: string }>;
  /**
   * Tells the product, and by email the person, that the case still waits for them; where it is in `trouble` (a code), the
   * operators. `reminder` counts those of the case.
   */
  remind(at: { onboardingId: string; reminder: number; trouble?: string }): Promise<void>;
  /** Removes at Plaid what a closed case has left behind there, as its policy wants. */
  cleanUp(at: { onboardingId: string }): Promise<void>;
  /** Records an ending that no other activity has caused. Gives the recorded outcome, which may be an earlier one. */
  closeCase(at: CaseStep & { outcome: Outcome; reason: string }): Promise<Outcome>;
}

export interface FeedActivities {
  /** Reads what is new from Plaid, stores it with the cursor, and tells each case what it amounts to. */
  drainFeed(feed: Feed): Promise<Drained>;
}

/** What one call has read and told. `lookAgainSeconds` is when to look next without being woken; null ends the feed. */
export type Drained = { events: number; told: number; lookAgainSeconds: number | null };
