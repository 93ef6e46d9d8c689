import { newestNotification } from '../../db/notify/notifications.ts';
import { redeliver } from '../../db/notify/redeliver.ts';
import { transaction } from '../../db/pool.ts';
import type { Deps } from '../deps.ts';
import type { PeopleActivities } from '../types.ts';

export function resendNotification({ db }: Pick<Deps, 'db'>): PeopleActivities['resendNotification'] {
  return ({ onboardingId }) =>
    transaction(db, async (tx) => {
      const newest = await newestNotification(tx, onboardingId);
      if (!newest) return { type: null, endpoints: 0 };
      return { type: newest.type, endpoints: await redeliver(tx, newest.id, null, new Date()) };
    });
}
