// How the activities are called: one proxy per kind of work, cut where retries differ.
// Each tries for about a minute by itself; then the failure reaches the case, which shows it to operators and goes
// on patiently (step.ts). Unlimited retries inside Temporal would look the same as work in progress.
import { proxyActivities } from '@temporalio/workflow';
import type { BankActivities, FeedActivities, MoneyActivities, PeopleActivities } from '../activities/types.ts';

const brief = { initialInterval: '1 second', backoffCoefficient: 2, maximumAttempts: 6 } as const;

// A step makes up to four calls to Plaid. A worker that dies is noticed when this is over, so it is no longer than it
// must be: what is cut off is carried on by the next attempt.
export const bank = proxyActivities<BankActivities>({ startToCloseTimeout: '45 seconds', retry: brief });
export const money = proxyActivities<MoneyActivities>({ startToCloseTimeout: '45 seconds', retry: brief });
export const people = proxyActivities<PeopleActivities>({ startToCloseTimeout: '30 seconds', retry: brief });

// A drain after a long absence reads many pages; it has no case to report to, so it never gives up.
export const feeds = proxyActivities<FeedActivities>({
  startToCloseTimeout: '5 minutes',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '5 minutes' },
});
