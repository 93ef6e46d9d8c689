import type { Db } from '../../db/pool.ts';
import { type AddressUse, isRegistered } from '../../db/tenant-addresses.ts';
import type { Deps } from '../context.ts';
import { Problem } from '../http/problem.ts';

type Address = { use: AddressUse; address: string };

/**
 * Throws unless an operator has registered exactly this address for the tenant: a stolen key must not send applicants
 * to a page or an app of the thief. Outside production, http://localhost needs no registration, because it leads to the
 * reader's own machine.
 */
export async function assertRegistered(
  deps: Pick<Deps, 'plaidEnvironment'>,
  db: Db,
  tenantId: string,
  { use, address, field }: Address & { field: string },
): Promise<void> {
  if (await isAllowed(deps, db, tenantId, { use, address })) return;
  const message = `must be an address that an operator has registered for you, letter by letter, with the use "${use}"`;
  const detail =
    'No operator has registered this address for you. Ask them to add it by POST /v1/tenants/:id/addresses, or send one that is registered.';
  throw new Problem(422, 'address_not_registered', detail, { errors: [{ pointer: field, message }] });
}

export async function isAllowed(
  { plaidEnvironment }: Pick<Deps, 'plaidEnvironment'>,
  db: Db,
  tenantId: string,
  { use, address }: Address,
): Promise<boolean> {
  if (plaidEnvironment !== 'production' && address.startsWith('http:')) return true;
  return isRegistered(db, tenantId, use, address);
}
