import { settleDeposits } from './auth/deposits.ts';
import { reportAbandoned } from './link/link-events.ts';
import { settlePayments } from './payment/progress.ts';
import { makeReports } from './reports/progress.ts';
import { collectTransactions } from './transactions/bank.ts';
import { settleTransfers } from './transfer/progress.ts';
import type { World } from './world.ts';

/** Takes every step of the simulated bank that is due by now. Safe to call at any moment. */
export function timePasses(world: World): void {
  settleTransfers(world);
  settlePayments(world);
  settleDeposits(world);
  reportAbandoned(world);
  collectTransactions(world);
  makeReports(world);
}
