// Reads the state of an Item when a webhook or a date gives a reason to. Asks the applicant for a repair where the case
// does not ask by itself.
import { findItem, itemOfCase, recordItem } from '../../db/bank/items.ts';
import { loadCase } from '../../db/case/onboardings.ts';
import { addToTimeline } from '../../db/case/timeline.ts';
import { addNotification } from '../../db/notify/notifications.ts';
import { transaction } from '../../db/pool.ts';
import { asksForRepair } from '../../domain/case/stages.ts';
import { Failure } from '../../domain/failure.ts';
import type { Secret } from '../../domain/secret.ts';
import type { Deps } from '../deps.ts';
import { known, permitted } from '../on-record.ts';
import type { BankActivities, Drained } from '../types.ts';

type Reads = Pick<Deps, 'db' | 'vault' | 'plaid'>;

/** Reads the Item of a case that is awake, and throws where the case has to act. */
export function checkItem({ db, vault, plaid }: Reads): BankActivities['checkItem'] {
  return async ({ onboardingId }) => {
    const item = permitted(await known('Item', itemOfCase(db, vault, onboardingId)));
    await read({ db, plaid }, { ...item, onboardingId });
  };
}

/** Reads the Item of a case that sleeps, which needs no answer but a true record. */
export function itemDrain({ db, vault, plaid }: Reads): (itemId: string) => Promise<Drained> {
  const over: Drained = { events: 0, signalled: 0, lookAgainSeconds: null };
  return async (itemId) => {
    const item = await findItem(db, vault, itemId);
    if (!item?.accessToken) return over;
    try {
      await read({ db, plaid }, permitted(item));
    } catch (error) {
      // The fault is on record by now, and no case waits for its repair.
      if (!(error instanceof Failure) || !error.detail.repair) throw error;
    }
    // Plaid sends nothing when a consent ends.
    const { consentEndsAt } = (await findItem(db, vault, itemId)) ?? { consentEndsAt: null };
    const left = consentEndsAt ? Math.ceil((consentEndsAt.getTime() - Date.now()) / 1000) : 0;
    return { ...over, events: 1, lookAgainSeconds: left > 0 ? left : null };
  };
}

type Read = { itemId: string; accessToken: Secret; onboardingId: string; repairedAt: Date | null };

async function read(
  { db, plaid }: Omit<Reads, 'vault'>,
  { itemId, accessToken, onboardingId, repairedAt }: Read,
): Promise<void> {
  try {
    const item = await plaid.readItem(accessToken);
    await record(item.error, item.institution);
  } catch (error) {
    // For example, Plaid no longer knows the Item.
    if (error instanceof Failure && error.detail.repair) await record(error.detail.code, null);
    throw error;
  }

  async function record(error: string | null, institution: string | null): Promise<void> {
    await transaction(db, async (tx) => {
      if (!(await recordItem(tx, { itemId, institution, error, repairedAt }))) return;
      await addToTimeline(tx, onboardingId, 'item_read', {
        status: error ? 'broken' : 'good',
        ...(error && { error }),
      });
      const theCase = await loadCase(tx, onboardingId);
      if (!error || !theCase || !asksForRepair(theCase)) return;
      await addNotification(tx, { onboardingId, type: 'onboarding.action_required', action: 'repair_link' });
    });
  }
}
