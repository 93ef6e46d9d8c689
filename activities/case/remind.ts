import { countReminder } from '../../db/case/reminders.ts';
import { addToTimeline } from '../../db/case/timeline.ts';
import { addNotification } from '../../db/notify/notifications.ts';
import { transaction } from '../../db/pool.ts';
import { askedFor } from '../../domain/case/stages.ts';
import type { Deps } from '../deps.ts';
import type { PeopleActivities } from '../types.ts';

export function remind({ db, alert }: Pick<Deps, 'db' | 'alert'>): PeopleActivities['remind'] {
  return async ({ onboardingId, reminder, trouble }) => {
    await transaction(db, async (tx) => {
      const standing = await countReminder(tx, onboardingId, reminder);
      if (!standing) return;
      if (trouble) {
        await addToTimeline(tx, onboardingId, 'reminded', { trouble });
        return alert({ onboarding_id: onboardingId, trouble }, 'in trouble: a step of this case keeps failing');
      }
      // The record may be ahead of the case.
      const action = askedFor(standing);
      if (!action) return;
      await addNotification(tx, { onboardingId, type: 'onboarding.reminder', action });
      await addToTimeline(tx, onboardingId, 'reminded', { action });
    });
  };
}
