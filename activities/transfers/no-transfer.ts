// How moving the money ends without a transfer, or waits before it can make one.
import { endCase } from '../../cases/end-case.ts';
import { isHeld } from '../../db/bank/account-holds.ts';
import { isRemoved } from '../../db/bank/linked-accounts.ts';
import type { CaseRecord } from '../../db/case/onboardings.ts';
import { moveStage } from '../../db/case/stages.ts';
import type { Pool } from '../../db/pool.ts';
import type { AuthorizationRecord } from '../../db/transfers/authorizations.ts';
import { isConsentOver } from '../../db/transfers/consents.ts';
import { firstInitiatedAt } from '../../db/transfers/returns.ts';
import type { AchFunding, Outcome } from '../../domain/case/onboarding.ts';
import { foreignReason, type Reason } from '../../domain/case/reasons.ts';
import { restingIn } from '../../domain/case/stages.ts';
import { daysAfter } from '../../domain/days.ts';
import { Failure } from '../../domain/failure.ts';
import type { Secret } from '../../domain/secret.ts';
import { ledgerTryAfter, limitResetAfter, type MoneyWait, waitAfter } from '../../domain/transfers/authorization.ts';
import { mayReinitiate } from '../../domain/transfers/reinitiation.ts';
import { callSeconds } from '../deps.ts';
import type { MoneyMoved } from '../types.ts';
import type { authorizations, TransferStep } from './authorizations.ts';

type WaitRow = {
  /** Why the case waits, and why it ends when this takes too long. */
  reason: Reason;
  within: 'limitWithin' | 'ledger';
  tryAfter: (now: Date, onboardingId: string) => Date;
  because: string;
};
const waits: Record<MoneyWait, WaitRow> = {
  plaid_limit: {
    reason: foreignReason('TRANSFER_LIMIT_REACHED'),
    within: 'limitWithin',
    tryAfter: limitResetAfter,
    because: 'The transfer limit of this installation at Plaid is used up. The case tries again after Plaid resets it.',
  },
  ledger_balance: {
    reason: 'ledger_balance',
    within: 'ledger',
    tryAfter: ledgerTryAfter,
    because: 'The Ledger at Plaid does not cover this credit. Fill it: the case tries again soon after, and at times.',
  },
};

type Named = Pick<CaseRecord, 'id'>;

/** `reinitiations`: those before this entry and it, 0 to 2. */
type TransferContext = {
  theCase: CaseRecord<AchFunding>;
  accessToken: Secret | null;
  accountId: string;
  reinitiations: number;
};

export function endings(db: Pool, letGo: ReturnType<typeof authorizations>['letGo']) {
  async function end({ id }: Named, { step }: TransferStep, outcome: Outcome, reason: Reason): Promise<MoneyMoved> {
    const ended = await endCase(db, { onboardingId: id, step, outcome, reason });
    return { result: ended.outcome, reason: ended.reason };
  }
  const decline = (theCase: Named, at: TransferStep, reason: Reason) => end(theCase, at, 'declined', reason);

  return {
    decline,

    async review({ id, policy }: CaseRecord, { step }: TransferStep, reason: Reason): Promise<MoneyMoved> {
      await moveStage(db, { onboardingId: id, step, reason, ...restingIn('in_review', policy, new Date()) });
      return { result: 'review' };
    },

    /**
     * Waits until Plaid resets our limit, or our Ledger is filled, which the applicant cannot influence. `asked`: the
     * authorizations of the transfer so far; the limit of the policy counts from the first one that Plaid refused so.
     */
    async waitFor(
      wait: MoneyWait,
      { id, policy, funding }: CaseRecord<AchFunding>,
      at: TransferStep,
      asked: Pick<AuthorizationRecord, 'rationale' | 'askedAgo'>[],
    ): Promise<MoneyMoved> {
      const { reason, within, tryAfter, because } = waits[wait];
      const refused = asked.filter(({ rationale }) => waitAfter(rationale, funding.direction) === wait);
      const now = new Date();
      const firstRefused = new Date(now.getTime() - Math.max(...refused.map(({ askedAgo }) => askedAgo)) * 1_000);
      if (now >= daysAfter(firstRefused, policy.money[within])) return decline({ id }, at, reason);
      const waitingUntil = tryAfter(now, id);
      const move = { onboardingId: id, step: at.step, stage: 'authorizing', reason } as const;
      await moveStage(db, { ...move, waitingFor: wait, waitingUntil });
      throw new Failure('busy', because, {
        code: reason,
        retryAfterSeconds: Math.ceil((waitingUntil.getTime() - now.getTime()) / 1000),
        refused: true,
      });
    },

    /**
     * Ends the case if its account may not be used, and returns the ending; null when it may. Throws while an
     * earlier request may still be in flight.
     */
    async stop(
      context: TransferContext,
      at: TransferStep,
      last: AuthorizationRecord | null,
    ): Promise<MoneyMoved | null> {
      const barred = await barOf(db, context, at);
      if (!barred) return null;
      const { outcome, reason } = barred;
      if (last && (last.usedAgo ?? last.askedAgo) < callSeconds) {
        throw new Failure(
          'uncertain',
          'This account may not be used, but an earlier request may still be in flight; waiting.',
          {
            code: reason,
          },
        );
      }
      if (last?.decision === 'approved') await letGo(last);
      return end(context.theCase, at, outcome, reason);
    },
  };
}

/** Returns the ending of a case that may not make this transfer. Null when it may. */
async function barOf(
  db: Pool,
  { theCase, accessToken, accountId, reinitiations }: TransferContext,
  { transferNumber }: TransferStep,
) {
  const { id: onboardingId, funding, accountId: linked } = theCase;
  // The tenant still gets what they asked for before the removal, but no bank is asked again after a return.
  if ((!accessToken || reinitiations > 0) && (await isRemoved(db, accountId))) {
    return { outcome: 'abandoned', reason: 'account_removed' } as const;
  }
  if (!accessToken) return { outcome: 'abandoned', reason: 'permission_revoked' } as const;
  if (linked !== null && (await isConsentOver(db, onboardingId, new Date()))) {
    return { outcome: 'declined', reason: 'consent_over' } as const;
  }
  if (await isHeld(db, accountId, funding.direction)) {
    return { outcome: 'declined', reason: 'account_on_hold' } as const;
  }
  if (reinitiations === 0) return null;
  // The planned day was within the limit, but the applicant may have delayed the step since.
  const firstCreatedAt = await firstInitiatedAt(db, { onboardingId, transferNumber, reinitiations });
  if (mayReinitiate({ firstCreatedAt, reinitiations: reinitiations - 1 }, new Date())) return null;
  return { outcome: 'declined', reason: 'too_late_to_reinitiate' } as const;
}
