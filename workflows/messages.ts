// The names, ids and payloads of all messages to workflows. The API, the feeds and the tests import them only from
// here.

import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { OnboardingStart } from '../domain/case/case-start.ts';
import type { Rail } from '../domain/case/onboarding.ts';
import type {
  Cancel,
  ItemChanged,
  Linked,
  LinkOffered,
  MicroDepositsMoved,
  Review,
  TransferMoved,
} from '../domain/case/payloads.ts';
import { processPolicy } from '../domain/case/policy.ts';
import type { Stage, Wait } from '../domain/case/stages.ts';
import type { Feed } from '../domain/feed.ts';
import type { TransferChange } from '../domain/transfers/transfer-change.ts';
import { isTransferId } from '../domain/transfers/transfer-id.ts';
import { followingAttributes } from './search-attributes.ts';

export const taskQueue = 'gangway';

/** The header with the trace of the work that started a workflow, as Temporal's own SDKs name it. */
export const traceHeader = '_tracer-data';

export const caseWorkflowId = (caseId: string) => `${isTransferId(caseId) ? 'transfer' : 'onboarding'}/${caseId}`;
/** The inverse. */
export const caseIdOf = (workflowId: string) => workflowId.slice(workflowId.indexOf('/') + 1);
export const feedWorkflowId = (feed: Feed) => `feed/${feed}`;

/** The workflow checks each payload itself (domain/case/payloads.ts), because operators can type messages. */
export type { OnboardingStart } from '../domain/case/case-start.ts';
export type { MicroDepositsMoved, TransferMoved } from '../domain/case/payloads.ts';

/** Signal: the applicant finished Link. The public token is in the vault. */
export const linked = defineSignal<[Linked]>('linked');

/** Signal: the tenant asked for a new Link token, and the API created it. */
export const linkOffered = defineSignal<[LinkOffered]>('linkOffered');

/** Signal: the applicant left Link and will not come back. */
export const linkAbandoned = defineSignal<[]>('linkAbandoned');

/** Signal: the applicant left Link and may come back. A hint, because they may have changed the account. */
export const linkLeft = defineSignal<[]>('linkLeft');

/** Signal: a hint that the Item has changed. The case then reads the Item. */
export const itemChanged = defineSignal<[ItemChanged]>('itemChanged');

/** Signal: a hint that the Identity Verification has changed. */
export const identityVerificationChanged = defineSignal<[]>('identityVerificationChanged');

/** Signal: a hint that the payment has changed. */
export const paymentChanged = defineSignal<[]>('paymentChanged');

/** Signal: a hint that our Ledger at Plaid has been filled. A case that waits for it tries again. */
export const ledgerFilled = defineSignal<[]>('ledgerFilled');

/** Signal: the standing of the case's transfer after the feed's new events. */
export const transferMoved = defineSignal<[TransferMoved]>('transferMoved');

/** Signal: the state of an account's micro-deposits after the feeds' new events. */
export const microDepositsMoved = defineSignal<[MicroDepositsMoved]>('microDepositsMoved');

/** Signal: a hint that the tenant has confirmed or refused the transfer. The case reads the answer on record. */
export const tenantAnswered = defineSignal<[]>('tenantAnswered');

/** Update: a reviewer's decision is on record. The case reads the decision and the reviewer there. */
export const review = defineUpdate<void, [Review]>('review');

/** Update: end the case, while no money has moved. */
export const cancel = defineUpdate<void, [Cancel]>('cancel');

/** Update: retry the step in trouble now. */
export const retryStep = defineUpdate<void, []>('retryStep');

/** Update: read from Plaid now what the case waits for. */
export const refresh = defineUpdate<void, []>('refresh');

/** Update: do not send the next reminder of this wait. */
export const skipReminder = defineUpdate<void, []>('skipReminder');

/** Update: send the last notification about the case again. */
export const resendNotification = defineUpdate<void, []>('resendNotification');

/** Query: the whole case as its workflow sees it. */
export const caseFile = defineQuery<CaseFile>('caseFile');
export type CaseFile = {
  stage: Stage;
  waiting: { for: Wait; until: string | null } | null;
  trouble: { kind: string; code: string; message: string } | null;
  /** The id of the open question to reviewers. */
  question: string | null;
  timeline: { at: string; what: string }[];
};

/**
 * Types of the failure with which the case refuses an update. `early`: the case has no question open yet; once it has,
 * it reads the record by itself.
 */
export const refusals = { invalid: 'invalid', conflict: 'conflict', early: 'early' } as const;

/** Signal to a feed: Plaid may have new rows. Carries nothing, because the webhook behind it carries nothing. */
export const wake = defineSignal<[]>('wake');

/**
 * Workflow types, as the Temporal UI lists them: one for the onboardings of each rail, one for transfers on linked
 * accounts, and one for the feeds.
 */
export const processTypes = {
  ach: 'onboarding',
  'payment-initiation': 'paymentInitiation',
  transfer: 'transfer',
} as const satisfies Record<Rail | 'transfer', string>;
/** Returns the type of a case's workflow. `rail`: null if it moves no money. */
export const processOf = (caseId: string, rail: Rail | null) =>
  processTypes[isTransferId(caseId) ? 'transfer' : (rail ?? 'ach')];
export const feedType = 'feed';

/** The type of the workflow that compares everything, and the id of its schedule. */
export const reconcileType = 'reconcile';

/** The signal-with-start that wakes a feed. The first one starts it. */
export const feedWakeUp = (feed: Feed) => ({
  taskQueue,
  workflowId: feedWorkflowId(feed),
  args: [feed] as [Feed],
  signal: wake,
  staticSummary: `reads from Plaid: ${feed}`,
});

/**
 * The signal-with-start that reports a transfer to its case. One call signals an open case and opens a closed one
 * again, so the caller need not ask which of them it is.
 */
export function transferNews({ onboardingId, tenantId, userId, itemId, transferId, ...news }: TransferChange) {
  const { policy, standing, eventIds, code, amount } = news;
  const watchUntil = news.watchUntil.toISOString();
  const moved: TransferMoved = { transferId, standing, watchUntil, eventIds, ...(code !== null && { code }) };
  // A closed case had its money. One whose run was lost may have it on its way.
  const moving = standing === 'moving';
  const start: OnboardingStart = {
    ...{ onboardingId, tenantId, userId, policy: processPolicy(policy), linkTokenExpiresAt: null },
    transfer: { transferId, itemId, standing: moving ? 'moving' : 'funded', watchUntil },
  };
  return {
    workflowId: caseWorkflowId(onboardingId),
    workflowIdReusePolicy: 'ALLOW_DUPLICATE' as const,
    taskQueue,
    signal: transferMoved,
    signalArgs: [moved] as [TransferMoved],
    args: [start] as [OnboardingStart],
    typedSearchAttributes: followingAttributes({
      ...{ stage: moving ? 'transferring' : 'watching_returns', outcome: moving ? null : 'funded' },
      ...{ amount, tenantId, userId, itemId, transferId },
    }),
  };
}
