import { z } from 'zod';
import { countReturns } from '../../db/return-rates.ts';
import { Failure } from '../../domain/failure.ts';
import { judgeReturns, returnsSince } from '../../domain/return-rates.ts';
import type { Deps, Route } from '../context.ts';
import { checkInput } from '../input.ts';

const query = z.strictObject({ tenant: z.string().max(64).optional() });

/** How many debits of each tenant came back, beside what Plaid and Nacha bear. */
export function listReturnRates({ db }: Pick<Deps, 'db'>): Route {
  return {
    method: 'GET',
    path: '/v1/return_rates',
    handle: async (ctx) => {
      const { tenant } = checkInput(query, { ...ctx.query });
      const since = returnsSince(new Date());
      const counted = await countReturns(db, { since, tenantId: tenant });
      if (tenant !== undefined && counted.length === 0) {
        throw new Failure('missing', 'There is no tenant with this id.', { code: 'tenant_not_found' });
      }
      ctx.body = {
        since: since.toISOString(),
        data: counted.map(({ tenantId, ...counts }) => ({ tenant: tenantId, rates: judgeReturns(counts) })),
      };
    },
  };
}
