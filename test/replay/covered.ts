// The runs of which a release has to save a history. The compiler and saved-histories.test.ts ask for a line here when
// the domain has one more outcome or wait. A run of `reconcile` needs none: it holds nothing that the next run does not
// find again, and Temporal ends one that stands still after a day (worker/schedule.ts).
import type { Outcome } from '../../domain/case/onboarding.ts';
import type { Wait } from '../../domain/case/stages.ts';
import { feedType, processTypes } from '../../workflows/messages.ts';
import type { Beginning, Facts } from './facts.ts';

const { ach: onboarding, 'payment-initiation': paymentInitiation, transfer } = processTypes;
type CaseType = (typeof processTypes)[keyof typeof processTypes];
const all = Object.values(processTypes);

const begins: Record<Beginning, (CaseType | typeof feedType)[]> = {
  'at once': [...all, feedType],
  delayed: [onboarding],
  asleep: [onboarding, transfer],
  opened: all,
};

const ends: Record<Outcome, CaseType[]> = {
  funded: all,
  verified: [onboarding],
  abandoned: all,
  unverified: [onboarding, paymentInitiation],
  rejected: all,
  declined: all,
  failed: all,
  returned: [onboarding, transfer],
  cancelled: all,
};

const waits: Record<Wait, CaseType[]> = {
  identity_verification: [onboarding, paymentInitiation],
  link: [onboarding, paymentInitiation],
  repair: [onboarding, transfer],
  micro_deposit: [onboarding],
  micro_deposit_code: [onboarding],
  review: all,
  confirmation: [onboarding, transfer],
  settlement: all,
  payment_confirmation: [paymentInitiation],
  late_link: [paymentInitiation],
  return_window: [onboarding, transfer],
  reinitiation: [onboarding, transfer],
  retry: all,
  // Only the record names these: the run waits as in `link` or `retry`.
  after_link: [],
  plaid_limit: [],
  ledger_balance: [],
  another_account: [],
};

/** The updates after which a waiting case goes on in another way. */
const updates: Record<string, CaseType[]> = {
  refresh: [transfer],
  resendNotification: [transfer],
  skipReminder: [transfer],
};

/** Returns what the saved histories have to show, as `onboarding begins: asleep`. */
export const required: string[] = [
  ...listed('begins', begins),
  ...listed('ends', ends),
  ...listed('waits', waits),
  ...listed('update', updates),
  ...[onboarding, transfer].map((type) => `${type} ends: continued`),
];

function listed(what: string, table: Record<string, string[]>): string[] {
  return Object.entries(table).flatMap(([name, types]) => types.map((type) => `${type} ${what}: ${name}`));
}

/** Returns everything that a run shows, in the words of `required`. */
export const shownBy = ({ type, begins, does, ends }: Facts): string[] =>
  [`begins: ${begins}`, ...does, ...(ends === null ? [] : [`ends: ${ends}`])].map((fact) => `${type} ${fact}`);
