// A running case: where it stands, its inbox for messages that come early, twice or never, and what operators see.
import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import type { Revocation } from '../domain/item.ts';
import type { MicroDeposits } from '../domain/micro-deposits.ts';
import type { Stage } from '../domain/onboarding.ts';
import { completePolicy, firstStage, processPolicy } from '../domain/policy.ts';
import type { TransferRef } from '../domain/transfer.ts';
import type { Reminding } from '../domain/waiting.ts';
import type { Cancel, CaseFile, OnboardingStart, Review, TransferMoved } from './messages.ts';
import { searchAttributes } from './search-attributes.ts';

export type Case = {
  readonly start: OnboardingStart;
  stage: Stage;
  waiting: CaseFile['waiting'];
  trouble: CaseFile['trouble'];
  timeline: CaseFile['timeline'];
  /** The transfer that it follows; null before there is one, and where another account has to be linked. */
  transfer: TransferRef | null;
  /** Which of its transfers is the next to be made. */
  attempt: number;
  /** Plaid has verified the person, or a reviewer has let them pass. */
  personVerified: boolean;
  /** How often the person was asked to link another account, because one could not be proven. */
  linkedAgain: number;
  /** Plaid's id of the Item, once the account has been read. */
  itemId: string | null;
  /** Plaid's id of the payment that the person may make, or has made. */
  paymentId: string | null;
  /** By what was waited for: the reminders of waits that ended without an answer, because the account changed. */
  readonly brokenOff: Map<string, Reminding>;
  /** Counts the reminders of the case, so that the record can refuse a late retry of an earlier one. */
  reminders: number;
  /** What operators can search by now: written again only where it changes. */
  searchable: string;
  /** How many Items may have come of it, whether or not the case has heard so. */
  items: 'none' | 'one' | 'several';
  /** Counts the steps of the case, so that the record can refuse a late retry of an earlier one. */
  steps: number;
  /** False from the moment a money call may have been made, and while the case closes. */
  cancellable: boolean;
  inbox: Inbox;
};

/** `heardAt`: when, by the case's own clock, in milliseconds since 1970. */
export type HeardDeposits = MicroDeposits & { heardAt: number };

/** What has been heard and not yet dealt with. */
type Inbox = {
  /** Ids of the webhooks about the Item that were heard. */
  heard: string[];
  identityVerificationChanged: boolean;
  linked: boolean;
  linkAbandoned: boolean;
  /** When each Link token that the person may be using dies (ISO 8601). */
  linkTokenExpiries: string[];
  itemRepaired: boolean;
  /** Something may have become of the account's verification: a reason to read it. */
  accountNews: boolean;
  /** Something may have become of the payment: a reason to read it. */
  paymentChanged: boolean;
  /** The account is another one, or not what it was when it was read. */
  accountChanged: boolean;
  /** The person took back their permission: for what. */
  revoked: Revocation | null;
  /** When the bank's consent ends (ISO 8601). */
  consentEndsAt: string | null;
  /** About the account that the case works with. */
  reviews: Review[];
  cancelled: Cancel | null;
  retryStep: boolean;
  /** By transfer. */
  transfersMoved: Map<string, TransferMoved>;
  /** By account: the person may have linked several. */
  microDeposits: Map<string, HeardDeposits>;
};

export function openCase(given: OnboardingStart): Case {
  const start = { ...given, policy: processPolicy(completePolicy(given.policy)) };
  const { transfer = null, payment } = start;
  const stage = beginning(start);
  const itemId = transfer?.itemId ?? null;
  return {
    start,
    stage,
    waiting: null,
    trouble: null,
    timeline: [],
    transfer,
    attempt: 1,
    // Else no money would have moved.
    personVerified: transfer !== null,
    linkedAgain: 0,
    itemId,
    paymentId: payment?.paymentId ?? null,
    brokenOff: new Map(),
    reminders: 0,
    // As whoever started this run has set them.
    searchable: searchableOf({ stage, trouble: null, itemId }),
    items: transfer ? (transfer.severalItems ? 'several' : 'one') : 'none',
    steps: 0,
    cancellable: !transfer && !payment,
    inbox: {
      heard: [],
      linked: false,
      linkAbandoned: false,
      identityVerificationChanged: false,
      linkTokenExpiries: start.linkTokenExpiresAt ? [start.linkTokenExpiresAt] : [],
      itemRepaired: false,
      accountNews: false,
      paymentChanged: false,
      accountChanged: false,
      revoked: null,
      consentEndsAt: null,
      reviews: [],
      cancelled: null,
      retryStep: false,
      transfersMoved: new Map(),
      microDeposits: new Map(),
    },
  };
}

function beginning({ policy, transfer, payment }: OnboardingStart): Stage {
  if (payment) return 'transferring';
  if (!transfer) return firstStage(policy);
  return transfer.standing === 'funded' ? 'watching_returns' : 'transferring';
}

/** Adds to what the query and the Temporal UI tell. References only. */
export function note(theCase: Case, what: string): void {
  theCase.timeline.push({ at: new Date().toISOString(), what });
}

/** Says where the case stands. Free: current details are neither an Action nor an event. */
export function show(theCase: Case, stage: Stage, waiting: Case['waiting']): void {
  if (stage !== theCase.stage || theCase.timeline.length === 0) note(theCase, stage);
  theCase.stage = stage;
  theCase.waiting = waiting;
  setCurrentDetails(details(theCase));
}

/**
 * Makes stage, trouble and Item searchable. One Action, so only where the case comes to rest, for a person, an operator or
 * an outage, and only where that is news. In between, the attribute names the last resting place for the seconds that
 * steps take.
 */
export function makeSearchable(theCase: Case): void {
  const searchable = searchableOf(theCase);
  if (searchable === theCase.searchable) return;
  theCase.searchable = searchable;
  upsertSearchAttributes([
    { key: searchAttributes.stage, value: theCase.stage },
    { key: searchAttributes.trouble, value: theCase.trouble?.kind ?? 'none' },
    ...(theCase.itemId ? [{ key: searchAttributes.item, value: theCase.itemId }] : []),
    ...(theCase.paymentId ? [{ key: searchAttributes.payment, value: theCase.paymentId }] : []),
  ]);
}

const searchableOf = ({ stage, trouble, itemId }: Pick<Case, 'stage' | 'trouble' | 'itemId'>): string =>
  [stage, trouble?.kind ?? 'none', itemId].join();

export function caseFile({ stage, waiting, trouble, timeline }: Case): CaseFile {
  return { stage, waiting, trouble, timeline };
}

function details({ stage, waiting, trouble, timeline }: Case): string {
  return [
    `**Stage:** ${stage}`,
    ...(waiting ? [`**Waiting for** ${waiting.for}${waiting.until ? ` until ${waiting.until}` : ''}`] : []),
    ...(trouble ? [`**Trouble:** ${trouble.kind} (${trouble.code}). ${trouble.message}`] : []),
    timeline.map(({ at, what }) => `- ${at} ${what}`).join('\n'),
  ].join('\n\n');
}
