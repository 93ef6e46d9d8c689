// Reads the rows of an export, a page at a time, so that an export of any length needs little memory.
import { applicantKey, type SelectedKey } from '../data-keys.ts';
import type { Db } from '../pool.ts';
import { type Cell, isErased, isUnopened, type Vault } from '../vault.ts';
import type { Person } from './erasures.ts';
import type { ExportedTable } from './exported-tables.ts';

type Row = Record<string, unknown>;

const atOnce = 500;
const casesAtOnce = 100;

/** Returns the ids of the person's cases behind the case `after`, by id. */
export async function casesOf(db: Db, { tenantId, userId }: Person, after: string): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    'select id from onboardings where tenant_id = $1 and user_id = $2 and id > $3 order by id limit $4',
    [tenantId, userId, after, casesAtOnce],
  );
  return rows.map(({ id }) => id);
}

/** Returns the receipts of the person's erasures, oldest first. */
export async function erasuresOf(db: Db, { tenantId, userId }: Person): Promise<Row[]> {
  const { rows } = await db.query<Row>(
    `select id, asked_by, asked_at, done_at, problem from erasures
     where tenant_id = $1 and user_id = $2 order by asked_at limit $3`,
    [tenantId, userId, atOnce],
  );
  return rows;
}

/** Yields the rows of a table that belong to the case, as an export shows them, in pages. */
export async function* exportedRows(
  db: Db,
  vault: Vault,
  table: ExportedTable,
  onboardingId: string,
): AsyncGenerator<Row[]> {
  const text = `select ${table.columns}, ${table.key} as "exportKey"${sealedColumn(table)}
    from ${table.table} where ${table.of} and ($2::text is null or ${table.key} > $2${castOf(table)})
    order by ${table.key} limit $3`;
  let after: string | null = null;
  for (;;) {
    const { rows }: { rows: (Row & { exportKey: unknown })[] } = await db.query(text, [onboardingId, after, atOnce]);
    if (rows.length > 0) yield await opened(db, vault, table, rows);
    if (rows.length < atOnce) return;
    after = String(rows.at(-1)?.exportKey);
  }
}

const sealedColumn = ({ sealed }: ExportedTable) =>
  sealed ? `, ${sealed.column}_sealed as "exportSealed", ${applicantKey('$1')}` : '';

const numbered: Record<string, string> = {
  ...{ timeline: '::bigint', account_holds: '::bigint' },
  ...{ transfer_events: '::numeric', bank_transfer_events: '::numeric' },
};
const castOf = ({ table }: ExportedTable) => numbered[table] ?? '';

async function opened(db: Db, vault: Vault, { table, sealed }: ExportedTable, rows: Row[]): Promise<Row[]> {
  const key = rows[0]?.key as SelectedKey;
  const open =
    sealed && !sealed.ownKey
      ? vault.applicantOpener(db, key)
      : (cell: Cell, bytes: Buffer) => vault.open(db, { ...cell, tenant: key.tenant, owner: key.owner }, bytes);
  const shown: Row[] = [];
  for (const { exportKey, exportSealed, key: _, ...row } of rows) {
    const cell = { table, row: String(exportKey), column: sealed?.column ?? '' };
    const value =
      exportSealed instanceof Buffer ? await open(cell, exportSealed).then(asOf(sealed?.as), notOpened) : null;
    shown.push(sealed ? { ...row, [sealed.column]: value } : row);
  }
  return shown;
}

type Form = NonNullable<ExportedTable['sealed']>['as'];

const asOf =
  (form: Form | undefined) =>
  (secret: { reveal: () => string }): unknown => {
    const text = secret.reveal();
    if (form === 'text') return text;
    const value = JSON.parse(text, inUtc);
    return form === 'json' ? value : { account: lastFour(value.account), routing: lastFour(value.routing) };
  };

/** PostgreSQL writes times in JSON with an offset. Every answer of the API has a Z. */
const inUtc = (_key: string, value: unknown): unknown =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+\+00:00$/.test(value) ? new Date(value).toISOString() : value;

const lastFour = (digits: unknown): string => String(digits).slice(-4);

/** An erased value is gone for good. A damaged one must not hide the rest. */
function notOpened(error: unknown): string {
  if (isErased(error)) return 'erased';
  if (isUnopened(error)) return 'unreadable';
  throw error;
}
