// Reports that Plaid makes about an applicant: on assets, which takes it seconds to minutes.

import { z } from 'zod';
import { Failure } from '../domain/failure.ts';
import { Secret } from '../domain/secret.ts';
import type { Ask } from './ask.ts';
import type { PlaidGateway } from './gateway.ts';

/** The most days without an extra fee (AssetReportCreateRequest). */
const daysRequested = 61;
/** A report holds at most 15,000 transactions (https://plaid.com/docs/changelog, November 2024). */
const mostBytes = 16 * 1024 * 1024;

const created = z.object({ asset_report_id: z.string(), asset_report_token: z.string() });

/**
 * Plaid takes no idempotency key for this call: after two calls it makes two reports, and sends a webhook for each
 * under its own id.
 */
export async function createAssetReport(
  ask: Ask,
  { accessToken, clientReportId, webhookUrl }: Parameters<PlaidGateway['createAssetReport']>[0],
): Promise<{ reportId: string; token: Secret }> {
  const answer = await ask({
    endpoint: '/asset_report/create',
    item: accessToken,
    answer: created,
    send: (api, options) =>
      api.assetReportCreate(
        {
          access_tokens: [accessToken.reveal()],
          days_requested: daysRequested,
          options: { client_report_id: clientReportId, webhook: webhookUrl },
        },
        options,
      ),
  });
  return { reportId: answer.asset_report_id, token: new Secret(answer.asset_report_token) };
}

const assetReport = z.object({
  report: z.looseObject({ asset_report_id: z.string() }),
  warnings: z.array(z.unknown()),
});

/** Returns the whole report, as Plaid gave it: its evaluation is up to the lender. */
export async function readAssetReport(ask: Ask, token: Secret): Promise<Secret> {
  const { report, warnings } = await ask({
    endpoint: '/asset_report/get',
    answer: assetReport,
    mostBytes,
    send: (api, options) => api.assetReportGet({ asset_report_token: token.reveal() }, options),
  });
  return new Secret(JSON.stringify({ ...report, warnings }));
}

/** Removing the Item would leave the report readable (AssetReportRemoveRequest). */
export async function removeAssetReport(ask: Ask, token: Secret): Promise<void> {
  try {
    await ask({
      endpoint: '/asset_report/remove',
      answer: z.object({}),
      send: (api, options) => api.assetReportRemove({ asset_report_token: token.reveal() }, options),
    });
  } catch (error) {
    if (!(error instanceof Failure) || !gone.includes(error.detail.code)) throw error;
  }
}

/** Plaid documents no code for a report that was removed before. These codes mean that there is none. */
const gone = ['INVALID_ASSET_REPORT_TOKEN', 'NOT_FOUND'];
