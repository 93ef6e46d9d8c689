// The input of a case's workflow. Code of every release in the life of the case reads it, and an operator can type it,
// so it is checked in full.
import type { Days } from '../days.ts';
import { restingStandings, type TransferRef } from '../transfers/transfer.ts';
import { removals } from './item-removal.ts';
import { type Outcome, outcomes } from './onboarding.ts';
import { type Fields, fieldsOf, isId, isObject, isOneOf, isTime } from './payloads.ts';
import { databaseCautions, defaultPolicy, firstStage, type ProcessPolicy } from './policy.ts';
import type { Stage } from './stages.ts';

/** References only: the applicant's data and tokens stay in PostgreSQL. */
export type OnboardingStart = {
  onboardingId: string;
  tenantId: string;
  /** The tenant's own opaque id of the applicant. */
  userId: string;
  policy: ProcessPolicy;
  /**
   * When the first Link token expires (ISO 8601): the time to check for a finish of Link that no message reported. Null
   * if there is no token.
   */
  linkTokenExpiresAt: string | null;
  /** Present if the case only verifies the account, and moves no money. */
  verifiesOnly?: true;
  /** Present if the case is a transfer on a linked account: Plaid's id of its Item. */
  itemId?: string;
  /** Present once money is on its way: later runs of a case only follow the transfer. */
  transfer?: TransferRef;
  /**
   * Present if this run waits before it looks at the transfer: the end of that wait (ISO 8601), unless a message comes
   * earlier.
   */
  asleepUntil?: string;
  /** Present if a webhook was about the payment of a closed case, with the ending of that case. */
  payment?: { paymentId: string; outcome: Outcome; reason?: string };
  /** Reviewers' decisions in earlier runs, for operators to see. */
  reviews?: string[];
};

/** Returns the stage in which a run with this start begins. */
export function stageAtStart({ policy, transfer, payment, itemId }: OnboardingStart): Stage {
  if (payment) return 'transferring';
  if (!transfer) return itemId ? 'authorizing' : firstStage(policy);
  return transfer.standing === 'funded' ? 'watching_returns' : 'transferring';
}

/** Returns the start, or a sentence about the first mistake in it. Ignores unknown fields. */
export function caseStartOf(given: unknown): { start: OnboardingStart } | { wrong: string } {
  const fields = fieldsOf(given);
  const wrong = wrongWith(fields);
  if (wrong) return { wrong: `Only the API may start a case (POST /v1/onboardings): ${wrong}.` };
  const { linkTokenExpiresAt = null } = fields;
  return { start: { ...fields, linkTokenExpiresAt, policy: policyOf(fieldsOf(fields.policy)) } as OnboardingStart };
}

function wrongWith(fields: Fields): string | null {
  for (const name of ['onboardingId', 'tenantId', 'userId']) {
    if (!isId(fields[name])) return `${name} is not an id`;
  }
  const { policy, linkTokenExpiresAt = null } = fields;
  if (!isObject(policy)) return 'policy is not an object';
  if (linkTokenExpiresAt !== null && !isTime(linkTokenExpiresAt)) return 'linkTokenExpiresAt is not a time';
  for (const [name, { is, what }] of Object.entries(optional)) {
    if (fields[name] !== undefined && !is(fields[name])) return `${name} is not ${what}`;
  }
  return null;
}

const isTransfer = ({ transferId, itemId, standing, watchUntil }: Fields): boolean =>
  isId(transferId) && isId(itemId) && isOneOf(restingStandings, standing) && isTime(watchUntil);

const isPayment = ({ paymentId, outcome, reason }: Fields): boolean =>
  isId(paymentId) && isOneOf(outcomes, outcome) && (reason === undefined || typeof reason === 'string');

const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every((one) => typeof one === 'string');

/** The fields that a start may leave out. */
const optional: Record<string, { is: (value: unknown) => boolean; what: string }> = {
  verifiesOnly: { is: (value) => value === true, what: 'true' },
  itemId: { is: isId, what: 'an id' },
  transfer: { is: (value) => isTransfer(fieldsOf(value)), what: 'a transfer' },
  asleepUntil: { is: isTime, what: 'a time' },
  payment: { is: (value) => isPayment(fieldsOf(value)), what: 'a payment' },
  reviews: { is: isTexts, what: 'a list of texts' },
};

/**
 * Takes an option from the default policy if it is missing, or has a value that this release does not know: a case
 * outlives the release that started it, and must not stop because of an option.
 */
function policyOf(given: Fields): ProcessPolicy {
  const { identityVerification: _, ...usual } = defaultPolicy;
  const days = (name: DaysOption): Days => (isDays(given[name]) ? given[name] : usual[name]);
  const { remindAfterDays, linkAgain, databaseCaution, removeItem } = given;
  const { templateId } = fieldsOf(given.identityVerification);
  const { fourEyes } = fieldsOf(given.review);
  return {
    linkWithin: days('linkWithin'),
    reviewWithin: days('reviewWithin'),
    repairWithin: days('repairWithin'),
    verifiedWithin: days('verifiedWithin'),
    troubleWithin: days('troubleWithin'),
    remindAfterDays: isListOfDays(remindAfterDays) ? remindAfterDays : usual.remindAfterDays,
    linkAgain: isCount(linkAgain) ? linkAgain : usual.linkAgain,
    databaseCaution: isOneOf(databaseCautions, databaseCaution) ? databaseCaution : usual.databaseCaution,
    removeItem: isOneOf(removals, removeItem) ? removeItem : usual.removeItem,
    review: { fourEyes: typeof fourEyes === 'boolean' ? fourEyes : usual.review.fourEyes },
    ...(isId(templateId) && { identityVerification: { templateId } }),
  };
}

type DaysOption = 'linkWithin' | 'reviewWithin' | 'repairWithin' | 'verifiedWithin' | 'troubleWithin';

const isDays = (value: unknown): value is Days => typeof value === 'string' && /^\d{1,4} days$/.test(value);
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
const isListOfDays = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((days) => isCount(days) && days <= 9999);
