// For operators: the addresses of a tenant. A tenant's own key cannot register one, because a thief of the key could
// then bring applicants to a page of their own.
import { z } from 'zod';
import { dropFromLinkSettings } from '../../db/link/link-settings.ts';
import { transaction } from '../../db/pool.ts';
import {
  addressesOf,
  addressUses,
  registerAddress,
  removeAddress,
  type TenantAddress,
} from '../../db/tenant-addresses.ts';
import { lockTenant } from '../../db/tenants.ts';
import { androidPackageName, oauthRedirectUri } from '../cases/link-input.ts';
import type { Deps, Handler } from '../context.ts';
import { pageOf, time } from '../http/answer-fields.ts';
import { readJson } from '../http/body.ts';
import { browserAddress } from '../http/browser-address.ts';
import { checkInput } from '../http/input.ts';
import { documented } from '../http/operation.ts';
import { Problem } from '../http/problem.ts';
import { pageFor, shortListQuery } from '../http/query.ts';
import type { Context } from '../http/request.ts';
import { requireTenant } from '../keys.ts';

const origin = browserAddress.refine(
  (url) => url === `${new URL(url).origin}/`,
  'must be an origin, such as https://shop.example, without a path',
);
const schema = z.discriminatedUnion('use', [
  z.strictObject({ use: z.literal('return'), address: browserAddress }),
  z.strictObject({ use: z.literal('oauth'), address: oauthRedirectUri }),
  z.strictObject({ use: z.literal('android'), address: androidPackageName }),
  z.strictObject({ use: z.literal('frame'), address: origin.transform((url) => new URL(url).origin) }),
]);

const answerSchema = z
  .object({ id: z.string(), use: z.enum(addressUses), address: z.string(), created_at: time })
  .meta({ id: 'TenantAddress' });
const adding = {
  summary: "Register an address: where a tenant's applicants return to, or which origin may show pages in a frame",
  body: { schema, example: { use: 'return', address: 'https://shop.example/done' } },
  status: 201,
  answer: answerSchema,
  problems: ['too_many_addresses'],
} as const;
const listing = {
  summary: 'List the registered addresses of a tenant',
  query: shortListQuery,
  answer: pageOf(answerSchema),
} as const;
const removing = { summary: 'Remove a registered address; cases that have it keep it', answer: null } as const;

const mostAddresses = 100;

export function addAddress({ db }: Pick<Deps, 'db'>): Handler {
  return documented(adding, async (ctx) => {
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
  });
}

export function listAddresses({ db }: Pick<Deps, 'db'>): Handler {
  return documented(listing, async (ctx) => {
    await requireTenant(db, tenantIn(ctx));
    ctx.body = pageFor(ctx, (await addressesOf(db, tenantIn(ctx))).map(addressAnswer));
  });
}

/** Cases that were created with the address keep it. No new one begins with it. */
export function deleteAddress({ db }: Pick<Deps, 'db'>): Handler {
  return documented(removing, async (ctx) => {
    const removed = await transaction(db, async (tx) => {
      await lockTenant(tx, tenantIn(ctx));
      const address = await removeAddress(tx, tenantIn(ctx), ctx.params?.address_id ?? '');
      if (address) await dropFromLinkSettings(tx, tenantIn(ctx), address);
      return address;
    });
    if (!removed) {
      const detail = 'The tenant has no address with this id. GET /v1/tenants/:id/addresses lists them.';
      throw new Problem(404, 'address_not_found', detail);
    }
    ctx.body = null;
  });
}

const tenantIn = (ctx: Context): string => ctx.params?.id ?? '';

const addressAnswer = ({ id, use, address, createdAt }: TenantAddress): z.output<typeof answerSchema> => ({
  ...{ id, use, address, created_at: createdAt.toISOString() },
});

const tooMany = () =>
  new Problem(409, 'too_many_addresses', `A tenant can have at most ${mostAddresses} addresses. Remove one first.`);
