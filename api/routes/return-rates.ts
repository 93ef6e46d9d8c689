import { z } from 'zod';
import { countReturns } from '../../db/transfers/return-rates.ts';
import { Failure } from '../../domain/failure.ts';
import { judgeReturns, returnsSince } from '../../domain/transfers/return-rates.ts';
import { ratesSchema } from '../cases/rates-answer.ts';
import type { Deps, Handler } from '../context.ts';
import { pageOf, time } from '../http/answer-fields.ts';
import { checkInput } from '../http/input.ts';
import { documented } from '../http/operation.ts';
import { onePage, queryOf, shortList } from '../http/query.ts';

const query = z.strictObject({ tenant: z.string().max(64).optional(), ...shortList });

const reading = {
  summary: "Read each tenant's return rates of the last sixty days",
  query,
  answer: pageOf(z.object({ tenant: z.string(), rates: ratesSchema })).extend({ since: time }),
  problems: ['tenant_not_found'],
} as const;

/** Answers with the return rates of each tenant, beside the limits of Plaid and Nacha. */
export function listReturnRates({ db }: Pick<Deps, 'db'>): Handler {
  return documented(reading, async (ctx) => {
    const { tenant, ...page } = checkInput(query, queryOf(ctx));
    const since = returnsSince(new Date());
    const counted = await countReturns(db, { since, tenantId: tenant });
    if (tenant !== undefined && counted.length === 0) {
      throw new Failure('missing', 'There is no tenant with this id. Check the id.', { code: 'tenant_not_found' });
    }
    ctx.body = {
      since: since.toISOString(),
      ...onePage(
        counted.map(({ tenantId, ...counts }) => ({ tenant: tenantId, rates: judgeReturns(counts) })),
        page,
      ),
    };
  });
}
