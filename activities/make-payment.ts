// Making the case's payment, once. Plaid takes no idempotency key: our reference is stored before the call, and an
// unknown result is found out by it before Plaid is asked again.

import { randomBytes } from 'node:crypto';
import { plaidUserOf, readApplicant, recordPlaidUser } from '../db/applicants.ts';
import { newReference } from '../db/ids.ts';
import { type CaseRecord, lockCase } from '../db/onboardings.ts';
import {
  applyPayment,
  askForPaymentAgain,
  type MadePayment,
  type PaymentRecord,
  paymentsOfCase,
  recordPaymentMade,
  recordPaymentRefused,
  storePaymentReference,
} from '../db/payments.ts';
import { transaction } from '../db/pool.ts';
import { readRecipient, recordPlaidRecipient } from '../db/recipients.ts';
import { moveStage } from '../db/stages.ts';
import { Failure } from '../domain/failure.ts';
import type { PaymentFunding } from '../domain/onboarding.ts';
import { justMade, type PaymentOrder } from '../domain/payment.ts';
import { findPayment } from './find-payment.ts';
import { callSeconds, type Gateways } from './gateways.ts';
import { known } from './known.ts';

export type PaymentCase = CaseRecord<PaymentFunding>;
/** Who pays whom, by Plaid's ids. */
type Parties = Pick<PaymentOrder, 'recipientId' | 'plaidUserId'>;

export function paymentMaker({ pool, vault, plaid }: Pick<Gateways, 'pool' | 'vault' | 'plaid'>) {
  async function plaidRecipient({ funding }: PaymentCase): Promise<string> {
    const { id } = funding.recipient;
    const { recipient, plaidId } = await readRecipient(pool, vault, id);
    if (plaidId) return plaidId;
    const made = await plaid.createRecipient(recipient);
    await recordPlaidRecipient(pool, id, made);
    return made;
  }

  /** Plaid wants to know who pays. It hears their name only once we know its user, so that no lost answer leaves one behind. */
  async function plaidUser({ id }: PaymentCase): Promise<string> {
    const person = await readApplicant(pool, vault, id);
    const userId = (await plaidUserOf(pool, id)) ?? (await newPlaidUser(id));
    await plaid.describeUser(userId, person);
    return userId;
  }

  async function newPlaidUser(onboardingId: string): Promise<string> {
    // Plaid takes an id once: after a crash before its answer was recorded, the next try needs another.
    const { userId } = await plaid.createUser(`${onboardingId}.${randomBytes(4).toString('hex')}`);
    return recordPlaidUser(pool, onboardingId, userId);
  }

  async function partiesOf(theCase: PaymentCase): Promise<Parties> {
    return { recipientId: await plaidRecipient(theCase), plaidUserId: await plaidUser(theCase) };
  }

  /** Under this reference, which is stored. Only what Plaid says for certain is taken for "not made". */
  async function create(theCase: PaymentCase, parties: Parties, reference: string): Promise<MadePayment> {
    const { amountCents, currency } = theCase.funding;
    const { paymentId } = await plaid
      .createPayment({ ...parties, reference, amountCents, currency })
      .catch(async (error: unknown) => {
        const refused = error instanceof Failure && error.kind !== 'uncertain';
        if (refused) await recordPaymentRefused(pool, reference);
        throw error;
      });
    await transaction(pool, (tx) => recordPaymentMade(tx, { reference, paymentId }));
    return recordedPayment(theCase.id, reference);
  }

  /** With a reference of its own. `last` is what there is already: of two tries at once one goes on. */
  async function makeAnother(theCase: PaymentCase, step: number, last: PaymentRecord | null): Promise<MadePayment> {
    const onboardingId = theCase.id;
    const parties = await partiesOf(theCase);
    const reference = newReference(theCase.funding.reference);
    await transaction(pool, async (tx) => {
      await lockCase(tx, onboardingId);
      const [newest = null] = await paymentsOfCase(tx, onboardingId);
      // After one that came to nothing the money is still on its way, in the person's eyes.
      const stage = last ? 'transferring' : 'starting';
      if (newest?.reference !== last?.reference || !(await moveStage(tx, { onboardingId, step, stage }))) {
        throw overtaken();
      }
      if (!(await storePaymentReference(tx, { reference, onboardingId }))) throw overtaken();
    });
    return create(theCase, parties, reference);
  }

  /** The payment of a reference under which Plaid was asked, and whose answer we do not have. */
  async function findOut(theCase: PaymentCase, unknown: PaymentRecord): Promise<MadePayment> {
    const { reference, askedAgo, createdAt } = unknown;
    const found = await findPayment(plaid, reference, createdAt);
    if (found)
      return known(
        'payment',
        transaction(pool, (tx) => applyPayment(tx, found, null)),
      );
    const wait = askedAgo === null ? 0 : callSeconds - askedAgo;
    if (wait > 0) throw stillUnknown(wait);
    const parties = await partiesOf(theCase);
    if (!(await askForPaymentAgain(pool, unknown))) throw overtaken();
    return create(theCase, parties, reference);
  }

  async function recordedPayment(onboardingId: string, reference: string): Promise<MadePayment> {
    const all = await paymentsOfCase(pool, onboardingId);
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
  new Failure('unavailable', 'Another try of this step is making the payment.', { code: 'payment_overtaken' });

const stillUnknown = (seconds: number) =>
  new Failure('uncertain', 'Plaid was asked for the payment and has not answered; its list does not show it yet.', {
    code: 'payment_unknown',
    retryAfterSeconds: Math.ceil(seconds),
  });
