import { loadCase } from '../db/onboardings.ts';
import { transaction } from '../db/pool.ts';
import { transferOfCase, updateTransfer } from '../db/transfers.ts';
import { recordState } from './alerts.ts';
import type { Gateways } from './gateways.ts';
import { known } from './known.ts';
import { moneyMover } from './move-money.ts';
import type { MoneyActivities } from './types.ts';

/** A transfer settles within a few banking days, and Plaid holds a debit for some more: this is beyond both. */
const movesWithinMs = 14 * 86_400_000;

export function moneyActivities(gateways: Gateways): MoneyActivities {
  const { pool, plaid, alert } = gateways;
  return {
    moveMoney: moneyMover(gateways),

    async checkTransfer({ onboardingId, transferId, now }) {
      const read = await known('transfer at Plaid', plaid.findTransfer({ transferId }));
      return transaction(pool, async (tx) => {
        const state = await updateTransfer(tx, read);
        await recordState(gateways, tx, state, new Date(now));
        const { standing, status, watchUntil } = state;
        if (standing === 'moving' && Date.parse(now) - read.createdAt.getTime() > movesWithinMs) {
          alert({ onboarding_id: onboardingId, transfer: transferId, status }, 'a transfer stands still');
        }
        return { standing, watchUntil: watchUntil.toISOString(), closed: new Date(now) >= watchUntil };
      });
    },

    async followReturn({ onboardingId, transferId }) {
      const { outcome, step, reminders } = await known('case', loadCase(pool, onboardingId));
      const newest = await known('transfer', transferOfCase(pool, onboardingId));
      // Nothing follows it, or it was called off, or another transfer follows it already.
      if (outcome || !newest.followUp || newest.transferId !== transferId) {
        return { next: 'end', outcome: outcome ?? 'returned' };
      }
      const next = { attempt: newest.attempt + 1, counted: { steps: step, reminders } };
      if (newest.representAt) return { next: 'represent', at: newest.representAt.toISOString(), ...next };
      return { next: 'relink', reason: newest.failure?.code ?? 'returned', ...next };
    },
  };
}
