// The texts that a person reads, in each language. They hold no personal data, so that they may be kept and logged.
import type { PersonAction, TenantAction } from '../case/next-action.ts';
import type { Direction } from '../case/onboarding.ts';
import type { ExplainedReason } from '../case/reasons.ts';

/** The text of a message: subject and text of an email, title and detail of a notification. */
export type Words = { subject: string; text: string };

/** News that has the same words for both directions. */
type News =
  | 'network_changed'
  | 'account_linked'
  | 'account_verified'
  | 'delayed'
  | 'verified'
  | 'abandoned'
  | 'unverified'
  | 'rejected'
  | 'declined'
  | 'failed'
  | 'cancelled';
type MoneyNews = 'transferring' | 'funded' | 'returned';

export type Texts = {
  asks: Record<PersonAction, Words>;
  /** The person waits for the tenant. */
  waits: Record<TenantAction, Words>;
  /** The subject of a reminder. */
  reminder: (subject: string) => string;
  news: Record<News, Words>;
  money: Record<Direction, Record<MoneyNews, Words>>;
  /** Where a transfer on a linked account needs other words. */
  ofTransfer: Pick<Record<News, Words>, 'abandoned' | 'rejected' | 'cancelled'>;
  /**
   * For a person who pays from their own bank, where they differ: they connect no account, and only their bank knows
   * for certain whether the money has moved.
   */
  ofPayment: { asks: Pick<Record<PersonAction, Words>, 'open_link'> } & Record<
    'funded' | 'abandoned' | 'unverified' | 'cancelled',
    Words
  >;
  /** Why the person has to link another account, or make another payment. */
  explains: Record<ExplainedReason, string>;
  bankSentBack: string;
  depositCameBack: string;
  /** The reasons of banks that a person may read, by return code. Missing: those in English stand in ach-codes.ts. */
  returns?: Record<string, string>;
};
