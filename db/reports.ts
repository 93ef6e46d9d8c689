// The reports that Plaid was asked for, and what came of them.
import type { ReportKind, ReportStatus } from '../domain/report.ts';
import type { Secret } from '../domain/secret.ts';
import { dataKeyOf } from './applicants.ts';
import { newId } from './ids.ts';
import type { Db } from './pool.ts';
import { insertRoute } from './routes.ts';
import { isErased, type Vault } from './vault.ts';

export type ReportRecord = {
  id: string;
  onboardingId: string;
  kind: ReportKind;
  /** Of assets: the Item that is reported on. */
  itemId: string | null;
  /** Null until Plaid has been asked. */
  plaidId: string | null;
  status: ReportStatus;
  /** Plaid's code: why it failed. */
  error: string | null;
  /** The same as a webhook told it, until a read agrees. */
  toldError: string | null;
  askedAt: Date;
  readyAt: Date | null;
};

const place = (id: string, column: 'token' | 'report') => ({ table: 'reports', row: id, column });

const columns = `id, onboarding_id as "onboardingId", kind, item_id as "itemId", plaid_id as "plaidId", status, error,
  told_error as "toldError", asked_at as "askedAt", ready_at as "readyAt"`;

/**
 * The id of the report of this kind, which is recorded as wanted if it has not been before. One on income is the
 * person's to share first.
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
  if (!report) throw new TypeError('an upsert gave no row');
  return report.id;
}

/**
 * Plaid has it under this id of its own, and gives it out for this token (for the id, where there is none). Call it in a
 * transaction.
 */
export async function recordReportAsked(
  db: Db,
  vault: Vault,
  { id, onboardingId, plaidId, token }: { id: string; onboardingId: string; plaidId: string; token: Secret | null },
): Promise<void> {
  const sealed = token && (await vault.seal(db, await dataKeyOf(db, onboardingId), place(id, 'token'), token.reveal()));
  await db.query('update reports set plaid_id = $2, token_sealed = $3 where id = $1', [id, plaidId, sealed]);
  await insertRoute(db, 'report', plaidId, onboardingId);
}

export async function findReport(db: Db, by: { id: string } | { plaidId: string }): Promise<ReportRecord | null> {
  const [column, value] = 'id' in by ? (['id', by.id] as const) : (['plaid_id', by.plaidId] as const);
  const { rows } = await db.query<ReportRecord>(`select ${columns} from reports where ${column} = $1`, [value]);
  return rows[0] ?? null;
}

/** What Plaid gives it out for. Null until Plaid has been asked, and where its id is enough. */
export async function readReportToken(db: Db, vault: Vault, id: string): Promise<Secret | null> {
  const { rows } = await db.query<{ sealed: Buffer | null }>(
    'select token_sealed as sealed from reports where id = $1',
    [id],
  );
  const sealed = rows[0]?.sealed;
  return sealed ? vault.open(db, place(id, 'token'), sealed) : null;
}

/** What Plaid keeps for the case's reports. None of a person who was erased: nothing of theirs can be opened. */
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
    // Just now.
    if (isErased(error)) return [];
    throw error;
  }
  return reports;
}

/** Keeps what Plaid reported, as JSON. */
export async function recordReportReady(
  db: Db,
  vault: Vault,
  { id, onboardingId, report }: { id: string; onboardingId: string; report: Secret },
): Promise<void> {
  const sealed = await vault.seal(db, await dataKeyOf(db, onboardingId), place(id, 'report'), report.reveal());
  await db.query(
    `update reports set status = 'ready', report_sealed = $2, error = null, ready_at = now()
     where id = $1 and status <> 'ready'`,
    [id, sealed],
  );
}

export async function recordReportFailed(db: Db, id: string, error: string): Promise<void> {
  await db.query(`update reports set status = 'failed', error = $2 where id = $1 and status = 'asked'`, [id, error]);
}

/** A webhook says that it failed. A read has the last word. */
export async function recordReportTold(db: Db, id: string, error: string): Promise<void> {
  await db.query('update reports set told_error = $2 where id = $1', [id, error]);
}

/** One report of the case, with what Plaid reported once it is ready. */
export async function readReport(
  db: Db,
  vault: Vault,
  which: { onboardingId: string; id: string },
): Promise<(ReportRecord & { report: Secret | null }) | null> {
  const { rows } = await db.query<ReportRecord & { sealed: Buffer | null }>(
    `select ${columns}, report_sealed as sealed from reports where id = $1 and onboarding_id = $2`,
    [which.id, which.onboardingId],
  );
  const [row] = rows;
  if (!row) return null;
  const { sealed, ...record } = row;
  return { ...record, report: sealed && (await vault.open(db, place(record.id, 'report'), sealed)) };
}

/** Whether Plaid is at a report for which it needs the Item. */
export async function isReportUnderWay(db: Db, itemId: string): Promise<boolean> {
  const { rowCount } = await db.query(`select from reports where item_id = $1 and status = 'asked' limit 1`, [itemId]);
  return rowCount === 1;
}
