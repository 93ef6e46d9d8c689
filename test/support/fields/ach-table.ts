// The tests' own copy of the public tables of ACH return codes, by effect rather than by code.
import type { AchClass } from '../../../domain/case/onboarding.ts';
import type { Consequence } from '../../../domain/transfers/ach-codes.ts';

const set = (codes: string) => codes.split(' ');

/** The codes by their consequence. A code that is not listed is `stop`. */
export const table = {
  reinitiate: set('R01 R09'),
  relink: set('R02 R03 R04 R12 R13 R20 R28'),
  hold: set('R05 R07 R10 R11 R29 R51'),
  stop: set('R08 R14 R15 R16 R17 R23 R31 R33 R34 R35 R36 R37 R38 R39 R52 R53'),
  review: set('R06 R18 R19 R21 R22 R24 R25 R26 R27 R32 C01 C02 C03 C05 C06 C07 C09 C13'),
} satisfies Record<Consequence, string[]>;
export const debitOnly = set('R01 R05 R07 R08 R09 R10 R11 R29 R33 R35 R37 R38 R39 R51 R52 R53');
export const creditOnly = set('R23 R36');
export const consumerOnly = set('R05 R07 R10 R11 R15 R51 R52 R53');
export const businessOnly = set('R29 R31');
export const rates = {
  unauthorized: set('R05 R07 R10 R11 R29 R51'),
  administrative: set('R02 R03 R04'),
  // Without RCK, credits and notifications.
  notOverall: set('R23 R36 R51 R52 R53 C01 C02 C03 C05 C06 C07 C09 C13'),
};
export const alertsOf: Record<string, string[]> = {
  our_defect: set('R18 R19 R21 R22 R25 R26 R27 R32 R34 R35 R36'),
  duplicate: ['R24'],
  not_for_this_entry: set('R33 R37 R38 R39 R52 R53'),
  notice_of_change: set('C01 C02 C03 C05 C06 C07 C09 C13'),
};

/** Plaid's only class for business accounts, and one for consumers. */
export const receivers = { consumer: 'web', business: 'ccd' } as const satisfies Record<string, AchClass>;
