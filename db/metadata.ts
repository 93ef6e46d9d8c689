// The tenant's own strings on an onboarding, a transfer or a linked account.
import type { Db } from './pool.ts';

export type Metadata = Record<string, string>;
/** A value of null removes the key. */
export type MetadataChange = Record<string, string | null>;
/** A list shows the objects that have it. */
export type MetadataPair = { key: string; value: string };

/** SQL: all metadata of the object. */
export const metadataOf = (id: string): string =>
  `(select coalesce(json_object_agg(key, value order by key), '{}') from metadata where object_id = ${id}) as metadata`;

/**
 * SQL for a list of the tenant $1, newest first, whose objects have the columns `at` and `id`: a join that leaves the
 * objects with the pair, and the columns by which an index then gives their order. The join takes the parameters from
 * `next` on. Without a pair, all objects are left.
 */
export function joinPair(pair: MetadataPair | undefined, { at, id }: { at: string; id: string }, next: number) {
  if (!pair) return { join: '', at, id, values: [] };
  const join = `join metadata m on m.object_id = ${id} and m.tenant_id = $1 and m.key = $${next} and m.value = $${next + 1}`;
  return { join, at: 'm.object_at', id: 'm.object_id', values: [pair.key, pair.value] };
}

/** The object, by its table. A transfer is a case too. */
export type MetadataOwner = { table: 'onboardings' | 'linked_accounts'; id: string };

/** Adds keys, and replaces the values of those that are there. */
export const addMetadata = (tx: Db, { table, id }: MetadataOwner, metadata: Metadata): Promise<unknown> =>
  tx.query(
    `insert into metadata (tenant_id, object_id, key, value, object_at)
     select o.tenant_id, o.id, given.key, given.value, o.created_at from ${table} o, json_each_text($2) given
     where o.id = $1
     on conflict (object_id, key) do update set value = excluded.value`,
    [id, JSON.stringify(metadata)],
  );

/**
 * Changes the metadata, and returns how many keys there are then. Null if the applicant of the case is erased: nothing
 * about them may come back. `onboardingId`: the case, or the one that linked the account. Call it in a transaction.
 */
export async function changeMetadata(
  tx: Db,
  owner: MetadataOwner,
  onboardingId: string,
  change: MetadataChange,
): Promise<number | null> {
  // Changes take turns, and so does an erasure, which updates this row.
  const { rowCount } = await tx.query(
    'select from applicants where onboarding_id = $1 and data_key_id is not null for no key update',
    [onboardingId],
  );
  if (!rowCount) return null;
  const entries = Object.entries(change);
  const removed = entries.flatMap(([key, value]) => (value === null ? [key] : []));
  const added = entries.filter((entry): entry is [string, string] => entry[1] !== null);
  await tx.query('delete from metadata where object_id = $1 and key = any ($2)', [owner.id, removed]);
  await addMetadata(tx, owner, Object.fromEntries(added));
  const { rows } = await tx.query<{ keys: number }>('select count(*)::int as keys from metadata where object_id = $1', [
    owner.id,
  ]);
  return rows[0]?.keys ?? 0;
}

/** Forgets the metadata of a case, of the accounts that it has linked, and of the transfers on these. */
export const deleteMetadata = (tx: Db, onboardingId: string): Promise<unknown> =>
  tx.query(
    `delete from metadata where object_id = any (array(select $1
       union all select l.id from accounts a join linked_accounts l on l.account_id = a.id where a.onboarding_id = $1
       union all select o.id from accounts a join onboardings o on o.account_id = a.id where a.onboarding_id = $1))`,
    [onboardingId],
  );
