import type { Endpoint } from '../endpoint.ts';
import { createAssetReport, getAssetReport, removeAssetReport } from './assets.ts';
import { fireIncomeWebhook, getPayrollIncome } from './income.ts';
import { createUser, removeUser, updateUser } from './users.ts';

export const reportsEndpoints: Endpoint[] = [
  createAssetReport,
  getAssetReport,
  removeAssetReport,
  createUser,
  updateUser,
  removeUser,
  getPayrollIncome,
  fireIncomeWebhook,
];
