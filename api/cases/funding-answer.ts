// How the money of a case moves, as answers and the Temporal UI show it.
import { formatAmount } from '../../domain/money.ts';
import type { Funding } from '../../domain/onboarding.ts';

export function fundingAnswer(funding: Funding) {
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

export function fundingSummary(funding: Funding): string {
  const how = funding.rail === 'ach' ? `${funding.direction} by ${funding.network}` : 'by payment initiation';
  return `${formatAmount(funding.amountCents)} ${funding.currency} ${how}`;
}
