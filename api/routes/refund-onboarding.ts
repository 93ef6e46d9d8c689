import { z } from 'zod';
import { lockCase } from '../../db/onboardings.ts';
import { insertRefund, refundsOf } from '../../db/refunds.ts';
import { addToTimeline } from '../../db/timeline.ts';
import { Failure } from '../../domain/failure.ts';
import { formatAmount, parseAmount } from '../../domain/money.ts';
import { refundable } from '../../domain/refund.ts';
import { readOptionalJson } from '../body.ts';
import { askRefund } from '../cases/ask-refund.ts';
import { answerCase, findCase } from '../cases/find-case.ts';
import { refundSource } from '../cases/refund-source.ts';
import type { Deps, Route } from '../context.ts';
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

const notRefundable = ({ code, why }: { code: string; why: string }) => new Failure('conflict', why, { code });

/** Sends money of a debit, or of a payment, back to the person: the amount, or all that is left of it. */
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
      const source = await refundSource(deps, view);
      await answerOnce(deps, ctx, {
        request: { amount: amount ?? null },
        record: async (tx) => {
          // Two refunds of one case take turns, so that together they are not more than was paid.
          await lockCase(tx, view.id);
          if (!source.ok) throw notRefundable(source);
          const { from } = source;
          const answer = refundable(
            source,
            await refundsOf(tx, from),
            amount === undefined ? null : parseAmount(amount),
          );
          if (!answer.ok) throw notRefundable(answer);
          const { amountCents } = answer;
          await insertRefund(tx, { id, onboardingId: view.id, from, amountCents });
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
