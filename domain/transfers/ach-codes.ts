// The codes with which banks return ACH entries (R) and report changed accounts (C), as data. They come from several
// public tables that agree; the Nacha Operating Rules themselves were not read. The words are ours.
import type { Direction } from '../case/onboarding.ts';
import type { ReturnRate } from './return-rates.ts';

type ConsequenceRow = {
  /** The tenant may make no more debits of the account, no more transfers with it, or none with its numbers. */
  holds: 'debits' | 'account' | 'numbers' | null;
  /** The step that may follow in the case, if its policy wants one. */
  follows: 'reinitiate' | 'relink' | null;
};

/** Our actions on the account and the money. An unknown code means `stop`. */
export const consequences = {
  /** The account is good: the transfer may be reinitiated. */
  reinitiate: { holds: null, follows: 'reinitiate' },
  /** The account is unusable: the applicant links another one. */
  relink: { holds: 'numbers', follows: 'relink' },
  /** No more debits from this account. The proof of authorization is kept ready. */
  hold: { holds: 'debits', follows: null },
  /** No more entries to this account until an operator decides. */
  stop: { holds: 'account', follows: null },
  /** The account is good, and an operator has to look. */
  review: { holds: null, follows: null },
} as const satisfies Record<string, ConsequenceRow>;
export type Consequence = keyof typeof consequences;

export type CodeGroup =
  | 'funds'
  | 'bad_account'
  | 'unauthorized'
  | 'stop_payment'
  | 'legal'
  | 'fraud'
  | 'refused'
  /** A mistake of ours or of Plaid's, which the applicant cannot repair. */
  | 'defect'
  | 'duplicate'
  /** Returned because both banks agreed to it. */
  | 'agreement'
  /** Only for kinds of entries that Gangway never makes. */
  | 'not_ours'
  | 'change'
  | 'unknown';

export type CodeRule = {
  group: CodeGroup;
  action: Consequence;
  /** The reason, in a sentence for people. */
  words: string;
  /** The only direction, and the only kind of receiver, that the code applies to. Absent: both. */
  direction?: Direction;
  receiver?: 'consumer' | 'business';
  rates: readonly ReturnRate[];
};

const overall = ['overall'] as const;
type Common = Omit<CodeRule, 'words'>;

const funds: Common = {
  group: 'funds',
  action: 'reinitiate',
  direction: 'debit',
  rates: overall,
};
const badAccount: Common = { group: 'bad_account', action: 'relink', rates: overall };
const administrative: Common = { ...badAccount, rates: ['administrative', 'overall'] };
const unauthorized: Common = {
  group: 'unauthorized',
  action: 'hold',
  direction: 'debit',
  receiver: 'consumer',
  rates: ['unauthorized', 'overall'],
};
const stopPayment: Common = { ...funds, group: 'stop_payment', action: 'stop' };
const refused: Common = {
  group: 'refused',
  action: 'stop',
  direction: 'credit',
  rates: [],
};
const legal: Common = { group: 'legal', action: 'stop', rates: overall };
const defect: Common = { group: 'defect', action: 'review', rates: overall };
const agreement: Common = { group: 'agreement', action: 'review', rates: overall };
const converted: Common = {
  group: 'not_ours',
  action: 'stop',
  direction: 'debit',
  rates: overall,
};
/** Codes for checks that were presented again (RCK), which the overall rate leaves out. */
const recheck: Common = { ...converted, receiver: 'consumer', rates: [] };
const change: Common = { group: 'change', action: 'review', rates: [] };

export const achCodes = {
  R01: { ...funds, words: 'There was not enough money in the account.' },
  R02: { ...administrative, words: 'The account has been closed.' },
  R03: { ...administrative, words: 'The bank finds no such account, or not under this name.' },
  R04: { ...administrative, words: 'The account number cannot be right.' },
  R05: { ...unauthorized, words: 'A private account was debited as if it were a business.' },
  R06: { ...agreement, words: 'Our own bank asked for the money back.' },
  R07: { ...unauthorized, words: 'The account holder has withdrawn their permission.' },
  R08: { ...stopPayment, words: 'The account holder stopped this payment at their bank.' },
  R09: { ...funds, words: 'The money in the account was not available yet.' },
  R10: { ...unauthorized, words: 'The account holder says that they did not permit this debit.' },
  R11: { ...unauthorized, words: 'The account holder says that this debit is not what they permitted.' },
  R12: { ...badAccount, words: 'The account has moved to another bank.' },
  R13: { ...badAccount, words: 'The routing number leads to no bank that takes such payments.' },
  R14: { ...legal, words: 'The person who managed the account has died or can no longer do so.' },
  R15: { ...legal, receiver: 'consumer', words: 'The account holder has died.' },
  R16: { ...legal, words: 'The account is frozen, by the bank or by law.' },
  R17: { ...legal, group: 'fraud', words: 'The bank could not process this entry, or doubts that it is honest.' },
  R18: { ...defect, words: 'The payment carried a date on which it cannot settle.' },
  R19: { ...defect, words: 'The amount was missing or not allowed.' },
  R20: { ...badAccount, words: 'This kind of account does not take such payments.' },
  R21: { ...defect, words: 'The receiver does not know our company id.' },
  R22: { ...defect, words: 'The receiver does not know the id that was given for them.' },
  R23: { ...refused, words: 'The account holder refused the money.' },
  R24: { ...defect, group: 'duplicate', words: 'The bank had already received this payment.' },
  R25: { ...defect, words: 'A record added to the payment was malformed.' },
  R26: { ...defect, words: 'A mandatory field of the payment was wrong.' },
  R27: { ...defect, words: 'The trace number of the payment was wrong.' },
  R28: { ...badAccount, words: 'The routing number cannot be right.' },
  R29: {
    ...unauthorized,

    receiver: 'business',
    words: 'The business that holds the account says that it did not permit this debit.',
  },
  R31: {
    ...agreement,
    action: 'stop',
    receiver: 'business',
    words: 'A business returned the payment late, and our bank agreed.',
  },
  R32: { ...defect, words: 'The bank could not settle.' },
  R33: { ...converted, words: 'The entry stood for a destroyed check, and its bank sent it back.' },
  R34: { ...defect, action: 'stop', words: 'A regulator has limited what this bank may take part in.' },
  R35: { ...defect, action: 'stop', direction: 'debit', words: 'This kind of entry may not debit.' },
  R36: { ...defect, action: 'stop', direction: 'credit', rates: [], words: 'This kind of entry may not credit.' },
  R37: { ...converted, words: 'The check behind the entry has been paid as well.' },
  R38: { ...converted, words: 'The check behind the entry has been stopped.' },
  R39: { ...converted, words: 'The paper behind the entry could not become one.' },
  R51: { ...unauthorized, rates: ['unauthorized'], words: 'A check should not have been presented again this way.' },
  R52: { ...recheck, words: 'The check behind the entry has been stopped.' },
  R53: { ...recheck, words: 'The check and the entry that stood for it were both paid.' },
  C01: { ...change, words: 'The account has another number.' },
  C02: { ...change, words: 'The bank has another routing number.' },
  C03: { ...change, words: 'The account has another number at another routing number.' },
  C05: { ...change, words: 'The account is of another type, checking or savings.' },
  C06: { ...change, words: 'The account has another number and is of another type.' },
  C07: { ...change, words: 'The account has another number and type at another routing number.' },
  C09: { ...change, words: 'The receiver has another id.' },
  C13: { ...change, words: 'Records that we add to entries are malformed.' },
} satisfies Record<string, CodeRule>;

const unknownRule: CodeRule = {
  group: 'unknown',
  action: 'stop',
  words: 'The bank gave a reason that we do not know.',
  rates: overall,
};

/** Returns the rule for any code. Codes are an open list, and a failure need not have one. */
export function ruleOf(code: string | null): CodeRule {
  if (code !== null && Object.hasOwn(achCodes, code)) return achCodes[code as keyof typeof achCodes];
  // Notifications of change are not returns, so a new or retired one (C04, C08) is no reason to stop.
  if (code !== null && /^C\d\d$/.test(code)) {
    return { ...change, words: 'The bank sent a correction with a code that we do not know.' };
  }
  return unknownRule;
}
