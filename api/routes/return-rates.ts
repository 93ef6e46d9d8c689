import { z } from 'zod';
import { countReturns } from '../../db/transfers/return-rates.ts';
import { Failure } from '../../domain/failure.ts';
import { judgeReturns, returnsSince } from '../../domain/transfers/return-rates.ts';
import type { Deps, Handler } from '../context.ts';
import { checkInput } from '../http/input.ts';
import { pageOf, queryOf, shortList } from '../http/query.ts';

const query = z.strictObject({ tenant: z.string().max(64).optional(), ...shortList });

/** Answers with the return rates of each tenant, beside the limits of Plaid and Nacha. */
export function listReturnRates({ db }: Pick<Deps, 'db'>): Handler {
  return async (ctx) => {
    const { tenant, ...page } = checkInput(query, queryOf(ctx));
    const since = returnsSince(new Date());
    const counted = await countReturns(db, { since, tenantId: tenant });
    if (tenant !== undefined && counted.length === 0) {
      throw new Failure('missing', 'There is no tenant with this id. Check the id.', { code: 'tenant_not_found' });
    }
    ctx.body = {
      since: since.toISOString(),
      ...pageOf(
        counted.map(({ tenantId, ...counts }) => ({ tenant: tenantId, rates: judgeReturns(counts) })),
        page,
      ),
    };
  };
}
