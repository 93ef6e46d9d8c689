// The reports that we asked Plaid for, and their results.
import type { ReportKind, ReportStatus } from '../../domain/data/report.ts';
import type { Secret } from '../../domain/secret.ts';
import { insertPlaidId } from '../case/plaid-ids.ts';
import { applicantKey, type SelectedKey } from '../data-keys.ts';
import { newId } from '../ids.ts';
import type { Db } from '../pool.ts';
import { isErased, type Vault } from '../vault.ts';

export type ReportRecord = {
  id: string;
  onboardingId: string;
  kind: ReportKind;
  /** The Item, for a report on assets. */
  itemId: string | null;
  /** Null until we have asked Plaid. */
  plaidId: string | null;
  status: ReportStatus;
  /** Plaid's code of the failure. */
  error: string | null;
  /** Plaid's code of the failure according to a webhook, until a read confirms it. */
  reportedError: string | null;
  askedAt: Date;
  readyAt: Date | null;
};

const place = (id: string, column: 'token' | 'report') => ({ table: 'reports', row: id, column });

const columns = `id, onboarding_id as "onboardingId", kind, item_id as "itemId", plaid_id as "plaidId", status, error,
  reported_error as "reportedError", asked_at as "askedAt", ready_at as "readyAt"`;

/**
 * Returns the id of the report of this kind, and records the wish for it if it is new. For income, the applicant has to
 * share the data first.
 */
export async function wantReport(
  db: Db,
  { onboardingId, kind, itemId }: Pick<ReportRecord, 'onboardingId' | 'kind' | 'itemId'>,
): Promise<string> {
  const status: ReportStatus = kind === 'income' ? 'offered' : 'asked';
  const { rows } = await db.query<{ id: string }>(
    `insert into reports (id, onboarding_id, kind, item_id, status) values ($1, $2, $3, $4, $5)
     on conflict (onboarding_id, kind, item_id) do update set kind = excluded.kind returning id`,
    [newId('rep'), onboardingId, kind, itemId, status],
  );
  const [report] = rows;
  if (!report) throw new TypeError('an upsert returned no row');
  return report.id;
}

/**
 * Records Plaid's id of the report, and the token that Plaid demands for it (null: the id is enough). Call it in a
 * transaction.
 */
export async function recordReportAsked(
  db: Db,
  vault: Vault,
  { id, onboardingId, plaidId, token }: { id: string; onboardingId: string; plaidId: string; token: Secret | null },
): Promise<void> {
  const sealed = token && (await vault.applicantSealer(db, onboardingId))(place(id, 'token'), token.reveal());
  await db.query('update reports set plaid_id = $2, token_sealed = $3 where id = $1', [id, plaidId, sealed]);
  await insertPlaidId(db, 'report', plaidId, onboardingId);
}

export async function findReport(db: Db, by: { id: string } | { plaidId: string }): Promise<ReportRecord | null> {
  const [column, value] = 'id' in by ? (['id', by.id] as const) : (['plaid_id', by.plaidId] as const);
  const { rows } = await db.query<ReportRecord>(`select ${columns} from reports where ${column} = $1`, [value]);
  return rows[0] ?? null;
}

/** Returns the case's report on income. A case has at most one. */
export async function incomeReportOf(db: Db, onboardingId: string): Promise<ReportRecord | null> {
  const { rows } = await db.query<ReportRecord>(
    `select ${columns} from reports where onboarding_id = $1 and kind = 'income'`,
    [onboardingId],
  );
  return rows[0] ?? null;
}

/** Returns the token that Plaid demands for the report. Null until we have asked Plaid, and if the id is enough. */
export async function readReportToken(db: Db, vault: Vault, id: string): Promise<Secret | null> {
  const { rows } = await db.query<{ sealed: Buffer | null; key: SelectedKey }>(
    `select token_sealed as sealed, ${applicantKey('r.onboarding_id')} from reports r where id = $1`,
    [id],
  );
  if (!rows[0]?.sealed) return null;
  return vault.applicantOpener(db, rows[0].key)(place(id, 'token'), rows[0].sealed);
}

/**
 * Returns the case's reports that exist at Plaid. Returns none if the applicant was erased, because the vault can open
 * nothing of theirs.
 */
export async function reportsAtPlaid(
  db: Db,
  vault: Vault,
  onboardingId: string,
): Promise<{ kind: ReportKind; plaidId: string; token: Secret | null }[]> {
  const { rows } = await db.query<{ id: string; kind: ReportKind; plaidId: string }>(
    `select r.id, r.kind, r.plaid_id as "plaidId"
     from reports r join applicants p on p.onboarding_id = r.onboarding_id
     where r.onboarding_id = $1 and r.plaid_id is not null and p.data_key_id is not null`,
    [onboardingId],
  );
  const reports: { kind: ReportKind; plaidId: string; token: Secret | null }[] = [];
  try {
    for (const { id, ...row } of rows) reports.push({ ...row, token: await readReportToken(db, vault, id) });
  } catch (error) {
    // The applicant was erased since the query.
    if (isErased(error)) return [];
    throw error;
  }
  return reports;
}

/** Keeps Plaid's report, as JSON. */
export async function recordReportReady(
  db: Db,
  vault: Vault,
  { id, onboardingId, report }: { id: string; onboardingId: string; report: Secret },
): Promise<void> {
  const seal = await vault.applicantSealer(db, onboardingId);
  await db.query(
    `update reports set status = 'ready', report_sealed = $2, error = null, ready_at = now()
     where id = $1 and status <> 'ready'`,
    [id, seal(place(id, 'report'), report.reveal())],
  );
}

export async function recordReportFailed(db: Db, id: string, error: string): Promise<void> {
  await db.query(`update reports set status = 'failed', error = $2 where id = $1 and status = 'asked'`, [id, error]);
}

/** Records that a webhook reported a failure. Only a read decides. */
export async function recordReportError(db: Db, id: string, error: string): Promise<void> {
  await db.query('update reports set reported_error = $2 where id = $1', [id, error]);
}

/** Returns one report of the case, with its contents once it is ready. */
export async function readReport(
  db: Db,
  vault: Vault,
  which: { onboardingId: string; id: string },
): Promise<(ReportRecord & { report: Secret | null }) | null> {
  const { rows } = await db.query<ReportRecord & { sealed: Buffer | null; key: SelectedKey }>(
    `select ${columns}, report_sealed as sealed, ${applicantKey('r.onboarding_id')} from reports r where id = $1 and onboarding_id = $2`,
    [which.id, which.onboardingId],
  );
  const [row] = rows;
  if (!row) return null;
  const { sealed, key, ...record } = row;
  return { ...record, report: sealed && (await vault.applicantOpener(db, key)(place(record.id, 'report'), sealed)) };
}

/** True if Plaid is making a report for which it needs the Item. */
export async function isReportUnderWay(db: Db, itemId: string): Promise<boolean> {
  // By the index of the reports of a case.
  const { rowCount } = await db.query(
    `select from reports where onboarding_id = (select onboarding_id from items where id = $1)
       and item_id = $1 and status = 'asked' limit 1`,
    [itemId],
  );
  return rowCount === 1;
}
