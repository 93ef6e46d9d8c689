// For operators: the addresses of a tenant. A tenant's own key cannot register one, because a thief of the key could
// then bring applicants to a page of their own.
import { z } from 'zod';
import { transaction } from '../../db/pool.ts';
import { addressesOf, registerAddress, removeAddress, type TenantAddress } from '../../db/tenant-addresses.ts';
import { lockTenant } from '../../db/tenants.ts';
import type { Deps, Handler } from '../context.ts';
import { readJson } from '../http/body.ts';
import { checkInput } from '../http/input.ts';
import { Problem } from '../http/problem.ts';
import { pageFor } from '../http/query.ts';
import { redirectUri } from '../http/redirect.ts';
import type { Context } from '../http/request.ts';
import { requireTenant } from '../keys.ts';

const origin = redirectUri.refine(
  (url) => url === `${new URL(url).origin}/`,
  'must be an origin, such as https://shop.example, without a path',
);
const schema = z.discriminatedUnion('use', [
  z.strictObject({ use: z.literal('return'), address: redirectUri }),
  z.strictObject({ use: z.literal('frame'), address: origin.transform((url) => new URL(url).origin) }),
]);

const mostAddresses = 100;

export function addAddress({ db }: Pick<Deps, 'db'>): Handler {
  return async (ctx) => {
    const given = checkInput(schema, await readJson(ctx.req));
    const tenantId = tenantIn(ctx);
    await requireTenant(db, tenantId);
    const registered = await transaction(db, async (tx) => {
      await lockTenant(tx, tenantId);
      const all = await addressesOf(tx, tenantId);
      const known = all.some(({ use, address }) => use === given.use && address === given.address);
      if (!known && all.length >= mostAddresses) throw tooMany();
      return registerAddress(tx, tenantId, given);
    });
    ctx.status = 201;
    ctx.body = registered && addressAnswer(registered);
  };
}

export function listAddresses({ db }: Pick<Deps, 'db'>): Handler {
  return async (ctx) => {
    await requireTenant(db, tenantIn(ctx));
    ctx.body = pageFor(ctx, (await addressesOf(db, tenantIn(ctx))).map(addressAnswer));
  };
}

/** Cases that were created with the address keep it. */
export function deleteAddress({ db }: Pick<Deps, 'db'>): Handler {
  return async (ctx) => {
    if (!(await removeAddress(db, tenantIn(ctx), ctx.params?.address_id ?? ''))) {
      const detail = 'The tenant has no address with this id. GET /v1/tenants/:id/addresses lists them.';
      throw new Problem(404, 'address_not_found', detail);
    }
    ctx.body = null;
  };
}

const tenantIn = (ctx: Context): string => ctx.params?.id ?? '';

const addressAnswer = ({ id, use, address, createdAt }: TenantAddress) => ({
  ...{ id, use, address, created_at: createdAt.toISOString() },
});

const tooMany = () =>
  new Problem(409, 'too_many_addresses', `A tenant can have at most ${mostAddresses} addresses. Remove one first.`);
