// Makes the accounts that a person has at a bank, and shows them as Plaid does.
import { createHash } from 'node:crypto';
import type { AccountBase } from 'plaid';
import { statusAtFirst } from '../auth/methods.ts';
import { newId } from '../ids.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { Wire } from '../wire.ts';
import type { Institution } from './institutions.ts';
import type { SimAccount } from './state.ts';

/** The holder of the accounts: their story, and who they are. If `person` is null they have the Sandbox's numbers. */
export type Holder = { scenario: Scenario; person: string | null };

/** Returns the accounts in the order in which the hosted page offers them. */
export const accountsOf = (holder: Holder, institution: Institution): [SimAccount, ...SimAccount[]] => [
  newAccount(holder, institution, 0),
  newAccount(holder, institution, 1),
];

/** Makes the person's n-th account at the bank. At first they have the first two. */
export function newAccount({ scenario, person }: Holder, institution: Institution, n: number): SimAccount {
  const digit = String(n % 10);
  // A person's accounts have the same numbers whenever the person links them.
  const known = createHash('sha256')
    .update(`${person ?? newId()}/${institution.institution_id}/${n}`)
    .digest();
  return {
    ...(scenario.certificates ? certificate : n === 1 ? saving : checking),
    account_id: newId(),
    persistent_account_id: institution.oauth ? known.toString('base64url') : null,
    mask: digit.repeat(4),
    verification_status: scenario.auth ? statusAtFirst(scenario.auth) : null,
    verification_name: null,
    verification_insights: null,
    balance_cents: n === 1 ? scenario.balance_cents * 2 : scenario.balance_cents,
    owners: [scenario.owner],
    rtp: institution.rtp && n !== 1,
    account_number: `${person === null ? '111122223333' : twelveDigits(known)}${digit.repeat(4)}`,
    routing_number: institution.routing_number,
    tokenized: institution.oauth,
    numbers_read: false,
  };
}

const twelveDigits = (known: Buffer): string => String(known.readUIntBE(0, 6) % 10 ** 12).padStart(12, '0');

const checking = {
  name: 'Plaid Checking',
  official_name: 'Plaid Gold Standard 0% Interest Checking',
  subtype: 'checking',
} as const;

const saving = {
  name: 'Plaid Saving',
  official_name: 'Plaid Silver Standard 0.1% Interest Saving',
  subtype: 'savings',
} as const;

const certificate = {
  name: 'Plaid CD',
  official_name: 'Plaid Bronze Standard 0.2% Interest CD',
  subtype: 'cd',
} as const;

export function showAccount(account: SimAccount): Wire<AccountBase> {
  // Plaid has not asked a bank about an account that was typed in, so it has no balance.
  const balance = account.verification_name === null ? account.balance_cents / 100 : null;
  return {
    account_id: account.account_id,
    balances: {
      available: balance,
      current: balance,
      limit: null,
      iso_currency_code: 'USD',
      unofficial_currency_code: null,
    },
    mask: account.mask,
    name: account.name,
    official_name: account.official_name,
    type: 'depository',
    subtype: account.subtype,
    ...(account.verification_status !== null && { verification_status: account.verification_status }),
    ...(account.verification_name !== null && { verification_name: account.verification_name }),
    ...(account.verification_insights !== null && { verification_insights: account.verification_insights }),
    ...(account.persistent_account_id !== null && { persistent_account_id: account.persistent_account_id }),
    holder_category: 'personal',
  };
}
