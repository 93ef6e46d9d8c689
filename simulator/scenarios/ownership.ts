// Stories about the owner of the account.
import { alberta, userGood } from './good.ts';
import type { Scenario } from './scenario.ts';

export const userOtherOwner: Scenario = {
  ...userGood,
  username: 'user_other_owner',
  about: 'The account belongs to another person',
  owner: {
    names: ['Percival Oxley'],
    emails: [],
    phone_numbers: [],
    addresses: [
      {
        data: { street: '17 Harbour Street', city: 'Duluth', region: 'MN', postal_code: '55802', country: 'US' },
        primary: true,
      },
    ],
  },
};

export const userSimilarOwner: Scenario = {
  ...userGood,
  username: 'user_similar_owner',
  about: 'The name on the account is close, but not the same: a person must look',
  owner: { ...alberta, names: ['Robert Charleson'], emails: [], phone_numbers: [] },
};

export const userJointOwner: Scenario = {
  ...userGood,
  username: 'user_joint_owner',
  about: 'The account belongs to two people, and the applicant is the second',
  owner: { ...alberta, names: ['Percival Oxley', ...alberta.names] },
};

export const userNickname: Scenario = {
  ...userGood,
  username: 'user_nickname',
  about: 'The bank knows the person by their nickname',
  owner: { ...alberta, names: ['Bertie Charleson'] },
};

export const userBusiness: Scenario = {
  ...userGood,
  username: 'user_business',
  about: "The account is that of the person's business: a person must look",
  owner: { ...alberta, names: ['Alberta Bobbeth Charleson LLC'] },
};

export const userNoMatch: Scenario = {
  ...userGood,
  username: 'user_no_match',
  about: 'Plaid cannot compare the person with the owner, but the bank names the owner',
  no_match: true,
};

export const userNoIdentity: Scenario = {
  ...userGood,
  username: 'user_no_identity',
  about: 'The bank does not say who owns the account',
  owner: { names: [], emails: [], phone_numbers: [], addresses: [] },
};
