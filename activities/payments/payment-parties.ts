// Plaid's ids of the two parties of a payment: the recipient, and the applicant who pays.
import { createPlaidUser } from '../../cases/plaid-user.ts';
import { payerOf, readApplicant, recordPlaidUser, sealPayerToken } from '../../db/case/applicants.ts';
import type { CaseRecord } from '../../db/case/onboardings.ts';
import { readRecipient, recordPlaidRecipient } from '../../db/payments/recipients.ts';
import type { PaymentFunding } from '../../domain/case/onboarding.ts';
import type { PaymentOrder } from '../../domain/payments/payment.ts';
import type { PlaidUser } from '../../plaid/gateway.ts';
import type { Deps } from '../deps.ts';
import { known } from '../on-record.ts';

export type PaymentCase = CaseRecord<PaymentFunding>;
export type Parties = Pick<PaymentOrder, 'recipientId' | 'plaidUserId'>;
type PartyDeps = Pick<Deps, 'db' | 'vault' | 'plaid'>;

export async function partiesOf(deps: PartyDeps, theCase: PaymentCase): Promise<Parties> {
  return { recipientId: await plaidRecipient(deps, theCase), plaidUserId: await plaidUser(deps, theCase) };
}

async function plaidRecipient({ db, vault, plaid }: PartyDeps, { id: caseId, funding }: PaymentCase): Promise<string> {
  const { id } = funding.recipient;
  const { recipient, plaidId } = await readRecipient(db, vault, { caseId, id });
  if (plaidId) return plaidId;
  const made = await plaid.createRecipient(recipient);
  await recordPlaidRecipient(db, id, made);
  return made;
}

/**
 * Returns Plaid's user for the payer. The worker sends the name only once the user is on record, so that a lost
 * answer leaves no user with a name behind.
 */
async function plaidUser(deps: PartyDeps, { id }: PaymentCase): Promise<string> {
  const { db, vault, plaid } = deps;
  const person = await readApplicant(db, vault, id);
  const user = (await payerOf(db, vault, id)) ?? (await newPlaidUser(deps, id));
  await plaid.describeUser(user, person);
  return user.userId;
}

async function newPlaidUser({ db, vault, plaid }: PartyDeps, onboardingId: string): Promise<PlaidUser> {
  const { userId, token } = await createPlaidUser({ plaid }, onboardingId);
  const sealed = token && (await sealPayerToken(db, vault, onboardingId, token));
  await recordPlaidUser(db, onboardingId, userId, sealed);
  // Another try may have recorded its user first.
  return known('user at Plaid', payerOf(db, vault, onboardingId));
}
