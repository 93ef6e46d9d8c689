// Asks Plaid for a refund that is on record. The request that made the record, its retries and the relay all use one
// key, so that Plaid makes one refund.
import { alertIfPaidTwice } from '../../cases/paid-twice.ts';
import { transaction } from '../../db/pool.ts';
import {
  answerRefund,
  askForRefund,
  findRefund,
  postponeRefund,
  type RefundRecord,
  refundsOf,
  refuseRefund,
} from '../../db/transfers/refunds.ts';
import { Failure, isPassing } from '../../domain/failure.ts';
import type { Refund } from '../../plaid/gateway.ts';
import type { Deps } from '../context.ts';
import { type RefundDoor, refundDoor } from './refund-method.ts';

type AskDeps = Pick<Deps, 'db' | 'plaid' | 'log'>;

export async function askRefund({ db, plaid, log }: AskDeps, id: string): Promise<void> {
  const record = await findRefund(db, id);
  if (!record) throw new TypeError('a refund that was just recorded is gone');
  if (record.status === 'refused') throw refused(record.failureCode ?? 'refused');
  if (record.refundId) return;
  const door = await refundDoor({ db, plaid }, record);
  if (!(await askForRefund(db, id, door.pauseSeconds))) throw beingAsked(door.pauseSeconds);
  try {
    const refund = await madeOrMaking(db, door, record);
    await transaction(db, async (tx) => {
      await answerRefund(tx, id, refund);
      if (!('transferId' in record.from)) return;
      await alertIfPaidTwice((about, what) => log.error(about, what), tx, record.from.transferId);
    });
  } catch (error) {
    if (!(error instanceof Failure) || error.kind === 'uncertain' || isPassing(error)) throw error;
    const tryAgainAt = await door.tryAgainAt();
    if (tryAgainAt) return postponeRefund(db, id, tryAgainAt);
    await refuseRefund(db, id, error.detail.code);
    throw refused(error.detail.code);
  }
}

async function madeOrMaking(db: AskDeps['db'], door: RefundDoor, record: RefundRecord): Promise<Refund> {
  const { from, amountCents, askedAt } = record;
  if (Date.now() - askedAt.getTime() >= door.keyLife) {
    const known = (await refundsOf(db, from)).map(({ refundId }) => refundId);
    const refunds = await door.list();
    const made = refunds.find((one) => one.amountCents === amountCents && !known.includes(one.refundId));
    if (made) return made;
  }
  return door.make();
}

/** Plaid documents no codes for this. A likely cause is a virtual account with too little money. */
const refused = (code: string) =>
  new Failure('conflict', `Plaid refuses the refund (${code}). If your balance at Plaid is too low, fund it first.`, {
    code: 'refund_refused',
  });

const beingAsked = (seconds: number) =>
  new Failure(
    'unavailable',
    'Plaid may have made this refund: its answer is not known yet. Send the same request again after Retry-After.',
    {
      code: 'refund_unknown',
      retryAfterSeconds: Math.max(seconds, 1),
    },
  );
