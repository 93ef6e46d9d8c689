// Reading a report: Plaid makes it in its own time, and tells by a webhook when it has. That may be lost, so we look
// ourselves as well. One on assets is asked for here; one on income, once the person shares it in a Link of its own.

import { incomeLinkExpiry, recordIncomeShared } from '../db/income-links.ts';
import { itemOfCase } from '../db/items.ts';
import { transaction } from '../db/pool.ts';
import {
  findReport,
  type ReportRecord,
  readReportToken,
  recordReportAsked,
  recordReportFailed,
  recordReportReady,
} from '../db/reports.ts';
import { Failure } from '../domain/failure.ts';
import type { ReportKind } from '../domain/report.ts';
import type { Secret } from '../domain/secret.ts';
import type { Gateways } from './gateways.ts';
import { known, permitted } from './known.ts';
import type { Drained } from './types.ts';

/** Plaid makes a report within minutes. One that it has not made within this is not looked for any more. */
const mostMs = 7 * 86_400_000;
/** A person may be in Link for a while after their token has died. */
const mostInLinkMs = 3_600_000;

const over: Drained = { events: 0, told: 0, lookAgainSeconds: null };
const changed: Drained = { ...over, events: 1 };

export function reportDrain({ pool, vault, plaid, webhookUrl, feedSeconds }: Gateways) {
  const wait: Drained = { ...over, lookAgainSeconds: feedSeconds };

  /**
   * Plaid knows no key for this call. A crash before its answer is recorded makes the next try ask for a second report;
   * the webhook about the first one then finds no case.
   */
  async function askForAssets({ id, onboardingId, itemId }: ReportRecord): Promise<Secret> {
    const item = permitted(await known('Item', itemOfCase(pool, vault, onboardingId)));
    if (item.itemId !== itemId) throw new Failure('missing', 'The case has another Item now.', { code: 'item_left' });
    const { accessToken } = item;
    const { reportId, token } = await plaid.createAssetReport({ accessToken, clientReportId: id, webhookUrl });
    await transaction(pool, (tx) => recordReportAsked(tx, vault, { id, onboardingId, plaidId: reportId, token }));
    return token;
  }

  // Each rejects with one of `notYet` while there is none.
  const reads: Record<ReportKind, (wanted: ReportRecord) => Promise<Secret>> = {
    async assets(wanted) {
      const token = (await readReportToken(pool, vault, wanted.id)) ?? (await askForAssets(wanted));
      return plaid.readAssetReport(token);
    },
    async income({ id, plaidId }) {
      const userId = await known('user at Plaid', Promise.resolve(plaidId));
      const income = await plaid.readIncome({ userId, token: await readReportToken(pool, vault, id) });
      if (income.progress === 'complete') return income.report;
      if (income.progress === 'failed') throw incomeFailed();
      throw notReady();
    },
  };

  async function withoutReport(wanted: ReportRecord, error: unknown): Promise<Drained> {
    if (!(error instanceof Failure)) throw error;
    const { id, onboardingId, status, toldError, askedAt } = wanted;
    const { code } = error.detail;
    if (code === 'INCOME_VERIFICATION_NOT_FOUND' && status === 'offered') {
      const expiry = await incomeLinkExpiry(pool, onboardingId);
      return Date.now() < (expiry?.getTime() ?? 0) + mostInLinkMs ? wait : over;
    }
    // What was offered for long was shared just now.
    const failed = whyFailed(error, toldError, status === 'offered' ? 0 : Date.now() - askedAt.getTime());
    await recordIncomeShared(pool, id);
    if (failed === null) return wait;
    await recordReportFailed(pool, id, failed);
    return changed;
  }

  return async function drainReport(id: string): Promise<Drained> {
    const wanted = await findReport(pool, { id });
    if (wanted?.status !== 'asked' && wanted?.status !== 'offered') return over;
    try {
      const report = await reads[wanted.kind](wanted);
      await recordIncomeShared(pool, id);
      await recordReportReady(pool, vault, { id, onboardingId: wanted.onboardingId, report });
      return changed;
    } catch (error) {
      return withoutReport(wanted, error);
    }
  };
}

/** Plaid's words for a report that it is at, or waits for the person with. */
const notYet = ['PRODUCT_NOT_READY', 'VERIFICATION_STATUS_PENDING_APPROVAL', 'INCOME_VERIFICATION_NOT_FOUND'];

/** Null while there may still be a report. Throws what the next try may heal. */
function whyFailed(error: Failure, toldError: string | null, ageMs: number): string | null {
  const { kind, detail } = error;
  const waits = notYet.includes(detail.code);
  const signInAgain = kind === 'needs-user' && detail.repair?.mode === 'update';
  if (waits && toldError) return toldError;
  if (waits || signInAgain) return ageMs < mostMs ? null : detail.code;
  if (['invalid', 'missing', 'conflict', 'needs-user'].includes(kind)) return detail.code;
  throw error;
}

const notReady = () => new Failure('unavailable', 'Plaid is at it.', { code: 'PRODUCT_NOT_READY' });
const incomeFailed = () =>
  new Failure('invalid', 'Plaid can make nothing of what the person shared.', { code: 'INCOME_VERIFICATION_FAILED' });
