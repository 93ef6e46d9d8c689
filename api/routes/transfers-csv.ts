import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import { type ExportedEntry, type ExportPlace, exportedEntries } from '../../db/transfers/transfer-export.ts';
import type { TransferFilter } from '../../db/transfers/transfer-lists.ts';
import { formatAmount } from '../../domain/money.ts';
import { transferIdOf } from '../../domain/transfers/transfer-id.ts';
import { tenantOf } from '../cases/find-case.ts';
import { transferFilterOf } from '../cases/transfer-filter.ts';
import type { Deps, Handler } from '../context.ts';
import { checkInput } from '../http/input.ts';
import { documented } from '../http/operation.ts';
import { queryOf } from '../http/query.ts';
import { answerStream } from '../http/stream.ts';
import { periodQuery } from './transfers.ts';

/** So many rows are read at once, so that an export of any length needs little memory. */
const atOnce = 1_000;

/** Answers with the entries of the transfers that were asked for in a period, as CSV (RFC 4180), oldest first. */
export function exportTransfers({ db }: Pick<Deps, 'db'>): Handler {
  return documented(
    { summary: 'Export the transfers of a period', query: periodQuery, answer: z.string(), mediaType: 'text/csv' },
    async (ctx) => {
      const filter = transferFilterOf(checkInput(periodQuery, queryOf(ctx)));
      ctx.type = 'text/csv; charset=utf-8; header=present';
      ctx.set('Content-Disposition', 'attachment; filename="transfers.csv"');
      ctx.set('Cache-Control', 'no-store');
      answerStream(ctx, rowsOf(db, tenantOf(ctx), filter));
    },
  );
}

async function* rowsOf(db: Deps['db'], tenantId: string, filter: TransferFilter): AsyncGenerator<string> {
  yield csv([Object.keys(columns)]);
  let after: ExportPlace | null = null;
  for (;;) {
    const entries: ExportedEntry[] = await exportedEntries(db, tenantId, filter, after, atOnce);
    if (entries.length > 0) yield csv(entries.map((one) => Object.values(columns).map((valueIn) => valueIn(one))));
    const last: ExportedEntry | undefined = entries.at(-1);
    if (!last || entries.length < atOnce) return;
    after = { askedAt: last.askedAt, caseId: last.caseId, number: last.entry?.number ?? 0 };
  }
}

// A spreadsheet runs a cell that begins with "=" or the like, and tenants choose some of these texts.
const csv = (rows: unknown[][]): string => stringify(rows, { record_delimiter: 'windows', escape_formulas: true });

const iso = (time: string | null | undefined): string => (time ? new Date(time).toISOString() : '');

const columns: Record<string, (row: ExportedEntry) => string | number | null | undefined> = {
  transfer_id: ({ caseId }) => transferIdOf(caseId),
  onboarding_id: ({ caseId }) => (transferIdOf(caseId) === caseId ? null : caseId),
  account_id: ({ account }) => account,
  user_id: ({ userId }) => userId,
  asked_at: ({ askedAt }) => askedAt,
  direction: ({ direction }) => direction,
  amount: ({ amountCents }) => formatAmount(amountCents),
  currency: ({ currency }) => currency,
  network_asked: ({ network }) => network,
  description: ({ description }) => description,
  status: ({ status }) => status,
  reason: ({ reason }) => reason,
  entry: ({ entry }) => entry?.number,
  plaid_transfer_id: ({ entry }) => entry?.id,
  entry_amount: ({ entry }) => entry && formatAmount(entry.amountCents),
  entry_network: ({ entry }) => entry?.network,
  entry_status: ({ entry }) => entry?.status,
  sent_at: ({ entry }) => iso(entry?.sentAt),
  settled_at: ({ entry }) => iso(entry?.settledAt),
  returned_at: ({ entry }) => iso(entry?.returnedAt),
  return_code: ({ entry }) => (entry?.returnedAt ? entry.code : null),
  refunded: ({ entry }) => entry && formatAmount(entry.refundedCents),
};
