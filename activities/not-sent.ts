// How a payment ends without a transfer, or waits before it can have one.
import type { AuthorizationRecord } from '../db/authorizations.ts';
import type { CaseRecord } from '../db/onboardings.ts';
import type { Pool } from '../db/pool.ts';
import { moveStage } from '../db/stages.ts';
import { limitResetAfter } from '../domain/authorization.ts';
import { Failure } from '../domain/failure.ts';
import { waits } from '../domain/onboarding.ts';
import { daysAfter } from '../domain/policy.ts';
import { ageOf, type authorizations } from './authorizations.ts';
import type { MoneyMoved } from './types.ts';

/** Longer than any call to Plaid can take to have its effect: ours give up after half a minute. */
const callLife = 2 * 60_000;
const limitReached = 'TRANSFER_LIMIT_REACHED';

export function endings(pool: Pool, letGo: ReturnType<typeof authorizations>['letGo']) {
  async function decline({ id }: Pick<CaseRecord, 'id'>, step: number, reason: string): Promise<MoneyMoved> {
    await moveStage(pool, { onboardingId: id, step, stage: 'closed', outcome: 'declined', reason });
    return { result: 'declined', reason };
  }

  return {
    decline,

    async review({ id, policy }: CaseRecord, step: number, reason: string): Promise<MoneyMoved> {
      const wait = { waitingFor: waits.review, waitingUntil: daysAfter(new Date(), policy.reviewWithin) };
      await moveStage(pool, { onboardingId: id, step, stage: 'in_review', reason, ...wait });
      return { result: 'review' };
    },

    /** Our own limit is nothing that the person could help: it is asked again once that is reset. */
    async waitForReset(
      { id, policy }: CaseRecord,
      step: number,
      asked: Pick<AuthorizationRecord, 'rationale' | 'askedAt'>[],
    ): Promise<MoneyMoved> {
      const refused = asked.flatMap(({ rationale, askedAt }) => (rationale === limitReached ? askedAt.getTime() : []));
      const now = new Date();
      if (now >= daysAfter(new Date(Math.min(...refused)), policy.money.limitWithin)) {
        return decline({ id }, step, limitReached);
      }
      const waitingUntil = limitResetAfter(now, id);
      const move = { onboardingId: id, step, stage: 'authorizing', reason: limitReached } as const;
      await moveStage(pool, { ...move, waitingFor: waits.limit, waitingUntil });
      throw new Failure('busy', 'Our limit at Plaid is used up: the transfer is asked for again once it is reset.', {
        code: limitReached,
        retryAfterSeconds: Math.ceil((waitingUntil.getTime() - now.getTime()) / 1000),
        refused: true,
      });
    },

    /** Without the token nothing new can be asked for; but what was asked for may still be on its way. */
    async revoked({ id }: CaseRecord, step: number, last: AuthorizationRecord | null): Promise<MoneyMoved> {
      const reason = 'permission_revoked';
      if (last && ageOf(last.usedAt ?? last.askedAt) < callLife) {
        throw new Failure('uncertain', 'Permission was taken back while a transfer may be on its way.', {
          code: reason,
        });
      }
      if (last?.decision === 'approved') await letGo(last);
      await moveStage(pool, { onboardingId: id, step, stage: 'closed', outcome: 'abandoned', reason });
      return { result: 'abandoned', reason };
    },
  };
}
