// Asks Plaid for a refund that is on record. By the request that made the record, its retries, and the relay where
// nobody retries: all under one key, so that it is one refund.
import { transaction } from '../db/pool.ts';
import { answerRefund, findRefund, notePaidTwice, type RefundRecord, refundsOf, refuseRefund } from '../db/refunds.ts';
import { Failure, type FailureKind } from '../domain/failure.ts';
import type { Refund } from '../plaid/gateway.ts';
import type { Deps } from './context.ts';

/** Plaid keeps the keys of authorizations for 48 hours, and does not say how long those of refunds. */
const keyLife = 47 * 3_600_000;
const resultUnknown: FailureKind[] = ['uncertain', 'unavailable', 'busy'];

type AskDeps = Pick<Deps, 'db' | 'plaid' | 'log'>;

export async function askRefund({ db, plaid, log }: AskDeps, id: string): Promise<void> {
  const record = await findRefund(db, id);
  if (!record) throw new TypeError('a refund that was just recorded is gone');
  if (record.status === 'refused') throw refused(record.failureCode ?? 'refused');
  if (record.refundId) return;
  try {
    const refund = await madeOrMaking({ db, plaid }, record);
    await transaction(db, async (tx) => {
      await answerRefund(tx, id, refund);
      for (const twice of await notePaidTwice(tx, record.transferId)) {
        log.error({ onboarding_id: twice.onboardingId, refund: id }, 'paid twice: the transfer has come back as well');
      }
    });
  } catch (error) {
    if (!(error instanceof Failure) || resultUnknown.includes(error.kind)) throw error;
    await refuseRefund(db, id, error.detail.code);
    throw refused(error.detail.code);
  }
}

async function madeOrMaking({ db, plaid }: Pick<Deps, 'db' | 'plaid'>, record: RefundRecord): Promise<Refund> {
  const { id, transferId, amountCents, askedAt } = record;
  if (Date.now() - askedAt.getTime() >= keyLife) {
    const known = (await refundsOf(db, transferId)).map(({ refundId }) => refundId);
    const refunds = await plaid.listRefunds(transferId);
    const made = refunds.find((one) => one.amountCents === amountCents && !known.includes(one.refundId));
    if (made) return made;
  }
  return plaid.createRefund({ transferId, amountCents, idempotencyKey: id });
}

/** Plaid documents no codes for this; the likely one is a ledger that does not hold enough. */
const refused = (code: string) =>
  new Failure('conflict', `Plaid refuses the refund (${code}). If the ledger at Plaid is too low, fund it first.`, {
    code: 'refund_refused',
  });
