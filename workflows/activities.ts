// How the activities are called: one proxy per kind of work, cut where retries differ.
// Each tries for about a minute by itself; then the failure reaches the case, which shows it to operators and goes
// on patiently (step.ts). Unlimited retries inside Temporal would look the same as work in progress.
import { proxyActivities } from '@temporalio/workflow';
import type {
  BankActivities,
  FeedActivities,
  MoneyActivities,
  PaymentActivities,
  PeopleActivities,
} from '../activities/types.ts';

const brief = { initialInterval: '1 second', backoffCoefficient: 2, maximumAttempts: 6 } as const;

// A step makes up to five calls to Plaid. A worker that dies is noticed when this is over, so it is no longer than it
// must be: what is cut off is carried on by the next attempt.
const call = { startToCloseTimeout: '45 seconds', retry: brief } as const;

// The summaries are what the Temporal UI shows beside each activity.
const { readAccount } = proxyActivities<BankActivities>({
  ...call,
  summary: 'exchange, then read and prove the account',
});
const { matchOwner } = proxyActivities<BankActivities>({ ...call, summary: 'is the account theirs?' });
const { checkItem } = proxyActivities<BankActivities>({ ...call, summary: 'has the bank ended its consent?' });
export const bank = { readAccount, checkItem, matchOwner };

const { moveMoney } = proxyActivities<MoneyActivities>({ ...call, summary: 'authorize and create the transfer' });
const { checkTransfer } = proxyActivities<MoneyActivities>({ ...call, summary: 'what became of the transfer?' });
const { followReturn } = proxyActivities<MoneyActivities>({ ...call, summary: 'what follows the return?' });
export const money = { moveMoney, checkTransfer, followReturn };

const { offerPayment } = proxyActivities<PaymentActivities>({ ...call, summary: 'one payment, and a Link for it' });
const { readPayment } = proxyActivities<PaymentActivities>({ ...call, summary: 'what became of the payment?' });
export const payments = { offerPayment, readPayment };

const { findLink } = proxyActivities<PeopleActivities>({ ...call, summary: 'was Link finished without a word?' });
const { readVerification } = proxyActivities<PeopleActivities>({ ...call, summary: 'has Plaid verified the person?' });
const { offerLink } = proxyActivities<PeopleActivities>({ ...call, summary: 'the first Link token' });
const { offerVerification } = proxyActivities<PeopleActivities>({
  ...call,
  summary: 'a Link token to confirm the micro-deposit',
});
const { offerRepair } = proxyActivities<PeopleActivities>({ ...call, summary: 'a Link token to repair the login' });
const { remind } = proxyActivities<PeopleActivities>({ ...call, summary: 'remind whoever is waited for' });
const { cleanUp } = proxyActivities<PeopleActivities>({ ...call, summary: 'remove what is left at Plaid' });
const { closeCase } = proxyActivities<PeopleActivities>({ ...call, summary: 'record the ending' });
export const people = {
  readVerification,
  offerLink,
  offerVerification,
  findLink,
  offerRepair,
  remind,
  closeCase,
  cleanUp,
};

// The feed has no case to report to, so it never gives up. One call reads a bounded number of pages: a worker that dies
// over it holds everybody's events back no longer than this.
export const feeds = proxyActivities<FeedActivities>({
  ...call,
  summary: 'read new events, tell the cases',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '5 minutes' },
});
