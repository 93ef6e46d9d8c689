// The nouns of a case that the API, the record and the Temporal UI share.
import type { PaymentCurrency } from '../payments/currencies.ts';

export const outcomes = [
  'funded',
  'verified',
  'abandoned',
  'unverified',
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

/**
 * The money that a case moves, and how. A case that only verifies an account has none. Amounts are integer minor units:
 * hundredths of the currency.
 */
export type Funding = AchFunding | PaymentFunding;
export const rails = ['ach', 'payment-initiation'] as const satisfies Funding['rail'][];
export type Rail = Funding['rail'];
export type FundingBy<R extends Rail> = Extract<Funding, { rail: R }>;

/** Moved by Plaid's Transfer, in the US. */
export type AchFunding = {
  rail: 'ach';
  direction: Direction;
  amountCents: number;
  currency: 'USD';
  network: Network;
  achClass: AchClass | null;
  /** The text on the bank statement: at most 10 characters on ACH, 15 on RTP. */
  description: string;
};

/** Moved by Payment Initiation, in the UK and the EU: the applicant pays from their own bank. */
export type PaymentFunding = {
  rail: 'payment-initiation';
  amountCents: number;
  currency: PaymentCurrency;
  /** Our id of the recipient, and the last characters of their account number. */
  recipient: { id: string; mask: string };
  /** The beginning of the text on the bank statement: at most 12 letters and digits. */
  reference: string | null;
};

/** The applicant. Every field is personal data: encrypted at rest, never in a history, a log or an error. */
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
