import { settleDeposits } from './auth/deposits.ts';
import { tellAbandoned } from './link/link-events.ts';
import { settlePayments } from './payment/progress.ts';
import { makeReports } from './reports/progress.ts';
import { collectTransactions } from './transactions/bank.ts';
import { settleTransfers } from './transfer/progress.ts';
import type { World } from './world.ts';

/** Lets everything happen that was to happen by now. Safe to call at any moment. */
export function timePasses(world: World): void {
  settleTransfers(world);
  settlePayments(world);
  settleDeposits(world);
  tellAbandoned(world);
  collectTransactions(world);
  makeReports(world);
}
