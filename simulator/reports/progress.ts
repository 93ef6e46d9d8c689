// Finishes reports once they have had their time, and sends the webhooks
// (https://plaid.com/docs/api/products/assets/#webhooks, https://plaid.com/docs/api/products/income/#webhooks).
import { PlaidError } from '../errors.ts';
import { scenarioOf } from '../scenarios/index.ts';
import { after, dueBy, earliestOf, later } from '../store/look-up.ts';
import type { World } from '../world.ts';
import type { SimAssetReport, SimPayroll, SimUser } from './state.ts';

/** "A few seconds to about one minute" (AssetReportCreateRequest). */
const assetsMs = 3_000;
/** "Within a few seconds" for payroll (https://plaid.com/docs/income/payroll-income). */
const incomeMs = 3_000;

export const assetsError = (code: string, message: string) => new PlaidError(400, 'ASSET_REPORT_ERROR', code, message);

export const generationFailed = () =>
  assetsError('ASSET_REPORT_GENERATION_FAILED', 'the asset report could not be generated');

/** Finishes every report that has had its time. Safe to call at any moment. */
export function makeReports(world: World): void {
  const now = world.now().toISOString();
  for (const report of dueBy(world.state.reports.assets, now, readyAt)) {
    finish(world, report);
  }
  for (const user of dueBy(world.state.reports.users, now, processedAt)) {
    for (const payroll of user.payrolls) {
      if ((payrollAt(payroll) ?? later) <= now) finishPayroll(world, user, payroll);
    }
  }
}

const readyAt = ({ status, created_at }: SimAssetReport) => (status === 'PENDING' ? after(created_at, assetsMs) : null);
const payrollAt = ({ status, shared_at }: SimPayroll) => (status === 'PROCESSING' ? after(shared_at, incomeMs) : null);
const processedAt = ({ payrolls }: SimUser) => earliestOf(payrolls.map(payrollAt));

function finish(world: World, report: SimAssetReport): void {
  const item = world.state.link.items[report.item_id];
  const fails = !item || item.login_required || scenarioOf(item).assets === 'fails';
  report.status = fails ? 'FAILED' : 'READY';
  world.changed();
  if (report.webhook === null) return;
  const about = { webhook_type: 'ASSETS', asset_report_id: report.asset_report_id };
  if (fails) {
    world.send(report.webhook, { ...about, webhook_code: 'ERROR', error: { ...generationFailed().body, status: 400 } });
  } else world.send(report.webhook, { ...about, webhook_code: 'PRODUCT_READY', report_type: 'FULL' });
}

function finishPayroll(world: World, { user_id }: SimUser, payroll: SimPayroll): void {
  payroll.status = payroll.fails ? 'FAILED' : 'PROCESSING_COMPLETE';
  world.changed();
  if (payroll.webhook === null) return;
  world.send(payroll.webhook, {
    webhook_type: 'INCOME',
    webhook_code: 'INCOME_VERIFICATION',
    item_id: payroll.item_id,
    user_id,
    verification_status: `VERIFICATION_STATUS_PROCESSING_${payroll.fails ? 'FAILED' : 'COMPLETE'}`,
  });
}
