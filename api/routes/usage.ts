// For operators: what a tenant's calls to Plaid were this month, and how many it may make.
import { z } from 'zod';
import { forgetQuotas } from '../../cases/quota.ts';
import { countPaidCalls, monthOf, quotasOf, setQuota } from '../../db/paid-calls.ts';
import { limitedCalls, paidCalls } from '../../domain/paid-calls.ts';
import type { Deps, Handler } from '../context.ts';
import { readJson } from '../http/body.ts';
import { checkInput } from '../http/input.ts';
import { documented } from '../http/operation.ts';
import { queryOf } from '../http/query.ts';
import { requireTenant } from '../keys.ts';

const query = z.strictObject({
  month: z
    .string()
    .regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'must be a month, such as 2026-11')
    .transform((month) => `${month}-01`)
    .default(() => monthOf(new Date())),
});

const quotaSchema = z.strictObject({
  call: z.enum(limitedCalls),
  /** Null: any number. */
  monthly: z.int().min(0).max(2_000_000_000).nullable(),
});

const count = z
  .object({
    ...{ call: z.enum(paidCalls), count: z.int() },
    quota: z.int().nullable().describe('Null: any number.'),
  })
  .meta({ id: 'PaidCalls' });
const reading = {
  summary: "Count a tenant's calls that Plaid bills",
  query,
  answer: z.object({ month: z.string(), data: z.array(count) }),
} as const;
const changing = {
  summary: "Limit a tenant's calls that Plaid bills, by month",
  body: { schema: quotaSchema, example: { call: 'identity', monthly: 1_000 } },
  answer: z.object({ call: z.enum(limitedCalls), quota: z.int().nullable().describe('Null: any number.') }),
} as const;

/** Answers with the calls that Plaid bills, by the month in UTC, beside their quotas as they are now. */
export function showUsage({ db }: Pick<Deps, 'db'>): Handler {
  return documented(reading, async (ctx) => {
    const { month } = checkInput(query, queryOf(ctx));
    const tenantId = ctx.params?.id ?? '';
    await requireTenant(db, tenantId);
    const counts = await countPaidCalls(db, month, tenantId);
    const quotas = await quotasOf(db, tenantId);
    ctx.body = {
      month: month.slice(0, 7),
      data: paidCalls.map((call) => ({
        call,
        count: counts.find((one) => one.call === call)?.count ?? 0,
        quota: quotas.find((one) => one.call === call)?.most ?? null,
      })),
    };
  });
}

/** Other processes keep to the new quota within a minute. */
export function changeQuota({ db }: Pick<Deps, 'db'>): Handler {
  return documented(changing, async (ctx) => {
    const { call, monthly } = checkInput(quotaSchema, await readJson(ctx.req));
    const tenantId = ctx.params?.id ?? '';
    await requireTenant(db, tenantId);
    await setQuota(db, { tenantId, call, most: monthly });
    forgetQuotas(db);
    ctx.body = { call, quota: monthly };
  });
}
