// Makes the payment of a case, once. Plaid takes no idempotency key, so the worker stores our reference before the
// call. After an unknown result it looks for the reference in Plaid's list before it asks again.

import { lockCase } from '../../db/case/onboardings.ts';
import { moveStage } from '../../db/case/stages.ts';
import { newReference } from '../../db/ids.ts';
import {
  applyPayment,
  askForPaymentAgain,
  type MadePayment,
  type PaymentRecord,
  paymentsOfCase,
  recordPaymentMade,
  recordPaymentRefused,
  storePaymentReference,
} from '../../db/payments/payments.ts';
import { transaction } from '../../db/pool.ts';
import { Failure } from '../../domain/failure.ts';
import { justMade } from '../../domain/payments/payment.ts';
import { callSeconds, type Deps } from '../deps.ts';
import { known } from '../on-record.ts';
import { findPayment } from './find-payment.ts';
import { type Parties, type PaymentCase, partiesOf } from './payment-parties.ts';

export function paymentMaker(deps: Pick<Deps, 'db' | 'vault' | 'plaid'>) {
  const { db, plaid } = deps;

  /** Makes the payment under a stored reference. Only a certain refusal by Plaid counts as "not made". */
  async function create(theCase: PaymentCase, parties: Parties, reference: string): Promise<MadePayment> {
    const { amountCents, currency } = theCase.funding;
    const { paymentId } = await plaid
      .createPayment({ ...parties, reference, amountCents, currency })
      .catch(async (error: unknown) => {
        const refused = error instanceof Failure && error.kind !== 'uncertain';
        if (refused) await recordPaymentRefused(db, reference);
        throw error;
      });
    await transaction(db, (tx) => recordPaymentMade(tx, { reference, paymentId }));
    return recordedPayment(theCase.id, reference);
  }

  /**
   * Makes a payment under a new reference. `last` is the newest payment so far: one of two simultaneous tries stops.
   */
  async function makeAnother(theCase: PaymentCase, step: number, last: PaymentRecord | null): Promise<MadePayment> {
    const onboardingId = theCase.id;
    const parties = await partiesOf(deps, theCase);
    const reference = newReference(theCase.funding.reference);
    await transaction(db, async (tx) => {
      await lockCase(tx, onboardingId);
      const [newest = null] = await paymentsOfCase(tx, onboardingId);
      // After a payment that failed, the applicant still sees the money as on its way.
      const stage = last ? 'transferring' : 'starting';
      if (newest?.reference !== last?.reference || !(await moveStage(tx, { onboardingId, step, stage }))) {
        throw overtaken();
      }
      if (!(await storePaymentReference(tx, { reference, onboardingId }))) throw overtaken();
    });
    return create(theCase, parties, reference);
  }

  /** Returns the payment of a reference under which the worker asked Plaid and received no answer. */
  async function findOut(theCase: PaymentCase, unknown: PaymentRecord): Promise<MadePayment> {
    const { reference, askedAgo, createdAt } = unknown;
    const found = await findPayment(plaid, reference, createdAt);
    if (found)
      return known(
        'payment',
        transaction(db, (tx) => applyPayment(tx, found, null)),
      );
    const wait = askedAgo === null ? 0 : callSeconds - askedAgo;
    if (wait > 0) throw stillUnknown(wait);
    const parties = await partiesOf(deps, theCase);
    if (!(await askForPaymentAgain(db, unknown))) throw overtaken();
    return create(theCase, parties, reference);
  }

  async function recordedPayment(onboardingId: string, reference: string): Promise<MadePayment> {
    const all = await paymentsOfCase(db, onboardingId);
    const { paymentId, status, ...rest } = await known(
      'payment',
      Promise.resolve(all.find((one) => one.reference === reference) ?? null),
    );
    if (paymentId === null) throw overtaken();
    return { ...rest, paymentId, status: status ?? justMade };
  }

  return { makeAnother, findOut };
}

const overtaken = () =>
  new Failure('unavailable', 'Another try of this step is already making the payment.', { code: 'payment_overtaken' });

const stillUnknown = (seconds: number) =>
  new Failure(
    'uncertain',
    'Plaid has not answered the request for this payment, and its list does not show the payment yet.',
    {
      code: 'payment_unknown',
      retryAfterSeconds: Math.ceil(seconds),
    },
  );
