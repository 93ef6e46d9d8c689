// The funding of a case in the columns of `onboardings`. Some columns belong to one rail only.
import type { Direction, Funding } from '../../domain/case/onboarding.ts';

/** Selects the funding as JSON, or null; `o` is the row of the case. */
export const fundingColumn = `case o.rail
  when 'ach' then json_build_object('rail', o.rail, 'direction', o.direction, 'amountCents', o.amount_cents,
    'currency', o.currency, 'network', o.network, 'achClass', o.ach_class, 'description', o.description)
  when 'payment-initiation' then json_build_object('rail', o.rail, 'amountCents', o.amount_cents, 'currency', o.currency,
    'recipient', (select json_build_object('id', id, 'mask', mask) from recipients where id = o.recipient_id),
    'reference', o.description)
  end as funding`;

export const fundingColumns = 'rail, direction, network, ach_class, description, amount_cents, currency, recipient_id';

/** Returns the values in the order of `fundingColumns`. A payment counts as a debit, because it brings money in. */
export function fundingValues(funding: Funding | null): unknown[] {
  if (!funding) return Array(8).fill(null);
  const { rail, amountCents, currency } = funding;
  const payment: Direction = 'debit';
  switch (rail) {
    case 'ach': {
      const { direction, network, achClass, description } = funding;
      return [rail, direction, network, achClass, description, amountCents, currency, null];
    }
    case 'payment-initiation':
      return [rail, payment, null, null, funding.reference, amountCents, currency, funding.recipient.id];
  }
}
