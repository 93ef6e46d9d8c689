// Cases whose money moves by Payment Initiation.
import { newId } from '../../../db/ids.ts';
import { recordedRecipient } from '../../../db/payments/recipients.ts';
import { type Pool, transaction } from '../../../db/pool.ts';
import { ensureTenant } from '../../../db/tenants.ts';
import type { PaymentFunding } from '../../../domain/case/onboarding.ts';
import type { Recipient } from '../../../domain/payments/recipient.ts';
import { type CaseChange, storedCase, testVault } from './stored-case.ts';

export const aRecipient: Recipient = {
  name: 'Wonder Wallet',
  numbers: { bacs: { account: '26207729', sortCode: '560029' } },
  address: null,
};

export function storedRecipient(
  pool: Pool,
  tenantId: string,
  recipient = aRecipient,
): Promise<{ id: string; mask: string }> {
  return transaction(pool, async (tx) => {
    await ensureTenant(tx, { id: tenantId, name: tenantId });
    return recordedRecipient(tx, testVault, { tenantId, recipient });
  });
}

/** Stores a case that was just created, by default of a tenant of its own. */
export async function storedPaymentCase(
  pool: Pool,
  change: Omit<CaseChange, 'funding'> & { funding?: Partial<PaymentFunding> } = {},
): Promise<{ onboardingId: string; step: number }> {
  const tenantId = change.tenantId ?? newId('ten');
  const recipient = await storedRecipient(pool, tenantId);
  const funding: PaymentFunding = {
    rail: 'payment-initiation',
    amountCents: 2530,
    currency: 'GBP',
    recipient,
    reference: 'INV42',
    ...change.funding,
  };
  return { onboardingId: await storedCase(pool, { ...change, tenantId, funding }), step: 1 };
}
