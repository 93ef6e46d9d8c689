// The codes with which banks return ACH entries (R) and tell of changed accounts (C), as data. From several public
// tables that agree; the Nacha Operating Rules themselves were not read. Words are ours.
import type { Direction } from './onboarding.ts';
import type { ReturnRate } from './return-rates.ts';

/** What to do with the account and the payment. Whatever is not known is `stop`. */
export type Consequence =
  /** The account is good: the same amount may be presented again. */
  | 'represent'
  /** The account is of no use: the person links another one. */
  | 'relink'
  /** Nobody may debit this account any more; the proof of authorization is kept ready. */
  | 'freeze'
  /** No further entry to this account until a person of ours has decided. */
  | 'stop'
  /** The account is good, and a person of ours has to look. */
  | 'review';

export type CodeGroup =
  | 'funds'
  | 'bad_account'
  | 'unauthorized'
  | 'stop_payment'
  | 'legal'
  | 'fraud'
  | 'refused'
  /** Our mistake or Plaid's: nothing that the person could mend. */
  | 'defect'
  | 'duplicate'
  /** Taken back because both banks agreed to it. */
  | 'agreement'
  /** For kinds of entries that Gangway never makes. */
  | 'not_ours'
  | 'change'
  | 'unknown';

/** How long after settlement it can come, as far as there is a bound. */
export type ReturnWindow = 'two_banking_days' | 'sixty_days' | 'next_file' | 'from_refusal' | 'unbounded';

export type CodeRule = {
  group: CodeGroup;
  action: Consequence;
  window: ReturnWindow;
  /** What happened, for a person. */
  words: string;
  /** The one direction that it can come for, and the one kind of receiver; absent: both. */
  direction?: Direction;
  receiver?: 'consumer' | 'business';
  rates: readonly ReturnRate[];
};

const overall = ['overall'] as const;
type Common = Omit<CodeRule, 'words'>;

const funds: Common = {
  group: 'funds',
  action: 'represent',
  window: 'two_banking_days',
  direction: 'debit',
  rates: overall,
};
const badAccount: Common = { group: 'bad_account', action: 'relink', window: 'two_banking_days', rates: overall };
const administrative: Common = { ...badAccount, rates: ['administrative', 'overall'] };
const unauthorized: Common = {
  group: 'unauthorized',
  action: 'freeze',
  window: 'sixty_days',
  direction: 'debit',
  receiver: 'consumer',
  rates: ['unauthorized', 'overall'],
};
const stopPayment: Common = { ...funds, group: 'stop_payment', action: 'stop' };
const refused: Common = {
  group: 'refused',
  action: 'stop',
  window: 'from_refusal',
  direction: 'credit',
  rates: [],
};
const legal: Common = { group: 'legal', action: 'stop', window: 'two_banking_days', rates: overall };
const defect: Common = { group: 'defect', action: 'review', window: 'next_file', rates: overall };
const agreement: Common = { group: 'agreement', action: 'review', window: 'unbounded', rates: overall };
const converted: Common = {
  group: 'not_ours',
  action: 'stop',
  window: 'sixty_days',
  direction: 'debit',
  rates: overall,
};
/** Of checks that were presented again (RCK), which the overall rate leaves out. */
const recheck: Common = { ...converted, receiver: 'consumer', rates: [] };
const change: Common = { group: 'change', action: 'review', window: 'two_banking_days', rates: [] };

const byTheirBank = { window: 'two_banking_days' } as const;

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
  R13: { ...badAccount, window: 'next_file', words: 'The routing number leads to no bank that takes such payments.' },
  R14: { ...legal, words: 'The person who managed the account has died or can no longer do so.' },
  R15: { ...legal, receiver: 'consumer', words: 'The account holder has died.' },
  R16: { ...legal, words: 'The account is frozen, by the bank or by law.' },
  R17: { ...legal, group: 'fraud', words: 'The bank could not process this entry, or doubts that it is honest.' },
  R18: { ...defect, words: 'The payment carried a date on which it cannot settle.' },
  R19: { ...defect, words: 'The amount was missing or not allowed.' },
  R20: { ...badAccount, words: 'This kind of account does not take such payments.' },
  R21: { ...defect, ...byTheirBank, words: 'The receiver does not know our company id.' },
  R22: { ...defect, ...byTheirBank, words: 'The receiver does not know the id that was given for them.' },
  R23: { ...refused, words: 'The account holder refused the money.' },
  R24: { ...defect, ...byTheirBank, group: 'duplicate', words: 'The bank has had the same payment already.' },
  R25: { ...defect, words: 'A record added to the payment was malformed.' },
  R26: { ...defect, words: 'A mandatory field of the payment was wrong.' },
  R27: { ...defect, words: 'The trace number of the payment was wrong.' },
  R28: { ...badAccount, window: 'next_file', words: 'The routing number cannot be right.' },
  R29: {
    ...unauthorized,
    ...byTheirBank,
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
  R39: { ...converted, ...byTheirBank, words: 'The paper behind the entry could not become one.' },
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
  window: 'unbounded',
  words: 'The bank gave a reason that we do not know.',
  rates: overall,
};

/** Whatever the bank says, there is a rule for it. Codes are an open list, and a failure need not have one. */
export function ruleOf(code: string | null): CodeRule {
  if (code !== null && Object.hasOwn(achCodes, code)) return achCodes[code as keyof typeof achCodes];
  // Notifications of change are no returns, so that a new or retired one (C04, C08) is no reason to stop.
  if (code !== null && /^C\d\d$/.test(code)) {
    return { ...change, words: 'The bank has corrected something that we do not know.' };
  }
  return unknownRule;
}
