import { recordState } from '../../cases/record-state.ts';
import { loadCase } from '../../db/case/onboardings.ts';
import { transaction } from '../../db/pool.ts';
import { transferOfCase, updateTransfer } from '../../db/transfers/transfers.ts';
import { returnReason } from '../../domain/case/reasons.ts';
import type { Deps } from '../deps.ts';
import { known } from '../on-record.ts';
import type { MoneyActivities } from '../types.ts';
import { moneyMover } from './move-money.ts';

/** Longer than a transfer takes to settle, a few banking days, and than Plaid then holds a debit. */
const movesWithinMs = 14 * 86_400_000;

export function moneyActivities(deps: Deps): MoneyActivities {
  const { db, plaid, alert } = deps;
  return {
    moveMoney: moneyMover(deps),

    async checkTransfer({ onboardingId, transferId, now }) {
      const read = await known('transfer at Plaid', plaid.findTransfer({ transferId }));
      return transaction(db, async (tx) => {
        const state = await updateTransfer(tx, read);
        await recordState(alert, tx, state, new Date(now));
        const { standing, status, watchUntil, code } = state;
        if (standing === 'moving' && Date.parse(now) - read.createdAt.getTime() > movesWithinMs) {
          alert({ onboarding_id: onboardingId, transfer: transferId, status }, 'a transfer stands still: ask Plaid');
        }
        const closed = new Date(now) >= watchUntil;
        return { standing, watchUntil: watchUntil.toISOString(), closed, ...(code !== null && { code }) };
      });
    },

    async followReturn({ onboardingId, transferId }) {
      const { outcome, reason: recorded, step, reminders } = await known('case', loadCase(db, onboardingId));
      const newest = await known('transfer', transferOfCase(db, onboardingId));
      const reason = returnReason(newest.failure?.code ?? null);
      // Nothing follows this return, or the tenant has cancelled, or another transfer follows it already.
      if (outcome || !newest.followUp || newest.transferId !== transferId) {
        return outcome ? { next: 'end', outcome, reason: recorded } : { next: 'end', outcome: 'returned', reason };
      }
      const next = { transferNumber: newest.transferNumber + 1, counted: { steps: step, reminders } };
      switch (newest.followUp) {
        case 'reinitiate': {
          const at = await known('time of the reinitiation', Promise.resolve(newest.reinitiateAt));
          return { next: 'reinitiate', at: at.toISOString(), reason, ...next };
        }
        case 'relink':
          return { next: 'relink', reason, ...next };
      }
    },
  };
}
