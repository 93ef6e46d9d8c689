// Stories about signing in and about a bank that is not ready.
import { userGood } from './good.ts';
import type { Scenario } from './scenario.ts';

export const userBrokenLogin: Scenario = {
  ...userGood,
  username: 'user_broken_login',
  about: 'The login breaks right after linking and works again once the person has signed in again',
  at_bank: { after: 'exchange', happens: { event: 'login_broken' } },
};

export const userSlow: Scenario = {
  ...userGood,
  username: 'user_slow',
  about: 'The bank needs a moment: the first two reads of the account numbers find them not ready',
  link: { not_ready: 2 },
};

export const userCertificates: Scenario = {
  ...userGood,
  username: 'user_certificates',
  about: 'The person has certificates of deposit only: accounts without numbers',
  certificates: true,
};

export const userExits: Scenario = {
  ...userGood,
  username: 'user_exits',
  about: 'The person leaves at the login',
  link: { exits: true },
};
