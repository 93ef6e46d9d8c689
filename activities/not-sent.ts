// How a payment ends without a transfer, or waits before it can have one.
import { isHeld } from '../db/account-holds.ts';
import type { AuthorizationRecord } from '../db/authorizations.ts';
import type { CaseRecord } from '../db/onboardings.ts';
import type { Pool } from '../db/pool.ts';
import { firstPresentedAt } from '../db/returns.ts';
import { moveStage } from '../db/stages.ts';
import { limitResetAfter } from '../domain/authorization.ts';
import { daysAfter } from '../domain/days.ts';
import { Failure } from '../domain/failure.ts';
import { type AchFunding, waits } from '../domain/onboarding.ts';
import { mayBePresented } from '../domain/representment.ts';
import type { Secret } from '../domain/secret.ts';
import type { Attempt, authorizations } from './authorizations.ts';
import { callSeconds } from './gateways.ts';
import type { MoneyMoved } from './types.ts';

const limitReached = 'TRANSFER_LIMIT_REACHED';

type Named = Pick<CaseRecord, 'id'>;
type Ending = 'declined' | 'abandoned';

/** `retry`: the how manieth time it is presented again, or 0. */
type Payment = { theCase: CaseRecord<AchFunding>; accessToken: Secret | null; accountId: string; retry: number };

export function endings(pool: Pool, letGo: ReturnType<typeof authorizations>['letGo']) {
  async function end({ id }: Named, { step, attempt }: Attempt, outcome: Ending, reason: string): Promise<MoneyMoved> {
    await moveStage(pool, { onboardingId: id, step, stage: 'closed', outcome, reason });
    // The record says the same of a case whose money came back.
    return { result: attempt > 1 ? 'returned' : outcome, reason };
  }
  async function barOf({ theCase, accessToken, accountId, retry }: Payment, { attempt }: Attempt) {
    if (!accessToken) return { outcome: 'abandoned', reason: 'permission_revoked' } as const;
    const { id: onboardingId, funding } = theCase;
    if (await isHeld(pool, accountId, funding.direction)) {
      return { outcome: 'declined', reason: 'account_frozen' } as const;
    }
    if (retry === 0) return null;
    // Its day was in time, but the person may have taken theirs.
    const firstCreatedAt = await firstPresentedAt(pool, { onboardingId, attempt, retry });
    if (mayBePresented({ firstCreatedAt, representments: retry - 1 }, new Date())) return null;
    return { outcome: 'declined', reason: 'too_late_to_present_again' } as const;
  }
  const decline = (theCase: Named, at: Attempt, reason: string) => end(theCase, at, 'declined', reason);

  return {
    decline,

    async review({ id, policy }: CaseRecord, { step }: Attempt, reason: string): Promise<MoneyMoved> {
      const wait = { waitingFor: waits.review, waitingUntil: daysAfter(new Date(), policy.reviewWithin) };
      await moveStage(pool, { onboardingId: id, step, stage: 'in_review', reason, ...wait });
      return { result: 'review' };
    },

    /** Our own limit is nothing that the person could help: it is asked again once that is reset. */
    async waitForReset(
      { id, policy }: CaseRecord,
      at: Attempt,
      asked: Pick<AuthorizationRecord, 'rationale' | 'askedAgo'>[],
    ): Promise<MoneyMoved> {
      const refused = asked.flatMap(({ rationale, askedAgo }) => (rationale === limitReached ? askedAgo : []));
      const now = new Date();
      const firstRefused = new Date(now.getTime() - Math.max(...refused) * 1_000);
      if (now >= daysAfter(firstRefused, policy.money.limitWithin)) {
        return decline({ id }, at, limitReached);
      }
      const waitingUntil = limitResetAfter(now, id);
      const move = { onboardingId: id, step: at.step, stage: 'authorizing', reason: limitReached } as const;
      await moveStage(pool, { ...move, waitingFor: waits.limit, waitingUntil });
      throw new Failure('busy', 'Our limit at Plaid is used up: the transfer is asked for again once it is reset.', {
        code: limitReached,
        retryAfterSeconds: Math.ceil((waitingUntil.getTime() - now.getTime()) / 1000),
        refused: true,
      });
    },

    /** The ending of a payment for which nothing may be asked any more. What was asked for may still be on its way. */
    async stop(payment: Payment, at: Attempt, last: AuthorizationRecord | null): Promise<MoneyMoved | null> {
      const barred = await barOf(payment, at);
      if (!barred) return null;
      const { outcome, reason } = barred;
      if (last && (last.usedAgo ?? last.askedAgo) < callSeconds) {
        throw new Failure('uncertain', 'Nothing may be asked for any more, while a transfer may be on its way.', {
          code: reason,
        });
      }
      if (last?.decision === 'approved') await letGo(last);
      return end(payment.theCase, at, outcome, reason);
    },
  };
}
