// Renders the funding of a case for answers.

import type { Funding } from '../../domain/case/onboarding.ts';
import { formatAmount } from '../../domain/money.ts';

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
