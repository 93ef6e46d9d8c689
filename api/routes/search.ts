import { z } from 'zod';
import { type SearchedCase, searchCases, searchKeys } from '../../db/case/search.ts';
import { outcomes } from '../../domain/case/onboarding.ts';
import { stages } from '../../domain/case/stages.ts';
import { plaidId } from '../../domain/plaid-id.ts';
import { tenantOf } from '../cases/find-case.ts';
import type { Deps, Handler } from '../context.ts';
import { time } from '../http/answer-fields.ts';
import { checkInput } from '../http/input.ts';
import { documented } from '../http/operation.ts';
import { queryOf } from '../http/query.ts';
import type { Context } from '../http/request.ts';

const most = 50;

const query = z.strictObject({
  q: z
    .string({ error: 'must be the id that you look for' })
    .regex(plaidId, 'must be an id, or the last digits of an account: at most 200 printable characters without blanks')
    .describe(
      "All of it: the id of a case, of a linked account, of a refund or of a Link session, your id of the user, an id of Plaid's, the reference of a payment, or the mask of an account.",
    ),
});

const searchedCase = z
  .object({
    id: z.string(),
    kind: z.enum(['onboarding', 'transfer']).describe('`transfer`: one on a linked account.'),
    user_id: z.string(),
    stage: z.enum(stages),
    outcome: z.enum(outcomes).nullable(),
    created_at: time,
    found_by: z.array(z.enum(searchKeys)),
  })
  .meta({ id: 'SearchedCase' });
const searchedCaseOfTenant = searchedCase.extend({ tenant: z.string() }).meta({ id: 'SearchedCaseOfTenant' });

const answerOf = <S extends z.ZodType>(row: S) =>
  z.object({ data: z.array(row), more: z.boolean().describe(`There are more than these ${most} newest cases.`) });

/** Answers with the cases of the tenant that the text leads to, newest first. */
export function searchOwnCases({ db }: Pick<Deps, 'db'>): Handler {
  return documented(
    { summary: 'Find cases by an id, or by the last digits of an account', query, answer: answerOf(searchedCase) },
    async (ctx) => {
      const { cases, more } = await search(db, ctx, tenantOf(ctx));
      ctx.body = { data: cases.map(shown), more };
    },
  );
}

/** As `searchOwnCases`, of all tenants, for operators. */
export function searchAllCases({ db }: Pick<Deps, 'db'>): Handler {
  return documented(
    { summary: "Find all tenants' cases by an id, or by a mask", query, answer: answerOf(searchedCaseOfTenant) },
    async (ctx) => {
      const { cases, more } = await search(db, ctx, null);
      ctx.body = { data: cases.map((one) => ({ tenant: one.tenantId, ...shown(one) })), more };
    },
  );
}

async function search(db: Deps['db'], ctx: Context, tenantId: string | null) {
  const { q } = checkInput(query, queryOf(ctx));
  const cases = await searchCases(db, { text: q, tenantId, limit: most + 1 });
  return { cases: cases.slice(0, most), more: cases.length > most };
}

const shown = (found: SearchedCase): z.output<typeof searchedCase> => ({
  id: found.id,
  kind: found.onAccount ? 'transfer' : 'onboarding',
  user_id: found.userId,
  stage: found.stage,
  outcome: found.outcome,
  created_at: found.createdAt.toISOString(),
  found_by: found.by,
});
