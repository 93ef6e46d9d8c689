// Reads a report. Plaid needs time to make one, and sends a webhook once it is ready. The webhook may be lost, so the
// feed also looks by itself. This file requests a report on assets; Plaid makes one on income once the applicant has
// shared their income in a Link of its own.

import { hasQuotaLeft } from '../../cases/quota.ts';
import { itemOfCase } from '../../db/bank/items.ts';
import { loadCase } from '../../db/case/onboardings.ts';
import { insertPlaidId } from '../../db/case/plaid-ids.ts';
import { incomeLinkExpiry, recordIncomeShared } from '../../db/data/income-links.ts';
import {
  findReport,
  type ReportRecord,
  readReportToken,
  recordReportAsked,
  recordReportFailed,
  recordReportReady,
} from '../../db/data/reports.ts';
import { transaction } from '../../db/pool.ts';
import type { ReportKind } from '../../domain/data/report.ts';
import { Failure, isItemRepair } from '../../domain/failure.ts';
import type { Secret } from '../../domain/secret.ts';
import type { Deps } from '../deps.ts';
import { known, permitted } from '../on-record.ts';
import type { Drained } from '../types.ts';

/** Plaid makes a report within minutes. After this time the feed stops looking. */
const mostMs = 7 * 86_400_000;
/** An applicant may stay in Link for a while after the token has expired. */
const mostInLinkMs = 3_600_000;

const over: Drained = { events: 0, signalled: 0, lookAgainSeconds: null };
const changed: Drained = { ...over, events: 1 };

export function reportDrain({ db, vault, plaid, webhookUrl, feedSeconds }: Deps) {
  const wait: Drained = { ...over, lookAgainSeconds: feedSeconds };

  /**
   * Plaid takes no idempotency key for this call. After a crash before the answer is recorded, the next try requests a
   * second report, and the webhook about the first one finds no case.
   */
  async function askForAssets({ id, onboardingId, itemId }: ReportRecord): Promise<Secret> {
    const item = permitted(await known('Item', itemOfCase(db, vault, onboardingId)));
    if (item.itemId !== itemId)
      throw new Failure('missing', 'The applicant has linked another Item since this report was requested.', {
        code: 'item_left',
      });
    const { accessToken } = item;
    const { reportId, token } = await plaid.createAssetReport({ accessToken, clientReportId: id, webhookUrl });
    await transaction(db, (tx) => recordReportAsked(tx, vault, { id, onboardingId, plaidId: reportId, token }));
    return token;
  }

  /** While the tenant's quota is used up, the report stays wanted. */
  async function mayAskForAssets({ onboardingId }: ReportRecord): Promise<boolean> {
    const { tenantId } = await known('case', loadCase(db, onboardingId));
    return hasQuotaLeft(db, tenantId, 'asset_report');
  }

  // Each rejects with a code of `notYet` while there is no report.
  const reads: Record<ReportKind, (wanted: ReportRecord) => Promise<Secret>> = {
    async assets(wanted) {
      const token = (await readReportToken(db, vault, wanted.id)) ?? (await askForAssets(wanted));
      return plaid.readAssetReport(token);
    },
    async income({ id, onboardingId, plaidId }) {
      const userId = await known('user at Plaid', Promise.resolve(plaidId));
      const income = await plaid.readIncome({ userId, token: await readReportToken(db, vault, id) });
      for (const itemId of income.itemIds ?? []) {
        await transaction(db, (tx) => insertPlaidId(tx, 'report', itemId, onboardingId));
      }
      if (income.progress === 'complete') return income.report;
      if (income.progress === 'failed') throw incomeFailed();
      throw notReady();
    },
  };

  async function withoutReport(wanted: ReportRecord, error: unknown): Promise<Drained> {
    if (!(error instanceof Failure)) throw error;
    const { id, onboardingId, status, reportedError, askedAt } = wanted;
    const { code } = error.detail;
    if (code === 'INCOME_VERIFICATION_NOT_FOUND' && status === 'offered') {
      const expiry = await incomeLinkExpiry(db, onboardingId);
      return Date.now() < (expiry?.getTime() ?? 0) + mostInLinkMs ? wait : over;
    }
    // The wait counts from the moment of sharing: a report that is still `offered` on record was shared just now.
    const failed = whyFailed(error, reportedError, status === 'offered' ? 0 : Date.now() - askedAt.getTime());
    await recordIncomeShared(db, id);
    if (failed === null) return wait;
    await recordReportFailed(db, id, failed);
    return changed;
  }

  return async function drainReport(id: string): Promise<Drained> {
    const wanted = await findReport(db, { id });
    if (wanted?.status !== 'asked' && wanted?.status !== 'offered') return over;
    if (wanted.kind === 'assets' && wanted.plaidId === null && !(await mayAskForAssets(wanted))) return wait;
    try {
      const report = await reads[wanted.kind](wanted);
      await recordIncomeShared(db, id);
      await recordReportReady(db, vault, { id, onboardingId: wanted.onboardingId, report });
      return changed;
    } catch (error) {
      return withoutReport(wanted, error);
    }
  };
}

/** Plaid's codes for a report that is not finished, or for which Plaid waits for the applicant. */
const notYet = ['PRODUCT_NOT_READY', 'VERIFICATION_STATUS_PENDING_APPROVAL', 'INCOME_VERIFICATION_NOT_FOUND'];

/** Returns why there will be no report. Null while there may still be one. Throws an error that a retry may cure. */
function whyFailed(error: Failure, reportedError: string | null, ageMs: number): string | null {
  const { kind, detail } = error;
  const waits = notYet.includes(detail.code);
  const repairable = kind === 'needs-user' && isItemRepair(detail.repair?.mode);
  if (waits && reportedError) return reportedError;
  if (waits || repairable) return ageMs < mostMs ? null : detail.code;
  if (['invalid', 'missing', 'conflict', 'needs-user'].includes(kind)) return detail.code;
  throw error;
}

const notReady = () => new Failure('unavailable', 'Plaid has not finished the report.', { code: 'PRODUCT_NOT_READY' });
const incomeFailed = () =>
  new Failure('invalid', 'Plaid cannot make a report from the income data that the applicant shared.', {
    code: 'INCOME_VERIFICATION_FAILED',
  });
