import { endDelay, recordDelay } from '../../db/case/delays.ts';
import { addToTimeline } from '../../db/case/timeline.ts';
import { addNotification } from '../../db/notify/notifications.ts';
import { transaction } from '../../db/pool.ts';
import type { Deps } from '../deps.ts';
import type { PeopleActivities } from '../types.ts';

/** Shows the tenant that the case waits out trouble, and that this is over. */
export const delayActivities = ({ db }: Pick<Deps, 'db'>): Pick<PeopleActivities, 'showDelay' | 'endDelay'> => ({
  showDelay: ({ onboardingId, since, reason, lasts }) =>
    transaction(db, async (tx) => {
      const recorded = await recordDelay(tx, { onboardingId, since, reason, lasts });
      if (recorded?.changed) await addToTimeline(tx, onboardingId, 'delayed', { reason, since });
      if (recorded?.lasts) await addNotification(tx, { onboardingId, type: 'onboarding.delayed', action: null });
    }),

  endDelay: (over) => endDelay(db, over),
});
