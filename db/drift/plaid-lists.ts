// The record of what Plaid lists.
import type { TransferStatus } from '../../domain/transfers/transfer.ts';
import type { Db } from '../pool.ts';

export type TransferRow = {
  transferId: string;
  onboardingId: string;
  status: TransferStatus;
  amountCents: number;
};

export async function transfersById(db: Db, transferIds: string[]): Promise<Map<string, TransferRow>> {
  const { rows } = await db.query<TransferRow>(
    `select id as "transferId", onboarding_id as "onboardingId", status, amount_cents as "amountCents"
     from transfers where id = any ($1)`,
    [transferIds],
  );
  return new Map(rows.map((row) => [row.transferId, row]));
}

export type PaymentRow = {
  reference: string;
  onboardingId: string;
  paymentId: string | null;
  status: string | null;
  at: Date | null;
};

/** By the references that Gangway chose. Other payments of our client are missing from the result. */
export async function paymentsByReference(db: Db, references: string[]): Promise<Map<string, PaymentRow>> {
  const { rows } = await db.query<PaymentRow>(
    `select reference, onboarding_id as "onboardingId", id as "paymentId", status, status_at as at
     from payments where reference = any ($1)`,
    [references],
  );
  return new Map(rows.map((row) => [row.reference, row]));
}
