import { z } from 'zod';
import { lockCase } from '../../db/case/onboardings.ts';
import { addToTimeline } from '../../db/case/timeline.ts';
import { insertRefund, refundsOf } from '../../db/transfers/refunds.ts';
import { Failure } from '../../domain/failure.ts';
import { formatAmount, parseAmount } from '../../domain/money.ts';
import { refundable } from '../../domain/transfers/refund.ts';
import { askRefund } from '../cases/ask-refund.ts';
import { answerCase, findCase, shownAt } from '../cases/find-case.ts';
import { refundSource } from '../cases/refund-source.ts';
import type { Deps, Handler } from '../context.ts';
import { keyOf } from '../http/auth.ts';
import { readOptionalJson } from '../http/body.ts';
import { amount } from '../http/fields.ts';
import { answerOnce, keyedId, requireKey } from '../http/idempotent.ts';
import { checkInput } from '../http/input.ts';
import { asksPlaid, documented } from '../http/operation.ts';

const body = z.strictObject({ amount: amount.optional() });

const refunding = {
  summary: 'Refund a debit or a payment',
  description: 'Without `amount`, Gangway refunds all that is left.',
  body: { schema: body, example: { amount: '5.00' }, optional: true },
  idempotencyKey: 'required',
  status: 201,
  answer: shownAt,
  problems: [
    ...asksPlaid,
    'not_refundable',
    'not_settled',
    'refund_too_late',
    'refund_too_much',
    'refund_too_little',
    'refund_refused',
    'refund_unknown',
    'recipient_missing',
  ],
} as const;

const notRefundable = ({ code, why }: { code: string; why: string }) => new Failure('conflict', why, { code });

/** Refunds a debit or a payment to the applicant: the given amount, otherwise all that is left. */
export function refundOnboarding(deps: Deps): Handler {
  return documented(refunding, async (ctx) => {
    requireKey(ctx, 'Send an Idempotency-Key header, a new one for each refund, so that a retry cannot pay it twice.');
    const given = checkInput(body, (await readOptionalJson(ctx.req)) ?? {});
    const view = await findCase(deps, ctx);
    const id = keyedId('rfd', ctx);
    const source = await refundSource(deps, view);
    await answerOnce(deps, ctx, {
      request: { amount: given.amount ?? null },
      record: async (tx) => {
        // Two refunds of one case take turns, so that together they do not exceed the amount paid.
        await lockCase(tx, view.id);
        if (!source.ok) throw notRefundable(source);
        const { from } = source;
        const answer = refundable(
          source,
          await refundsOf(tx, from),
          given.amount === undefined ? null : parseAmount(given.amount),
        );
        if (!answer.ok) throw notRefundable(answer);
        const { amountCents } = answer;
        await insertRefund(tx, { id, onboardingId: view.id, from, amountCents });
        await addToTimeline(tx, view.id, 'refund_asked', {
          ...{ refund: id, amount: formatAmount(amountCents), key: keyOf(ctx) },
        });
        return view.id;
      },
      finish: async (onboardingId) => {
        await askRefund(deps, id);
        return { status: 201, body: await answerCase(deps, ctx, onboardingId) };
      },
    });
  });
}
