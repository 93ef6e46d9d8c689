// The endpoints that change transactions: /sandbox/transactions/create and /transactions/refresh.
import type { SandboxTransactionsCreateResponse, TransactionsRefreshResponse } from 'plaid';
import { z } from 'zod';
import { addDays, easternDate } from '../banking-days.ts';
import { type Answer, endpoint } from '../endpoint.ts';
import { invalidRequest } from '../errors.ts';
import { newId } from '../ids.ts';
import { brokenBy, findItem } from '../link/find.ts';
import type { SimItem } from '../link/state.ts';
import type { World } from '../world.ts';
import { change, dayPasses } from './bank.ts';
import { collectedOf } from './collect.ts';
import type { Collected } from './state.ts';

/** Plaid's test user whose transactions change over time. */
const dynamic = 'user_transactions_dynamic';

export const createTransactions = endpoint({
  path: '/sandbox/transactions/create',
  request: z.strictObject({
    access_token: z.string().min(1),
    transactions: z
      .array(
        z.strictObject({
          date_transacted: z.iso.date(),
          date_posted: z.iso.date(),
          amount: z.number(),
          description: z.string().min(1),
          iso_currency_code: z.string().length(3).optional(),
        }),
      )
      .min(1)
      .max(10),
  }),
  respond(world, asked): Answer<SandboxTransactionsCreateResponse> {
    const { item, collected } = readable(world, asked.access_token);
    if (item.username !== dynamic) {
      throw invalidRequest('INVALID_FIELD', `transactions can only be added to Items of ${dynamic}`);
    }
    const today = easternDate(world.now());
    const stored = asked.transactions.map((given) => {
      for (const date of [given.date_transacted, given.date_posted]) {
        if (date > today || date < addDays(today, -14)) {
          throw invalidRequest('INVALID_FIELD', 'dates must be today or up to 14 days in the past');
        }
      }
      return {
        transaction_id: newId(),
        account_id: item.accounts[0]?.account_id ?? '',
        date: given.date_posted,
        amount: given.amount,
        currency: given.iso_currency_code ?? 'USD',
        name: given.description,
        merchant: null,
        pending: false,
        pending_transaction_id: null,
      };
    });
    change(world, item, collected, { stored });
    return {};
  },
});

export const refreshTransactions = endpoint({
  path: '/transactions/refresh',
  request: z.strictObject({ access_token: z.string().min(1) }),
  respond(world, asked): Answer<TransactionsRefreshResponse> {
    const { item, collected } = readable(world, asked.access_token);
    if (item.username === dynamic) dayPasses(world, item, collected);
    return {};
  },
});

function readable(world: World, accessToken: string): { item: SimItem; collected: Collected } {
  const item = findItem(world, accessToken);
  const broken = brokenBy(item);
  if (broken) throw broken;
  return { item, collected: collectedOf(world, item) };
}
