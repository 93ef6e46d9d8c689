// Renders how the money of a case moves: its authorization, its transfer, and its refunds.
import { z } from 'zod';
import type { CaseView, RefundView } from '../../db/case/case-views.ts';
import { networks } from '../../domain/case/onboarding.ts';
import { formatAmount } from '../../domain/money.ts';
import { refundFailure, refundStandings } from '../../domain/transfers/refund.ts';
import { transferFailure, transferStatuses } from '../../domain/transfers/transfer.ts';
import { failure, money, time } from '../http/answer-fields.ts';

const risk = z.object({
  level: z.string().nullable(),
  bank_initiated_return_score: z.number().nullable(),
  customer_initiated_return_score: z.number().nullable(),
  warnings: z.array(z.string()),
});

export const authorizationSchema = z
  .object({
    decision: z.string().describe("Plaid's decision; or retired or cancelled, by Gangway."),
    rationale: z.string().nullable(),
    description: z.string().nullable(),
    network: z.enum(networks),
    ruleset: z.string().nullable(),
    risk: risk.nullable(),
  })
  .meta({ id: 'Authorization' });

export const authorizationAnswer = ({
  risk,
  ...decided
}: NonNullable<CaseView['authorization']>): z.output<typeof authorizationSchema> => ({
  ...decided,
  risk: risk && {
    level: risk.level,
    bank_initiated_return_score: risk.bankReturnScore,
    customer_initiated_return_score: risk.customerReturnScore,
    warnings: risk.warnings,
  },
});

export const movementSchema = z
  .object({
    id: z.string().describe("Plaid's id."),
    number: z.int().describe('Counts the transfers of the case, from 1.'),
    network: z.string(),
    status: z.enum(transferStatuses),
    amount: money,
    return_windows: z.object({ standard: z.iso.date().nullable(), unauthorized: z.iso.date().nullable() }),
    failure,
  })
  .meta({ id: 'TransferAtPlaid', description: "The newest of the case's transfers at Plaid." });

export const movementAnswer = (transfer: NonNullable<CaseView['transfer']>): z.output<typeof movementSchema> => ({
  id: transfer.id,
  number: transfer.number,
  network: transfer.network,
  status: transfer.status,
  amount: formatAmount(transfer.amountCents),
  return_windows: transfer.windows,
  failure: transferFailure(transfer.status, transfer.failureCode),
});

export const refundSchema = z
  .object({
    id: z.string(),
    amount: money,
    status: z.enum(refundStandings),
    waiting: z.object({ for: z.literal('ledger_balance'), until: time }).nullable(),
    failure,
    paid_twice: z.boolean().describe('The bank has returned the debit too, so the applicant was paid twice.'),
    created_at: time,
  })
  .meta({ id: 'Refund' });

export function refundAnswer(refund: RefundView): z.output<typeof refundSchema> {
  const { id, amountCents, status, failureCode, paidTwice, askedAt, tryAgainAt } = refund;
  return {
    id,
    amount: formatAmount(amountCents),
    status,
    waiting: tryAgainAt === null ? null : { for: 'ledger_balance', until: new Date(tryAgainAt).toISOString() },
    failure: refundFailure(status, failureCode),
    paid_twice: paidTwice,
    created_at: new Date(askedAt).toISOString(),
  };
}
