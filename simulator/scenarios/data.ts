// Stories about data beside the money: transactions, assets and income.
import { userGood } from './good.ts';
import type { Scenario } from './scenario.ts';

export const userTransactionsDynamic: Scenario = {
  ...userGood,
  username: 'user_transactions_dynamic',
  about: 'Everything works, and transactions move on: /transactions/refresh posts what was pending',
};

export const userAssetsFail: Scenario = {
  ...userGood,
  username: 'user_assets_fail',
  about: 'Everything works, but Plaid cannot make a report on assets',
  assets: 'fails',
};

export const userIncomeFails: Scenario = {
  ...userGood,
  username: 'user_income_fails',
  about: 'Everything works, but Plaid cannot read the payslips that the person shares',
  income: 'fails',
};
