// All activities of the worker, made from the deps they need.
import { bankActivities } from './bank/bank.ts';
import { peopleActivities } from './case/people.ts';
import type { Deps } from './deps.ts';
import { feedActivities } from './feeds/feeds.ts';
import { paymentActivities } from './payments/payments.ts';
import { moneyActivities } from './transfers/money.ts';

export function createActivities(deps: Deps) {
  return {
    ...bankActivities(deps),
    ...moneyActivities(deps),
    ...paymentActivities(deps),
    ...peopleActivities(deps),
    ...feedActivities(deps),
  };
}
