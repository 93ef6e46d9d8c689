// Stories about a bank where something changes once the account is linked.
import { alberta, userGood } from './good.ts';
import { userSimilarOwner } from './ownership.ts';
import type { Scenario } from './scenario.ts';

const [legalName = ''] = alberta.names;

export const userNewAccounts: Scenario = {
  ...userSimilarOwner,
  username: 'user_new_accounts',
  about: 'A person must look at the name; right after linking, the bank opens an account in the right name',
  at_bank: { after: 'exchange', happens: { event: 'account_opened', owner: legalName } },
};

export const userConsentEnds: Scenario = {
  ...userSimilarOwner,
  username: 'user_consent_ends',
  about: 'A person must look at the name; right after linking, the bank says that access ends in seven days',
  at_bank: { after: 'exchange', happens: { event: 'disconnect_announced' } },
};

export const userConsentExpires: Scenario = {
  ...userSimilarOwner,
  username: 'user_consent_expires',
  about: 'As user_consent_ends, with the webhook of the UK and the EU',
  at_bank: { after: 'exchange', happens: { event: 'expiration_announced' } },
};

export const userRevokes: Scenario = {
  ...userGood,
  username: 'user_revokes',
  about: 'The person takes all permission back right after linking',
  at_bank: { after: 'exchange', happens: { event: 'permission_revoked' } },
};

export const userRevokesAccount: Scenario = {
  ...userGood,
  username: 'user_revokes_account',
  about: 'The person stops sharing the account right after linking',
  at_bank: { after: 'exchange', happens: { event: 'account_revoked' } },
};

export const userNumbersChange: Scenario = {
  ...userGood,
  username: 'user_numbers_change',
  about: 'The account gets another number right after the first read of it',
  at_bank: { after: 'numbers', happens: { event: 'numbers_changed' } },
};

export const userOwnerChanges: Scenario = {
  ...userSimilarOwner,
  username: 'user_owner_changes',
  about: 'The name on the account is close only; right after the first look at it the bank corrects it',
  at_bank: { after: 'owner', happens: { event: 'owner_renamed', owner: legalName } },
};
