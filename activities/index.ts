// All activities of the worker, made from the gateways they need.
import { bankActivities } from './bank.ts';
import { feedActivities } from './feeds.ts';
import type { Gateways } from './gateways.ts';
import { moneyActivities } from './money.ts';
import { paymentActivities } from './payments.ts';
import { peopleActivities } from './people.ts';

export function createActivities(gateways: Gateways) {
  return {
    ...bankActivities(gateways),
    ...moneyActivities(gateways),
    ...paymentActivities(gateways),
    ...peopleActivities(gateways),
    ...feedActivities(gateways),
  };
}
