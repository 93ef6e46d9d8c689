import { randomBytes } from 'node:crypto';
import type { PlaidGateway, PlaidUser } from '../plaid/gateway.ts';

/**
 * Creates a user at Plaid for the applicant. Plaid accepts each id once, and a crash may come before the answer is
 * recorded. So each try takes an id of its own.
 */
export const createPlaidUser = ({ plaid }: { plaid: PlaidGateway }, onboardingId: string): Promise<PlaidUser> =>
  plaid.createUser(`${onboardingId}.${randomBytes(4).toString('hex')}`);
