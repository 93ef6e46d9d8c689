// Reading a report: Plaid is asked for it, makes it in its own time, and tells by a webhook when it has. That may be
// lost, so we look ourselves as well.

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
import type { Secret } from '../domain/secret.ts';
import type { Gateways } from './gateways.ts';
import { known, permitted } from './known.ts';
import type { Drained } from './types.ts';

/** Plaid makes a report within minutes. One that it has not made within this is not looked for any more. */
const mostMs = 7 * 86_400_000;

const over: Drained = { events: 0, told: 0, lookAgainSeconds: null };

export function reportDrain({ pool, vault, plaid, webhookUrl, feedSeconds }: Gateways) {
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

  /** Rejects with PRODUCT_NOT_READY while Plaid is at it. */
  async function read(wanted: ReportRecord): Promise<Secret> {
    const token = (await readReportToken(pool, vault, wanted.id)) ?? (await askForAssets(wanted));
    return plaid.readAssetReport(token);
  }

  return async function drainReport(id: string): Promise<Drained> {
    const wanted = await findReport(pool, { id });
    if (wanted?.status !== 'asked') return over;
    const { onboardingId, askedAt, toldError } = wanted;
    try {
      const report = await read(wanted);
      await recordReportReady(pool, vault, { id, onboardingId, report });
      return { ...over, events: 1 };
    } catch (error) {
      const ending = endingOf(error, toldError, Date.now() - askedAt.getTime());
      if (ending === 'wait') return { ...over, lookAgainSeconds: feedSeconds };
      await recordReportFailed(pool, id, ending.failed);
      return { ...over, events: 1 };
    }
  };
}

/** What a look that brought no report means. Throws what the next try may heal. */
function endingOf(error: unknown, toldError: string | null, ageMs: number): 'wait' | { failed: string } {
  if (!(error instanceof Failure)) throw error;
  const { kind, detail } = error;
  const notReady = detail.code === 'PRODUCT_NOT_READY';
  const signInAgain = kind === 'needs-user' && detail.repair?.mode === 'update';
  if (notReady && toldError) return { failed: toldError };
  if (notReady || signInAgain) return ageMs < mostMs ? 'wait' : { failed: detail.code };
  if (['invalid', 'missing', 'conflict', 'needs-user'].includes(kind)) return { failed: detail.code };
  throw error;
}
