// Sends the queued notifications. It has a loop of its own beside the relay's, because the receivers are not ours: a
// slow one must not hold up the others.
import { setTimeout as sleep } from 'node:timers/promises';
import { claimDeliveries } from '../../db/notify/notification-deliveries.ts';
import type { Channel } from '../../db/notify/notification-endpoints.ts';
import { deleteOldNotifications } from '../../db/notify/notifications.ts';
import { acrossTenants, forTenant } from '../../db/reach.ts';
import { errorFields } from '../http/access-log.ts';
import { createDeliver, type DeliveryDeps } from './deliver.ts';

export type Notifier = {
  /** Makes the notifier look at once. */
  poke: () => void;
  /** Sends all that is due. */
  turn: () => Promise<void>;
  /** Takes turns until `stop`, then finishes the deliveries under way. */
  run: (stop: AbortSignal) => Promise<void>;
};

const lookEveryMs = 1_000;
/** Longer than a try can take (post.ts, mailer.ts), so that no other process begins one meanwhile. */
const leaseSeconds = 20;
/** Per endpoint at a time, so that a hundred endpoints can hang before others have to wait. */
const perEndpoint = 5;
const mostAtOnce = 500;
const lookForOldEveryMs = 10_000;
const deletedAtOnce = 1_000;

/** `notificationDays`: how long notifications are kept. */
export function createNotifier(
  deps: Omit<DeliveryDeps, 'clock'> & { notificationDays: number; clock?: () => Date },
): Notifier {
  const { db, log, notificationDays, clock = () => new Date() } = deps;
  const deliver = createDeliver({ ...deps, clock });
  const channels: Channel[] = deps.mailer ? ['webhook', 'email'] : ['webhook'];
  const busy = new Map<string, Promise<unknown>>();
  let underWay = 0;
  let poked = new AbortController();
  let lookedForOld = 0;

  /** Leases the due deliveries and begins to send them. False if there were none. */
  async function begin(): Promise<boolean> {
    const claim = { leaseSeconds, perEndpoint, limit: mostAtOnce - underWay, except: [...busy.keys()], channels };
    const due = await claimDeliveries(db, { ...claim, now: clock() });
    underWay += due.length;
    for (const endpoint of new Set(due.map(({ endpointId }) => endpointId))) {
      const batch = due.filter(({ endpointId }) => endpointId === endpoint);
      const sent = Promise.all(batch.map((one) => forTenant(one.tenantId, () => deliver(one)))).finally(() => {
        underWay -= batch.length;
        busy.delete(endpoint);
        poked.abort();
      });
      busy.set(endpoint, sent);
    }
    return due.length > 0;
  }

  async function deleteOld(): Promise<void> {
    if (Date.now() - lookedForOld < lookForOldEveryMs) return;
    lookedForOld = Date.now();
    const deleted = await deleteOldNotifications(db, notificationDays, deletedAtOnce);
    if (deleted > 0) log.info({ deleted }, 'old notifications deleted');
  }

  async function turn(): Promise<void> {
    await deleteOld();
    while ((await begin()) || busy.size > 0) await Promise.all(busy.values());
  }

  async function run(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      poked = new AbortController();
      try {
        await begin();
        await deleteOld();
      } catch (error) {
        log.warn(errorFields(error), 'notifier failed a turn; it tries again');
      }
      await sleep(lookEveryMs, undefined, { signal: AbortSignal.any([stop, poked.signal]) }).catch(() => {});
    }
    await Promise.all(busy.values());
  }

  return {
    poke: () => poked.abort(),
    turn: () => acrossTenants(turn),
    run: (stop) => acrossTenants(() => run(stop)),
  };
}
