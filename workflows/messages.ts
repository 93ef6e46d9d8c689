// Every name, id and shape that crosses a case's border. The API, the feeds and the tests take them from here
// and from nowhere else.
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Feed } from '../domain/feed.ts';
import type { ItemChange } from '../domain/item.ts';
import type { LinkMode } from '../domain/link.ts';
import type { MicroDeposits } from '../domain/micro-deposits.ts';
import type { Outcome, Rail, Stage } from '../domain/onboarding.ts';
import { type Policy, type ProcessPolicy, processPolicy } from '../domain/policy.ts';
import type { GivenReview } from '../domain/review.ts';
import type { Standing, TransferRef } from '../domain/transfer.ts';
import { searchAttributes } from './search-attributes.ts';

export const taskQueue = 'gangway';

export const onboardingWorkflowId = (onboardingId: string) => `onboarding/${onboardingId}`;
export const feedWorkflowId = (feed: Feed) => `feed/${feed}`;

/** The input of a case's workflow. References only: who the person is and what they hold stays in PostgreSQL. */
export type OnboardingStart = {
  onboardingId: string;
  tenantId: string;
  /** The product's own opaque id of the person. */
  userId: string;
  policy: ProcessPolicy;
  /** When the first Link token dies (ISO 8601): the time to look whether a finished Link went untold. Null if there is none. */
  linkTokenExpiresAt: string | null;
  /** Present once money is on its way: the later runs of a case only follow the transfer. */
  transfer?: TransferRef;
  /** Present where there is news of the payment of a closed case, and how that had ended. */
  payment?: { paymentId: string; outcome: Outcome };
};

/**
 * Signal: the person finished Link. `session` is our id of the Link session; the public token is in the vault. In mode
 * `accounts` they chose other accounts of the Item they had.
 */
export const linked = defineSignal<[Linked]>('linked');
export type Linked = { session: string; mode: LinkMode };

/** Signal: the product offered a fresh Link token; it dies at `expiresAt` (ISO 8601). */
export const linkOffered = defineSignal<[LinkOffered]>('linkOffered');
export type LinkOffered = { expiresAt: string };

/** Signal: the person left Link and will not come back. */
export const linkAbandoned = defineSignal<[]>('linkAbandoned');

/** Signal: a hint that something has become of the Item. Whoever hears it reads the Item. */
export const itemChanged = defineSignal<[ItemChanged]>('itemChanged');
export type ItemChanged = {
  /** Our id of the webhook that said so: told twice, it is heard once. */
  webhook: string;
  itemId: string;
  change: ItemChange;
  /** When the bank's consent ends (ISO 8601). */
  at?: string;
};

/** Signal: a hint that Plaid's verification of the person went on. */
export const identityVerificationChanged = defineSignal<[]>('identityVerificationChanged');

/** Signal: a hint that the payment moved. */
export const paymentChanged = defineSignal<[]>('paymentChanged');

/** Signal: what the feed's new events amount to for this case's transfer. */
export const transferMoved = defineSignal<[TransferMoved]>('transferMoved');
export type TransferMoved = { transferId: string; standing: Standing; watchUntil: string; eventIds: string[] };

/** Signal: what the feeds' events amount to for the micro-deposits of an account of this case. */
export const microDepositsMoved = defineSignal<[MicroDepositsMoved]>('microDepositsMoved');
export type MicroDepositsMoved = MicroDeposits & { accountId: string; eventIds: string[] };

/** Update: a person's decision on an unclear match. The note stays in PostgreSQL; `review` is its id. */
export const review = defineUpdate<void, [Review]>('review');
export type Review = GivenReview & { review: string };

/** Update: end the case, while no money has moved. */
export const cancel = defineUpdate<void, [Cancel]>('cancel');
export type Cancel = { by: 'product' | 'operator' };

/** Update: a step waits to be tried again after trouble; try it now. */
export const retryStep = defineUpdate<void, []>('retryStep');

/** Query: the whole case as its workflow sees it. */
export const caseFile = defineQuery<CaseFile>('caseFile');
export type CaseFile = {
  stage: Stage;
  waiting: { for: string; until: string | null } | null;
  trouble: { kind: string; code: string; message: string } | null;
  timeline: { at: string; what: string }[];
};

/** Signal to a feed: there may be something new. Carries nothing, because the webhook behind it carries nothing. */
export const wake = defineSignal<[]>('wake');

/** Types of workflow, as the Temporal UI lists them: a process for each rail, and the feeds. */
export const processTypes = { ach: 'onboarding', 'payment-initiation': 'paymentInitiation' } as const satisfies Record<
  Rail,
  string
>;
export const feedType = 'feed';

/** How a feed is woken, by signal-with-start: it starts with the first call. */
export const feedWakeUp = (feed: Feed) => ({
  taskQueue,
  workflowId: feedWorkflowId(feed),
  args: [feed] as [Feed],
  signal: wake,
  staticSummary: `what Plaid has new of: ${feed}`,
});

export type TransferNews = Pick<OnboardingStart, 'onboardingId' | 'tenantId' | 'userId'> & {
  policy: Policy;
  itemId: string;
  transferId: string;
  standing: Exclude<Standing, 'moving'>;
  watchUntil: Date;
  eventIds: string[];
};

/**
 * How a case is told of its transfer, by signal-with-start: one call wakes a sleeping run, reaches a running one and opens
 * a closed case again, without asking first which of them it is.
 */
export function transferNews({ onboardingId, tenantId, userId, itemId, transferId, ...news }: TransferNews) {
  const { policy, standing, eventIds } = news;
  const watchUntil = news.watchUntil.toISOString();
  const moved: TransferMoved = { transferId, standing, watchUntil, eventIds };
  const start: OnboardingStart = {
    ...{ onboardingId, tenantId, userId, policy: processPolicy(policy), linkTokenExpiresAt: null },
    transfer: { transferId, itemId, standing: 'funded', watchUntil },
  };
  return {
    workflowId: onboardingWorkflowId(onboardingId),
    workflowIdReusePolicy: 'ALLOW_DUPLICATE' as const,
    taskQueue,
    signal: transferMoved,
    signalArgs: [moved] as [TransferMoved],
    args: [start] as [OnboardingStart],
    typedSearchAttributes: [
      { key: searchAttributes.stage, value: 'watching_returns' },
      { key: searchAttributes.trouble, value: 'none' },
      { key: searchAttributes.tenant, value: tenantId },
      { key: searchAttributes.userId, value: userId },
      { key: searchAttributes.item, value: itemId },
      { key: searchAttributes.transfer, value: transferId },
    ],
  };
}
