import { randomUUID } from 'node:crypto';
import type { BankAccount } from '../../../plaid/gateway.ts';

export const anAccount = (change: Partial<BankAccount> = {}): BankAccount => ({
  accountId: `account-${randomUUID()}`,
  persistentAccountId: null,
  name: 'Plaid Checking',
  mask: '0000',
  type: 'depository',
  subtype: 'checking',
  verificationStatus: null,
  ...change,
});
