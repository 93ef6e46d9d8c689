// The end of the holds on an account, decided by a person: over HTTP or by an operator's command.
import { z } from 'zod';
import { type AccountHold, liftHolds as lift, liftOneHold } from '../../db/bank/account-holds.ts';
import { lockAndLoadCase, unknownCase } from '../../db/case/onboardings.ts';
import { addToTimeline } from '../../db/case/timeline.ts';
import type { Db } from '../../db/pool.ts';
import { plainReviewer } from '../../domain/case/review.ts';
import { Failure } from '../../domain/failure.ts';
import { opaqueId } from '../http/fields.ts';

export const liftSchema = z.strictObject({
  reviewer: z.string().transform(plainReviewer).pipe(opaqueId('the reviewer')),
});

type LiftedBy = { reviewer: string; key: string | null };

/** Lifts every hold of the tenant on the account of the case. Call it in a transaction. Throws if there is none. */
export async function liftHolds(tx: Db, onboardingId: string, { reviewer, key }: LiftedBy): Promise<void> {
  if (!(await lockAndLoadCase(tx, onboardingId))) throw unknownCase();
  if ((await lift(tx, onboardingId)) === 0)
    throw notOnHold('The account of this case is not on hold, so there is nothing to lift.');
  await addToTimeline(tx, onboardingId, 'hold_lifted', { reviewer, key });
}

/** Lifts one hold, and notes that on the case that caused it. Call it in a transaction. Throws if it was lifted. */
export async function liftListedHold(
  tx: Db,
  { id, onboardingId }: Pick<AccountHold, 'id' | 'onboardingId'>,
  { reviewer, key }: LiftedBy,
): Promise<void> {
  if (!(await liftOneHold(tx, id))) throw notOnHold('This hold has been lifted already.');
  await addToTimeline(tx, onboardingId, 'hold_lifted', { reviewer, key });
}

const notOnHold = (detail: string): Failure => new Failure('conflict', detail, { code: 'not_on_hold' });
