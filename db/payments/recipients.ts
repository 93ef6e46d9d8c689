// The recipients of a tenant's payments. One with equal details is one recipient, at Plaid too.
import { Failure } from '../../domain/failure.ts';
import { maskOf, type Recipient } from '../../domain/payments/recipient.ts';
import { newId } from '../ids.ts';
import type { Db } from '../pool.ts';
import { eraseDataKey, type Vault } from '../vault.ts';

const place = (tenant: string, id: string) => ({
  tenant,
  owner: null,
  table: 'recipients',
  row: id,
  column: 'details',
});

/** Returns the tenant's recipient with these details, and records it if it is new. Call it in a transaction. */
export async function recordedRecipient(
  db: Db,
  vault: Vault,
  { tenantId, recipient }: { tenantId: string; recipient: Recipient },
): Promise<{ id: string; mask: string }> {
  const index = await vault.index(db, textOf(recipient));
  const known = await find(db, tenantId, index);
  if (known) return known;
  const id = newId('rcp');
  const key = await vault.newDataKey(db, tenantId);
  const { rowCount } = await db.query(
    `insert into recipients (id, tenant_id, details_index, data_key_id, details_sealed, mask)
     values ($1, $2, $3, $4, $5, $6) on conflict (tenant_id, details_index) do nothing`,
    [
      id,
      tenantId,
      index,
      key,
      await vault.seal(db, key, place(tenantId, id), JSON.stringify(recipient)),
      maskOf(recipient),
    ],
  );
  if (rowCount === 0) await eraseDataKey(db, key);
  const made = await find(db, tenantId, index);
  if (!made) throw new TypeError('a recipient that was just recorded is gone');
  return made;
}

async function find(db: Db, tenantId: string, index: Buffer): Promise<{ id: string; mask: string } | null> {
  const { rows } = await db.query<{ id: string; mask: string }>(
    'select id, mask from recipients where tenant_id = $1 and details_index = $2',
    [tenantId, index],
  );
  return rows[0] ?? null;
}

/** Equal details give equal text, whatever the order of their fields. */
function textOf({ name, numbers, address }: Recipient): string {
  const account = 'iban' in numbers ? [numbers.iban] : [numbers.bacs.sortCode, numbers.bacs.account];
  const where = address && [address.street, address.city, address.postalCode, address.country];
  return JSON.stringify([name, account, where]);
}

/**
 * Returns the recipient of a case. `plaidId` is null until Plaid has made the recipient. Throws `missing` if there is
 * none with this id.
 */
export async function readRecipient(
  db: Db,
  vault: Vault,
  { caseId, id }: { caseId: string; id: string },
): Promise<{ recipient: Recipient; plaidId: string | null }> {
  const { rows } = await db.query<{ tenantId: string; plaidId: string | null; sealed: Buffer }>(
    `select o.tenant_id as "tenantId", r.plaid_id as "plaidId", r.details_sealed as sealed
     from recipients r join onboardings o on o.id = $2 where r.id = $1`,
    [id, caseId],
  );
  const row = rows[0];
  if (!row) throw new Failure('missing', 'There is no such recipient.', { code: 'recipient_missing' });
  const details = await vault.open(db, place(row.tenantId, id), row.sealed);
  return { recipient: JSON.parse(details.reveal()) as Recipient, plaidId: row.plaidId };
}

export async function recordPlaidRecipient(db: Db, id: string, plaidId: string): Promise<void> {
  await db.query('update recipients set plaid_id = $2 where id = $1 and plaid_id is null', [id, plaidId]);
}
