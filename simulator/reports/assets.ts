// /asset_report/create, /get and /remove
import { randomUUID } from 'node:crypto';
import type {
  AccountAssets,
  AssetReportCreateResponse,
  AssetReportGetResponse,
  AssetReportRemoveResponse,
  AssetReportTransaction,
} from 'plaid';
import { z } from 'zod';
import { addDays, easternDate } from '../banking-days.ts';
import { type Answer, endpoint } from '../endpoint.ts';
import { invalidInput } from '../errors.ts';
import { showAccount } from '../link/accounts.ts';
import { brokenBy, findItem } from '../link/find.ts';
import type { SimAccount, SimItem } from '../link/state.ts';
import { timePasses } from '../time-passes.ts';
import { payments } from '../transactions/payments.ts';
import type { Wire } from '../wire.ts';
import type { World } from '../world.ts';
import { assetsError, generationFailed } from './progress.ts';
import type { SimAssetReport } from './state.ts';

export const createAssetReport = endpoint({
  path: '/asset_report/create',
  request: z.strictObject({
    access_tokens: z.array(z.string().min(1)).length(1),
    days_requested: z.int().min(0).max(731),
    options: z
      .strictObject({
        client_report_id: z.string().min(1).nullish(),
        webhook: z.url({ protocol: /^https?$/ }).nullish(),
      })
      .optional(),
  }),
  respond(world, asked): Answer<AssetReportCreateResponse> {
    const item = findItem(world, asked.access_tokens[0] ?? '');
    const broken = brokenBy(item);
    if (broken) throw broken;
    if (!item.products.includes('assets') || item.accounts.every((account) => account.verification_status !== null)) {
      throw assetsError('PRODUCT_NOT_ENABLED', 'the "assets" product is not enabled for the following access tokens');
    }
    const report: SimAssetReport = {
      asset_report_id: randomUUID(),
      asset_report_token: `assets-sandbox-${randomUUID()}`,
      client_report_id: asked.options?.client_report_id ?? null,
      item_id: item.item_id,
      days_requested: asked.days_requested,
      webhook: asked.options?.webhook ?? null,
      created_at: world.now().toISOString(),
      status: 'PENDING',
    };
    world.state.reports.assets[report.asset_report_token] = report;
    world.changed();
    const { asset_report_token, asset_report_id } = report;
    return { asset_report_token, asset_report_id };
  },
});

export const getAssetReport = endpoint({
  path: '/asset_report/get',
  request: z.strictObject({ asset_report_token: z.string().min(1) }),
  respond(world, asked): Answer<AssetReportGetResponse> {
    timePasses(world);
    const report = findAssetReport(world, asked.asset_report_token);
    if (report.status === 'FAILED') throw generationFailed();
    if (report.status === 'PENDING') {
      throw assetsError(
        'PRODUCT_NOT_READY',
        'the requested product is not yet ready. please provide a webhook or try the request again later',
      );
    }
    const { asset_report_id, client_report_id, days_requested, created_at } = report;
    const item = world.state.link.items[report.item_id];
    const items = item ? [showItem(item, report)] : [];
    const shown = { asset_report_id, client_report_id, days_requested, date_generated: created_at };
    return { report: { ...shown, user: {}, items }, warnings: [] };
  },
});

export const removeAssetReport = endpoint({
  path: '/asset_report/remove',
  request: z.strictObject({ asset_report_token: z.string().min(1) }),
  respond(world, asked): Answer<AssetReportRemoveResponse> {
    const { asset_report_token } = findAssetReport(world, asked.asset_report_token);
    delete world.state.reports.assets[asset_report_token];
    world.changed();
    return { removed: true };
  },
});

function findAssetReport(world: World, token: string): SimAssetReport {
  const report = world.state.reports.assets[token];
  if (!report) throw invalidInput('INVALID_ASSET_REPORT_TOKEN', 'could not find matching asset report token');
  return report;
}

const showItem = (item: SimItem, report: SimAssetReport) => ({
  item_id: item.item_id,
  institution_id: item.institution_id ?? '',
  institution_name: item.institution_name ?? '',
  date_last_updated: report.created_at,
  accounts: item.accounts.map((account) => showAssets(account, report)),
});

function showAssets(account: SimAccount, { created_at, days_requested }: SimAssetReport): Wire<AccountAssets> {
  const today = easternDate(new Date(created_at));
  const paid = [...payments.initial, ...payments.historical].filter(({ days_ago }) => days_ago < days_requested);
  const { balances, verification_status: _, ...shown } = showAccount(account);
  return {
    ...shown,
    balances: { ...balances, margin_loan_amount: null },
    owners: account.owners,
    days_available: days_requested,
    historical_balances: [
      { date: today, current: balances.current ?? 0, iso_currency_code: 'USD', unofficial_currency_code: null },
    ],
    transactions: paid.map(
      ({ days_ago, amount, name, pending }, n): Wire<AssetReportTransaction> => ({
        account_id: account.account_id,
        transaction_id: `${account.account_id}-${n}`,
        amount,
        iso_currency_code: 'USD',
        unofficial_currency_code: null,
        original_description: name,
        date: addDays(today, -days_ago),
        pending,
      }),
    ),
  };
}
