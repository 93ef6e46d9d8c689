// The reasons for which a case ends, or asks for another account. The table in docs/product.md is made from this list.
import type { IdentityReason } from '../owner/identity.ts';
import type { Outcome } from './onboarding.ts';

export type Decider =
  | 'the applicant'
  | 'a reviewer'
  | 'an operator'
  | 'the bank'
  | 'Plaid'
  | 'the tenant'
  | "the tenant's policy"
  | 'a time limit';

type ReasonRow = {
  /** The actor who ended the case, in words for operators. */
  by: Decider;
  /** The outcomes that it can give, each with its meaning for the integrator. */
  ends: Partial<Record<Outcome, string>>;
  /** Present if a colon and this detail follow the code. */
  detail?: string;
  /** The applicant reads why when the case asks for another account, or another payment (`domain/words`). */
  explained?: true;
};

const [applicant, time, bank, policy] = ['the applicant', 'a time limit', 'the bank', "the tenant's policy"] as const;
const refusedByPlaid = 'Plaid does not confirm the account, and your policy allows no further one.';
const depositCameToNothing =
  'The micro-deposit did not stay in the account, and your policy allows no further account.';
const paymentCameToNothing = 'The payment came to nothing. No money moved.';

/** Gangway's own reasons, and the codes of Plaid that the applicant is told. */
export const reasonRows = {
  link_expired: { by: time, ends: { abandoned: 'The applicant did not finish Link in time.' } },
  left_link: {
    by: applicant,
    ends: { abandoned: 'You reported that the applicant will not come back, to link or to repair.' },
  },
  repair_expired: { by: time, ends: { abandoned: 'The applicant did not repair the login in time.' } },
  identity_verification_late: {
    by: time,
    ends: { abandoned: 'The applicant did not finish the identity verification in time.' },
  },
  identity_verification_expired: { by: time, ends: { abandoned: 'The identity verification expired at Plaid.' } },
  identity_verification_canceled: {
    by: applicant,
    ends: { abandoned: 'The identity verification was canceled at Plaid.' },
  },
  account_removed: {
    by: 'the tenant',
    ends: { abandoned: 'You removed the linked account, or your policy did, before the money could move.' },
  },
  consent_over: {
    by: time,
    ends: { declined: 'The person agreed to debits until a date that has passed. Gangway did not ask Plaid.' },
  },
  permission_revoked: { by: applicant, ends: { abandoned: 'The applicant took back their permission for the bank.' } },
  account_revoked: { by: applicant, ends: { abandoned: 'The applicant took back their permission for the account.' } },
  transfer_lost: {
    by: 'an operator',
    ends: {
      unverified: 'A restore has lost the account of a transfer. Ask the operator whether the money moved.',
    },
  },
  CANCELLED: { by: applicant, ends: { abandoned: 'The applicant cancelled the payment at their bank.' } },

  duplicate_account: {
    by: policy,
    ends: { unverified: 'Your policy refuses the account, which is in use, and allows no further one.' },
    explained: true,
  },
  no_usable_account: {
    by: applicant,
    ends: { unverified: 'The applicant shared no checking, savings or cash management account.' },
    explained: true,
  },
  verification_failed: {
    by: applicant,
    ends: { unverified: refusedByPlaid },
    explained: true,
  },
  verification_expired: {
    by: time,
    ends: { unverified: refusedByPlaid },
    explained: true,
  },
  database_insights_fail: {
    by: 'Plaid',
    ends: { unverified: refusedByPlaid },
    explained: true,
  },
  database_insights_pass_with_caution: {
    by: policy,
    ends: { unverified: refusedByPlaid },
    explained: true,
  },
  micro_deposits_reversed: { by: bank, ends: { unverified: depositCameToNothing }, detail: 'return code' },
  micro_deposits_failed: {
    by: bank,
    ends: { unverified: depositCameToNothing },
    explained: true,
  },
  micro_deposits_cancelled: {
    by: bank,
    ends: { unverified: depositCameToNothing },
    explained: true,
  },
  not_verified_in_time: { by: time, ends: { unverified: 'The applicant did not confirm the deposit in time.' } },
  payment_unconfirmed: {
    by: time,
    ends: { unverified: 'The bank did not finish the payment in time. It may have moved the money all the same.' },
    detail: 'status of the payment',
  },

  account_not_confirmed: {
    by: 'Plaid',
    ends: { rejected: 'The bank changed the linked account, and Plaid does not confirm it any more.' },
  },
  identity_conflict: { by: policy, ends: { rejected: 'The account clearly belongs to another person.' } },
  review_rejected: {
    by: 'a reviewer',
    ends: {
      unverified: "A reviewer did not accept an account about which Plaid's database was unsure.",
      rejected: 'A reviewer rejected an unclear match, or a failed identity verification.',
      declined: 'Plaid approved without its risk check, and a reviewer did not accept the risk.',
    },
  },
  review_expired: {
    by: time,
    ends: {
      unverified: "No reviewer decided in time about an account about which Plaid's database was unsure.",
      rejected: 'No reviewer decided in time about the match or the identity verification.',
      declined: 'Plaid approved without its risk check, and no reviewer decided in time.',
    },
  },

  risk_not_checked: {
    by: policy,
    ends: { declined: 'Plaid approved without its risk check, and your policy declines that.' },
    detail: "Plaid's code",
  },
  rtp_not_supported: { by: bank, ends: { declined: 'You asked for `rtp`, and the account cannot receive it.' } },
  account_on_hold: {
    by: policy,
    ends: { declined: 'The account is on hold after an earlier return. Gangway did not ask Plaid.' },
  },
  too_late_to_reinitiate: { by: time, ends: {} },
  TRANSFER_LIMIT_REACHED: {
    by: time,
    ends: { declined: 'Your own limit at Plaid did not let the transfer through in time.' },
  },
  ledger_balance: {
    by: time,
    ends: { declined: 'Your Ledger at Plaid did not cover the credit in time.' },
  },
  declined: { by: 'Plaid', ends: { declined: 'Plaid declined to authorize the transfer and gave no code.' } },
  BLOCKED: { by: 'Plaid', ends: { declined: 'Plaid found each of three payments too risky.' } },

  FAILED: { by: bank, ends: { failed: paymentCameToNothing } },
  INSUFFICIENT_FUNDS: { by: bank, ends: { failed: paymentCameToNothing } },
  REJECTED: { by: bank, ends: { failed: `${paymentCameToNothing} This may follow after \`funded\`.` } },
  trouble_expired: {
    by: time,
    ends: { failed: 'Plaid, the bank or Gangway was in trouble for too long, before money could move.' },
    detail: 'code of the trouble',
  },
  returned: { by: bank, ends: { returned: 'The bank sent the transfer back and gave no code.' } },

  cancelled_by_tenant: {
    by: 'the tenant',
    ends: { cancelled: 'You cancelled over HTTP, with the transfer if there was one. No money moved.' },
  },
  refused_by_tenant: { by: 'the tenant', ends: { cancelled: 'You refused the transfer. No money moved.' } },
  not_confirmed: { by: time, ends: { cancelled: 'You did not confirm the transfer in time. No money moved.' } },
  terminated_by_operator: {
    by: 'an operator',
    ends: { cancelled: 'An operator terminated the case in Temporal. No money moved.' },
  },
  cancelled_by_operator: { by: 'an operator', ends: { cancelled: 'An operator cancelled through Temporal.' } },

  payment_failed: { by: bank, ends: {}, explained: true },
  payment_blocked: { by: 'Plaid', ends: {}, explained: true },
} as const satisfies Record<string, ReasonRow>;

type Code = keyof typeof reasonRows;
type WithDetail = { [C in Code]: (typeof reasonRows)[C] extends { detail: string } ? C : never }[Code];

/** The reasons that `domain/words` explains to the applicant. */
export type ExplainedReason = { [C in Code]: (typeof reasonRows)[C] extends { explained: true } ? C : never }[Code];

/** A code that Plaid or a bank gave, such as `NSF` or `R01`: these lists are open. */
type ForeignReason = Uppercase<string>;
export const foreignReason = (code: string): ForeignReason => code as ForeignReason;

/** Returns the reason of a transfer that came back: the bank's code, or `returned` if it gave none. */
export const returnReason = (given: string | null): Reason => (given === null ? 'returned' : foreignReason(given));

/** A reason in the record and the API. That of an identity check is why a case is in review. */
export type Reason =
  | Exclude<Code, WithDetail>
  | `${WithDetail}: ${string}`
  | 'micro_deposits_reversed'
  | IdentityReason
  | ForeignReason;

/** Null for a reason that is not explained to the applicant. */
export const explainedReason = (reason: string): ExplainedReason | null =>
  rowOfReason(reason)?.explained ? (reason as ExplainedReason) : null;

/** Returns the row of a reason without its detail. Null for a code of Plaid or a bank. */
export function rowOfReason(reason: string): ReasonRow | null {
  const code = reason.replace(/: .*$/, '');
  return Object.hasOwn(reasonRows, code) ? reasonRows[code as Code] : null;
}

/** The recorded ending of a case. */
export type Ending = { outcome: Outcome; reason: Reason | null };
