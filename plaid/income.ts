// Income that a person shares from their payroll, or by documents (https://plaid.com/docs/income/payroll-income). It
// belongs to a user of Plaid's, not to an Item: no access token opens it.

import { z } from 'zod';
import { Secret } from '../domain/secret.ts';
import type { Ask } from './ask.ts';
import type { IncomeRead, PlaidUser } from './gateway.ts';
import { olderClientsHaveUserTokens } from './quirks.ts';

const payroll = z.object({
  items: z.array(z.looseObject({ status: z.object({ processing_status: z.string().nullish() }).nullish() })),
});

/** Payslips and tax forms come to some pages of JSON each. */
const mostBytes = 8 * 1024 * 1024;

export async function readIncome(ask: Ask, user: PlaidUser): Promise<IncomeRead> {
  const { items } = await ask({
    endpoint: '/credit/payroll_income/get',
    answer: payroll,
    mostBytes,
    send: (api, options) => api.creditPayrollIncomeGet(olderClientsHaveUserTokens(user), options),
  });
  const states = items.map(({ status }) => status?.processing_status ?? complete);
  if (items.length === 0 || states.some((state) => state !== complete && state !== 'FAILED')) {
    return { progress: 'processing' };
  }
  if (!states.includes(complete)) return { progress: 'failed' };
  return { progress: 'complete', report: new Secret(JSON.stringify({ items })) };
}

const complete = 'PROCESSING_COMPLETE';
