import type { TenantAnswer } from '../../domain/transfers/confirmation.ts';
import { answerSchema, recordAnswer, sendAnswers } from '../cases/answer-transfer.ts';
import { answerCase, findCase, shownAt } from '../cases/find-case.ts';
import type { Deps, Handler } from '../context.ts';
import { auditAbout } from '../http/audit.ts';
import { keyOf } from '../http/auth.ts';
import { readOptionalJson } from '../http/body.ts';
import { answerOnce } from '../http/idempotent.ts';
import { checkInput } from '../http/input.ts';
import { asksCase, documented } from '../http/operation.ts';

const operationOf = (answer: TenantAnswer) =>
  ({
    summary: answer === 'confirmed' ? 'Confirm the transfer that Plaid has authorized' : 'Refuse that transfer',
    body: { schema: answerSchema, example: { by: 'ops-7' }, optional: true },
    idempotencyKey: 'optional',
    answer: shownAt,
    problems: [...asksCase, 'other_question', 'answered_already'],
  }) as const;

/**
 * Records that the tenant confirms or refuses the transfer that Plaid has authorized. The answer shows the case as
 * recorded, which follows within moments. A repeat gets the case again.
 */
export function answerTransfer(deps: Deps, answer: TenantAnswer): Handler {
  return documented(operationOf(answer), async (ctx) => {
    const given = checkInput(answerSchema, (await readOptionalJson(ctx.req)) ?? {});
    auditAbout(ctx, { who: given.by ?? null });
    const { id } = await findCase(deps, ctx);
    await answerOnce(deps, ctx, {
      request: given,
      record: async (tx) => {
        await recordAnswer(tx, { onboardingId: id, answer, key: keyOf(ctx) }, given);
        return id;
      },
      finish: async () => {
        await sendAnswers(deps, id);
        return { status: 200, body: await answerCase(deps, ctx, id) };
      },
    });
  });
}
