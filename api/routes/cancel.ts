import { z } from 'zod';
import type { CaseView } from '../../db/case/case-views.ts';
import { addToTimeline } from '../../db/case/timeline.ts';
import { Failure } from '../../domain/failure.ts';
import { cancelCase } from '../cases/cancel-case.ts';
import { answerCase, findCase, shownAt } from '../cases/find-case.ts';
import type { Deps, Handler } from '../context.ts';
import { keyOf } from '../http/auth.ts';
import { readJson } from '../http/body.ts';
import { answerOnce } from '../http/idempotent.ts';
import { checkInput } from '../http/input.ts';
import { asksCase, asksPlaid, documented } from '../http/operation.ts';

const body = z.strictObject({
  reason: z
    .string()
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/,
      'must be one word of your choice, such as "user_request"; operators see it',
    )
    .nullish(),
});

const cancelling = {
  summary: 'Cancel, while no money has moved',
  body: { schema: body, example: { reason: 'user_request' } },
  idempotencyKey: 'optional',
  answer: shownAt,
  problems: [...asksCase, ...asksPlaid, 'not_cancellable'],
} as const;

/**
 * Ends a case while no money has moved, which includes a transfer that Plaid has not handed to the bank yet. The answer
 * shows the case as recorded, which closes within moments. A repeat on a cancelled case gets that case again.
 */
export function cancelOnboarding(deps: Deps): Handler {
  return documented(cancelling, async (ctx) => {
    const { reason = null } = checkInput(body, await readJson(ctx.req));
    const view = await findCase(deps, ctx);
    await answerOnce(deps, ctx, {
      request: { reason },
      record: async (tx) => {
        if (view.stage !== 'closed')
          await addToTimeline(tx, view.id, 'cancel_requested', { by: 'tenant', reason, key: keyOf(ctx) });
        return view.id;
      },
      finish: async (id) => {
        refuseTooLate(view);
        await cancelCase(deps, view);
        return { status: 200, body: await answerCase(deps, ctx, id) };
      },
    });
  });
}

// An update to a case that watches for returns would cost an Action, and the API knows the answer.
function refuseTooLate({ stage, outcome }: CaseView): void {
  if (stage === 'watching_returns') {
    const detail = 'The money has arrived, so the case can no longer be cancelled. A debit can be refunded.';
    throw new Failure('conflict', detail, { code: 'stage_conflict' });
  }
  if (stage === 'closed' && outcome !== 'cancelled') {
    throw new Failure('conflict', `The case has already ended as ${outcome}, so it cannot be cancelled.`, {
      code: 'case_closed',
    });
  }
}
