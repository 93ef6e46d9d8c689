// How workflows call the activities. Temporal retries each one for about a minute. Then the failure reaches the case,
// which shows it to operators and retries more slowly (step.ts). Unlimited retries inside Temporal would look like work
// in progress.
import { proxyActivities } from '@temporalio/workflow';
import type {
  BankActivities,
  DriftActivities,
  FeedActivities,
  MoneyActivities,
  PaymentActivities,
  PeopleActivities,
} from '../activities/types.ts';

const brief = { initialInterval: '1 second', backoffCoefficient: 2, maximumAttempts: 6 } as const;

// A step makes up to five calls to Plaid. Temporal notices a dead worker only when this time is over, so it is short.
// The next attempt carries on where an attempt was cut off.
const call = { startToCloseTimeout: '45 seconds', retry: brief } as const;

// The Temporal UI shows operators the summary beside each activity.
const { readAccount } = proxyActivities<BankActivities>({
  ...call,
  summary: 'exchange the public token, read and verify the account',
});
const { matchOwner } = proxyActivities<BankActivities>({
  ...call,
  summary: 'compare the applicant with the account owners',
});
const { checkItem } = proxyActivities<BankActivities>({ ...call, summary: 'check whether the bank login works' });
const { rereadAccount } = proxyActivities<BankActivities>({
  ...call,
  summary: 'read the linked account again, and compare its owner',
});
export const bank = { readAccount, checkItem, matchOwner, rereadAccount };

const { moveMoney } = proxyActivities<MoneyActivities>({ ...call, summary: 'authorize and create the transfer' });
const { checkTransfer } = proxyActivities<MoneyActivities>({ ...call, summary: 'read the transfer at Plaid' });
const { followReturn } = proxyActivities<MoneyActivities>({ ...call, summary: 'decide what follows the return' });
export const money = { moveMoney, checkTransfer, followReturn };

const { offerPayment } = proxyActivities<PaymentActivities>({
  ...call,
  summary: 'create the payment and its Link token',
});
const { readPayment } = proxyActivities<PaymentActivities>({ ...call, summary: 'read the payment at Plaid' });
export const payments = { offerPayment, readPayment };

const { findLink } = proxyActivities<PeopleActivities>({
  ...call,
  summary: 'ask Plaid whether the applicant finished Link',
});
const { readVerification } = proxyActivities<PeopleActivities>({
  ...call,
  summary: 'read the Identity Verification at Plaid',
});
const { readReviews } = proxyActivities<PeopleActivities>({ ...call, summary: "read the reviewers' decisions" });
const { offerLink } = proxyActivities<PeopleActivities>({ ...call, summary: 'create a Link token' });
const { offerMicroDepositCode } = proxyActivities<PeopleActivities>({
  ...call,
  summary: 'create a Link token to confirm the micro-deposit',
});
const { offerRepair } = proxyActivities<PeopleActivities>({
  ...call,
  summary: 'create a Link token to repair the bank login',
});
const { remind } = proxyActivities<PeopleActivities>({ ...call, summary: 'send a reminder' });
const { resendNotification } = proxyActivities<PeopleActivities>({
  ...call,
  summary: 'send the last notification again',
});
// Short, because the case wants to try its step again.
const shown = { ...call, retry: { ...brief, maximumAttempts: 3 } };
const { showDelay } = proxyActivities<PeopleActivities>({ ...shown, summary: 'show the tenant that the case waits' });
const { endDelay } = proxyActivities<PeopleActivities>({ ...shown, summary: 'show the tenant that the case goes on' });
const { cleanUp } = proxyActivities<PeopleActivities>({ ...call, summary: 'remove the Items at Plaid' });
const { closeCase } = proxyActivities<PeopleActivities>({ ...call, summary: 'record how the case ended' });
export const people = {
  readVerification,
  readReviews,
  offerLink,
  offerMicroDepositCode,
  findLink,
  offerRepair,
  remind,
  resendNotification,
  showDelay,
  endDelay,
  closeCase,
  cleanUp,
};

// The feed has no case to report a failure to, so Temporal retries this activity for ever. One call reads a limited
// number of pages, so a worker that dies during a call delays the events of all cases by one timeout at most.
export const feeds = proxyActivities<FeedActivities>({
  ...call,
  summary: 'read new events and signal the cases',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '5 minutes' },
});

// A step reads a hundred cases, or ten pages of a list at Plaid.
export const drift = proxyActivities<DriftActivities>({
  ...call,
  startToCloseTimeout: '5 minutes',
  summary: 'compare workflows, record and Plaid',
});
