import { answerCase, findCase, shownAt } from '../cases/find-case.ts';
import { liftHolds, liftSchema } from '../cases/lift-holds.ts';
import type { Deps, Handler } from '../context.ts';
import { auditAbout } from '../http/audit.ts';
import { keyOf } from '../http/auth.ts';
import { readJson } from '../http/body.ts';
import { answerOnce } from '../http/idempotent.ts';
import { checkInput } from '../http/input.ts';
import { documented } from '../http/operation.ts';

const lifting = {
  summary: 'Lift the holds that returns have put on the account',
  body: { schema: liftSchema, example: { reviewer: 'ops-7' } },
  idempotencyKey: 'optional',
  answer: shownAt,
  problems: ['not_on_hold'],
} as const;

/** Lifts the holds on the account of a case, which returns have put on it. */
export function liftHold(deps: Deps): Handler {
  return documented(lifting, async (ctx) => {
    const given = checkInput(liftSchema, await readJson(ctx.req));
    auditAbout(ctx, { who: given.reviewer });
    const { id } = await findCase(deps, ctx);
    await answerOnce(deps, ctx, {
      request: given,
      record: async (tx) => {
        await liftHolds(tx, id, { ...given, key: keyOf(ctx) });
        return id;
      },
      finish: async () => ({ status: 200, body: await answerCase(deps, ctx, id) }),
    });
  });
}
