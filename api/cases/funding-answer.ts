// Renders the funding of a case for answers.
import { z } from 'zod';
import { achClasses, directions, type Funding, networks } from '../../domain/case/onboarding.ts';
import { formatAmount } from '../../domain/money.ts';
import { paymentCurrencies } from '../../domain/payments/currencies.ts';
import { money } from '../http/answer-fields.ts';

const ach = z.object({
  rail: z.literal('ach'),
  direction: z.enum(directions),
  amount: money,
  currency: z.literal('USD'),
  network: z.enum(networks),
  ach_class: z.enum(achClasses).nullable(),
  description: z.string(),
});

const payment = z.object({
  rail: z.literal('payment-initiation'),
  amount: money,
  currency: z.enum(paymentCurrencies),
  recipient: z.object({ id: z.string(), mask: z.string() }),
  reference: z.string().nullable(),
});

export const fundingAnswerSchema = z.discriminatedUnion('rail', [ach, payment]).meta({ id: 'Funding' });

export function fundingAnswer(funding: Funding): z.output<typeof fundingAnswerSchema> {
  const { rail, currency } = funding;
  const amount = formatAmount(funding.amountCents);
  switch (rail) {
    case 'ach': {
      const { direction, network, achClass, description } = funding;
      return { rail, direction, amount, currency, network, ach_class: achClass, description };
    }
    case 'payment-initiation': {
      const { recipient, reference } = funding;
      return { rail, amount, currency, recipient, reference };
    }
  }
}
