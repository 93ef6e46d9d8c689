// The story in which everything works, on which the others build. It has the person and account of Plaid's Sandbox
// (https://plaid.com/docs/sandbox/test-credentials/), so that one suite can run against both.
import type { Owner } from 'plaid';
import type { Scenario } from './scenario.ts';

export const alberta: Owner = {
  names: ['Alberta Bobbeth Charleson'],
  emails: [
    { data: 'accountholder0@example.com', primary: true, type: 'primary' },
    { data: 'accountholder1@example.com', primary: false, type: 'secondary' },
  ] as Owner['emails'],
  phone_numbers: [
    { data: '1112223333', primary: false, type: 'home' },
    { data: '1112224444', primary: false, type: 'work' },
    { data: '1112225555', primary: false, type: 'mobile' },
  ] as Owner['phone_numbers'],
  addresses: [
    {
      data: { street: '2992 Cameron Road', city: 'Malakoff', region: 'NY', postal_code: '14236', country: 'US' },
      primary: true,
    },
    {
      data: { street: '2493 Leisure Lane', city: 'San Matias', region: 'CA', postal_code: '93405-2255', country: 'US' },
      primary: false,
    },
  ],
};

export const userGood: Scenario = {
  username: 'user_good',
  about: 'Everything works',
  owner: alberta,
  balance_cents: 100_00,
};
