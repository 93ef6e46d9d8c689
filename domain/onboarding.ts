// What a case is, in the words that the API, the record and the Temporal UI all show.

export const stages = [
  'starting',
  'awaiting_identity_verification',
  'awaiting_link',
  'verifying_account',
  'awaiting_micro_deposits',
  'matching_identity',
  'in_review',
  'repairing_link',
  'authorizing',
  'transferring',
  'watching_returns',
  'closed',
] as const;
export type Stage = (typeof stages)[number];

/** What a case can wait for, in the words that the product, the record and the Temporal UI show. */
export const waits = {
  identityVerification: 'the person to verify who they are',
  link: 'the person to finish Link',
  repair: 'the person to repair the bank login',
  deposits: 'the micro-deposit to arrive',
  verification: 'the person to confirm the micro-deposit',
  review: "a reviewer's decision",
  limit: 'our limit at Plaid to be reset',
  settlement: 'the bank to move the money',
  confirmation: 'the bank to confirm the payment',
  lateLink: 'the last Link token to run out',
  returns: 'the return window to close',
  representment: 'the day on which the transfer is made again',
  anotherAccount: 'another account, because the bank sent the money back',
} as const;

export const outcomes = [
  'funded',
  'abandoned',
  'unproven',
  'rejected',
  'declined',
  'failed',
  'returned',
  'cancelled',
] as const;
export type Outcome = (typeof outcomes)[number];

export const networks = ['ach', 'same-day-ach', 'rtp'] as const;
export type Network = (typeof networks)[number];

/** ACH standard entry class codes that Plaid's Transfer accepts. */
export const achClasses = ['ccd', 'ppd', 'tel', 'web'] as const;
export type AchClass = (typeof achClasses)[number];

export const directions = ['debit', 'credit'] as const;
/** `debit` pulls money from the applicant's account, `credit` pays into it. */
export type Direction = (typeof directions)[number];

/** What the case is to move, and how. Amounts are integer minor units: hundredths of the currency. */
export type Funding = AchFunding | PaymentFunding;
export type Rail = Funding['rail'];
export type FundingBy<R extends Rail> = Extract<Funding, { rail: R }>;

/** By Plaid's Transfer, in the US. */
export type AchFunding = {
  rail: 'ach';
  direction: Direction;
  amountCents: number;
  currency: 'USD';
  network: Network;
  achClass: AchClass | null;
  /** What the bank statement shows: at most 10 characters on ACH, 15 on RTP. */
  description: string;
};

/** By Payment Initiation, in the UK and the EU: the person pays from their own bank. */
export type PaymentFunding = {
  rail: 'payment-initiation';
  amountCents: number;
  currency: PaymentCurrency;
  /** Our id of the recipient, and the end of their account's number. */
  recipient: { id: string; mask: string };
  /** What the bank statement begins with: at most 12 letters and digits. */
  reference: string | null;
};

export const paymentCurrencies = ['GBP', 'EUR'] as const;
export type PaymentCurrency = (typeof paymentCurrencies)[number];

/** The person. Every field is personal data: encrypted at rest, never in a history, a log or an error. */
export type Applicant = {
  legalName: string;
  email: string | null;
  phone: string | null;
  address: Address | null;
};

export type Address = {
  street: string;
  city: string;
  region: string | null;
  postalCode: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
};
