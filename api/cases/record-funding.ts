import { recordedRecipient } from '../../db/payments/recipients.ts';
import type { Db } from '../../db/pool.ts';
import type { Vault } from '../../db/vault.ts';
import type { Funding } from '../../domain/case/onboarding.ts';
import { achFundingOf, centsOf, type GivenAch, type GivenPayment, recipientOf } from './funding-input.ts';

/**
 * Returns the funding of a request, if it has one, and records its recipient. Call it in the transaction that creates
 * the case.
 */
export async function recordFunding(
  tx: Db,
  vault: Vault,
  tenantId: string,
  given: GivenAch | GivenPayment | undefined,
): Promise<Funding | null> {
  switch (given?.rail) {
    case undefined:
      return null;
    case 'ach':
      return achFundingOf(given);
    case 'payment-initiation': {
      const { rail, currency, reference = null } = given;
      const recipient = await recordedRecipient(tx, vault, { tenantId, recipient: recipientOf(given) });
      return { rail, amountCents: centsOf(given), currency, recipient, reference };
    }
  }
}
