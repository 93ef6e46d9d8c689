// Income that an applicant shares from their payroll, or by documents (https://plaid.com/docs/income/payroll-income).
// It belongs to a user at Plaid, not to an Item: no access token opens it.

import { z } from 'zod';
import { Secret } from '../domain/secret.ts';
import type { Ask } from './ask.ts';
import type { IncomeRead, PlaidUser } from './gateway.ts';
import { olderClientsHaveUserTokens } from './quirks.ts';

const payroll = z.object({
  items: z.array(
    z.looseObject({
      item_id: z.string().nullish(),
      status: z.object({ processing_status: z.string().nullish() }).nullish(),
    }),
  ),
});

/** Payslips and tax forms take some pages of JSON each. */
const mostBytes = 8 * 1024 * 1024;

export async function readIncome(ask: Ask, user: PlaidUser): Promise<IncomeRead> {
  const { items } = await ask({
    endpoint: '/credit/payroll_income/get',
    answer: payroll,
    mostBytes,
    send: (api, options) => api.creditPayrollIncomeGet(olderClientsHaveUserTokens(user), options),
  });
  const itemIds = items.flatMap(({ item_id }) => item_id ?? []);
  const states = items.map(({ status }) => status?.processing_status ?? complete);
  if (items.length === 0 || states.some((state) => state !== complete && state !== 'FAILED')) {
    return { progress: 'processing', itemIds };
  }
  if (!states.includes(complete)) return { progress: 'failed', itemIds };
  return { progress: 'complete', itemIds, report: new Secret(JSON.stringify({ items })) };
}

const complete = 'PROCESSING_COMPLETE';
