// The client's Ledger at Plaid, which pays credits and refunds.
import { z } from 'zod';
import type { LedgerBalance } from '../domain/transfers/ledger.ts';
import type { Ask } from './ask.ts';
import { balanceMayBeNegative } from './quirks.ts';

const balance = z.string().transform(balanceMayBeNegative).pipe(z.number());

/** Within three seconds, because the relay has other work to do. */
export async function readLedger(ask: Ask, ledgerId: string | null): Promise<LedgerBalance> {
  const answer = await ask({
    endpoint: '/transfer/ledger/get',
    withinMs: 3_000,
    answer: z.object({ balance: z.object({ available: balance, pending: balance }) }),
    send: (api, options) => api.transferLedgerGet(ledgerId === null ? {} : { ledger_id: ledgerId }, options),
  });
  return { availableCents: answer.balance.available, pendingCents: answer.balance.pending };
}
