// The end of the holds on an account, decided by a person: over HTTP or by an operator's command.
import { z } from 'zod';
import { liftHolds as lift } from '../../db/bank/account-holds.ts';
import { lockAndLoadCase, unknownCase } from '../../db/case/onboardings.ts';
import { addToTimeline } from '../../db/case/timeline.ts';
import type { Db } from '../../db/pool.ts';
import { plainReviewer } from '../../domain/case/review.ts';
import { Failure } from '../../domain/failure.ts';
import { opaqueId } from '../http/fields.ts';

export const liftSchema = z.strictObject({
  reviewer: z.string().transform(plainReviewer).pipe(opaqueId('the reviewer')),
});

/** Lifts every hold of the tenant on the account of the case. Call it in a transaction. Throws if there is none. */
export async function liftHolds(
  tx: Db,
  onboardingId: string,
  { reviewer, key }: { reviewer: string; key: string | null },
): Promise<void> {
  if (!(await lockAndLoadCase(tx, onboardingId))) throw unknownCase();
  if ((await lift(tx, onboardingId)) === 0)
    throw new Failure('conflict', 'The account of this case is not on hold, so there is nothing to lift.', {
      code: 'not_on_hold',
    });
  await addToTimeline(tx, onboardingId, 'hold_lifted', { reviewer, key });
}
