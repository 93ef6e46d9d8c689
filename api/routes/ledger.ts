import { z } from 'zod';
import { neededCents } from '../../db/transfers/ledger.ts';
import { Failure, isPassing } from '../../domain/failure.ts';
import { formatAmount, formatCents } from '../../domain/money.ts';
import { lackingCents } from '../../domain/transfers/ledger.ts';
import { bankingDayAnswer, bankingDaySchema } from '../cases/banking-day.ts';
import type { Deps, Handler } from '../context.ts';
import { money, time } from '../http/answer-fields.ts';
import { asksPlaid, documented } from '../http/operation.ts';

const readAgainAfterMs = 60_000;

const balance = z
  .string()
  .regex(/^-?\d+\.\d\d$/)
  .nullable()
  .describe(
    'A decimal string with two digits of cents, which may be below zero. Null if Plaid refuses to show the balance, for example because the client has no Ledger.',
  );

const ledgerSchema = z
  .object({
    available: balance,
    pending: balance,
    needed: money.describe(
      'The open credits whose applicants have linked an account and that have no transfer yet, and the refunds of debits that Plaid has not made.',
    ),
    lacking: money
      .nullable()
      .describe('How much of that the available money does not cover: 0.00 if it covers all, null without a balance.'),
    as_of: time,
    banking_day: bankingDaySchema,
  })
  .meta({ id: 'Ledger' });

const reading = {
  summary: 'Read our Ledger at Plaid, and the money that it has to pay soon',
  description: 'Each API process asks Plaid once a minute at most.',
  answer: ledgerSchema,
  problems: asksPlaid,
} as const;

/** Answers with the balance of the default Ledger, which is at most a minute old. */
export function getLedger({ db, plaid }: Pick<Deps, 'db' | 'plaid'>, now = () => new Date()): Handler {
  const read = async () => ({
    balance: await plaid.readLedger(null).catch((error: unknown) => {
      if (error instanceof Failure && !isPassing(error)) return null;
      throw error;
    }),
    needed: await neededCents(db),
  });
  // A failure stays for that minute too, so that a page which asks again does not use up Plaid's limits.
  let last: { at: Date; figures: ReturnType<typeof read> } | undefined;
  return documented(reading, async (ctx) => {
    const at = now();
    if (!last || at.getTime() - last.at.getTime() >= readAgainAfterMs) last = { at, figures: read() };
    const asOf = last.at;
    const { balance, needed } = await last.figures;
    const answer: z.output<typeof ledgerSchema> = {
      available: balance && formatCents(balance.availableCents),
      pending: balance && formatCents(balance.pendingCents),
      needed: formatAmount(needed),
      lacking: balance && formatAmount(lackingCents(balance, needed)),
      as_of: asOf.toISOString(),
      banking_day: bankingDayAnswer(at),
    };
    ctx.body = answer;
  });
}

/** Answers with the banks' day and the cut-offs of today. */
export function getBankingDay(now = () => new Date()): Handler {
  return documented(
    { summary: 'Read the banking day, and when Plaid submits entries', answer: bankingDaySchema },
    async (ctx) => {
      ctx.body = bankingDayAnswer(now());
    },
  );
}
