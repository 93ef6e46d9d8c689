import { z } from 'zod';
import { lockCase } from '../../db/onboardings.ts';
import { insertRefund, refundsOf } from '../../db/refunds.ts';
import { addToTimeline } from '../../db/timeline.ts';
import { transferOfCase } from '../../db/transfers.ts';
import { Failure } from '../../domain/failure.ts';
import { formatAmount, parseAmount } from '../../domain/money.ts';
import { refundable } from '../../domain/refund.ts';
import { askRefund } from '../ask-refund.ts';
import { readOptionalJson } from '../body.ts';
import type { Deps, Route } from '../context.ts';
import { answerCase, findCase } from '../find-case.ts';
import { answerOnce, keyedId, requireKey } from '../idempotent.ts';
import { checkInput } from '../input.ts';

const body = z.strictObject({
  amount: z
    .string({ error: 'must be a decimal string with two digits of cents, such as "25.00"; never a JSON number' })
    .refine((text) => parseAmount(text) !== null, {
      error: 'must be a positive decimal string with two digits of cents, such as "25.00"',
    })
    .optional(),
});

/** Sends money of a debit back to the person: the amount, or all that is left of it. */
export function refundOnboarding(deps: Deps): Route {
  return {
    method: 'POST',
    path: '/v1/onboardings/:id/refunds',
    handle: async (ctx) => {
      requireKey(
        ctx,
        'Send an Idempotency-Key header, a new one for each refund, so that a retry cannot pay it twice.',
      );
      const { amount } = checkInput(body, (await readOptionalJson(ctx.req)) ?? {});
      const view = await findCase(deps, ctx);
      const id = keyedId('rfd', ctx);
      await answerOnce(deps, ctx, {
        request: { amount: amount ?? null },
        record: async (tx) => {
          // Two refunds of one case take turns, so that together they are not more than the transfer.
          await lockCase(tx, view.id);
          const transfer = await transferOfCase(tx, view.id);
          const earlier = transfer ? await refundsOf(tx, transfer.transferId) : [];
          const { funding } = view;
          const pulled = transfer && funding.rail === 'ach' ? { ...transfer, direction: funding.direction } : null;
          const answer = refundable(pulled, earlier, amount === undefined ? null : parseAmount(amount), new Date());
          if (!answer.ok) throw new Failure('conflict', answer.why, { code: answer.code });
          const { amountCents } = answer;
          await insertRefund(tx, { id, onboardingId: view.id, transferId: transfer?.transferId ?? '', amountCents });
          await addToTimeline(tx, view.id, 'refund_asked', { refund: id, amount: formatAmount(amountCents) });
          return view.id;
        },
        finish: async (onboardingId) => {
          await askRefund(deps, id);
          return { status: 201, body: await answerCase(deps, ctx, onboardingId) };
        },
      });
    },
  };
}
