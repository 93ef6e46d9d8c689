import { z } from 'zod';
import { type AccountHold, findHold, listHolds as list } from '../../db/bank/account-holds.ts';
import { isTransferId, transferIdOf } from '../../domain/transfers/transfer-id.ts';
import { tenantOf } from '../cases/find-case.ts';
import { liftListedHold, liftSchema } from '../cases/lift-holds.ts';
import type { Deps, Handler } from '../context.ts';
import { pageOf, time } from '../http/answer-fields.ts';
import { auditAbout } from '../http/audit.ts';
import { keyOf } from '../http/auth.ts';
import { readJson } from '../http/body.ts';
import { answerOnce } from '../http/idempotent.ts';
import { checkInput } from '../http/input.ts';
import { documented } from '../http/operation.ts';
import { Problem } from '../http/problem.ts';
import { numberCursor, pageLimit, queryOf } from '../http/query.ts';
import type { Context } from '../http/request.ts';

const holdSchema = z
  .object({
    id: z.string(),
    code: z.string().nullable().describe('The return code that caused it. Null if the bank gave none.'),
    stops: z.enum(['debits', 'all']).describe('The transfers that Gangway refuses on the account.'),
    since: time,
    lifted_at: time.nullable().describe('Null while it is in force. It has no end by itself.'),
    transfer_id: z.string().describe('The transfer that came back.'),
    onboarding_id: z.string().nullable().describe('The onboarding that asked for that transfer, if one did.'),
    user_id: z.string(),
    account: z.object({
      id: z.string().nullable().describe('Null if the account is not kept for further transfers.'),
      institution: z.string().nullable(),
      mask: z.string().nullable(),
    }),
  })
  .meta({ id: 'Hold' });

const query = z.strictObject({ limit: pageLimit(100, 20), cursor: numberCursor });

/** Answers with the tenant's accounts on hold, one entry for each return that holds one. */
export function listHolds({ db }: Pick<Deps, 'db'>): Handler {
  return documented(
    { summary: 'List the holds in force, newest first', query, answer: pageOf(holdSchema) },
    async (ctx) => {
      const page = checkInput(query, queryOf(ctx));
      const found = await list(db, tenantOf(ctx), { ...page, limit: page.limit + 1 });
      const holds = found.slice(0, page.limit);
      ctx.body = {
        data: holds.map(holdAnswer),
        next_cursor: found.length > holds.length ? (holds.at(-1)?.id ?? null) : null,
      };
    },
  );
}

const lifting = {
  summary: 'Lift one hold',
  description: 'Other holds on the same account stay.',
  body: { schema: liftSchema, example: { reviewer: 'ops-7' } },
  idempotencyKey: 'optional',
  answer: holdSchema,
  problems: ['not_on_hold'],
} as const;

/** Lifts a hold, whatever became of the case that caused it. */
export function liftHoldById(deps: Deps): Handler {
  const { db } = deps;
  return documented(lifting, async (ctx) => {
    const given = checkInput(liftSchema, await readJson(ctx.req));
    auditAbout(ctx, { who: given.reviewer });
    const hold = await holdOf(db, ctx);
    await answerOnce(deps, ctx, {
      request: given,
      record: async (tx) => {
        await liftListedHold(tx, hold, { ...given, key: keyOf(ctx) });
        return hold.onboardingId;
      },
      finish: async () => ({ status: 200, body: holdAnswer(await holdOf(db, ctx)) }),
    });
  });
}

async function holdOf(db: Deps['db'], ctx: Context): Promise<AccountHold> {
  const id = ctx.params?.id ?? '';
  const found = /^[1-9][0-9]{0,17}$/.test(id) ? await findHold(db, tenantOf(ctx), id) : null;
  if (!found)
    throw new Problem(404, 'hold_not_found', 'You have no hold with this id. Take the id from GET /v1/holds.');
  return found;
}

const holdAnswer = (hold: AccountHold): z.output<typeof holdSchema> => ({
  id: hold.id,
  code: hold.code,
  stops: hold.debitsOnly ? 'debits' : 'all',
  since: hold.since.toISOString(),
  lifted_at: hold.liftedAt?.toISOString() ?? null,
  transfer_id: transferIdOf(hold.onboardingId),
  onboarding_id: isTransferId(hold.onboardingId) ? null : hold.onboardingId,
  user_id: hold.userId,
  account: { id: hold.linked, institution: hold.institution, mask: hold.mask },
});
