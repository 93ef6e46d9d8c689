// Sends what the queue of notifications holds. A loop of its own beside the relay's, because its receivers are not ours:
// each may take its time without holding up the others.
import { setTimeout as sleep } from 'node:timers/promises';
import { claimDeliveries, type Delivery, type Settled, settleDelivery } from '../../db/notification-deliveries.ts';
import type { Channel } from '../../db/notification-endpoints.ts';
import { deleteOldNotifications } from '../../db/notifications.ts';
import type { Attempt } from '../../domain/delivery.ts';
import { errorFields } from '../access-log.ts';
import type { Deps } from '../context.ts';
import { type AttemptDeps, createAttempt } from './attempt.ts';

export type Notifier = {
  /** There is something to send: look now. */
  poke: () => void;
  /** Sends all that is due. */
  turn: () => Promise<void>;
  /** Takes turns until the signal says to stop, and finishes what is under way. */
  run: (stop: AbortSignal) => Promise<void>;
};

const lookEveryMs = 1_000;
/** Longer than a try can take (post.ts, mailer.ts): while one is under way, nobody else begins. */
const leaseSeconds = 20;
/** Of one endpoint at a time; so a hundred of them can hang before others wait for them. */
const perEndpoint = 5;
const mostAtOnce = 500;
const lookForOldEveryMs = 10_000;
const deletedAtOnce = 1_000;

/** `notificationDays`: how long notifications are kept. */
export function createNotifier(
  deps: AttemptDeps & Pick<Deps, 'log' | 'metrics'> & { notificationDays: number; clock?: () => Date },
): Notifier {
  const { db, log, metrics, notificationDays, clock = () => new Date() } = deps;
  const attempt = createAttempt(deps);
  const channels: Channel[] = deps.mailer ? ['webhook', 'email'] : ['webhook'];
  const busy = new Map<string, Promise<unknown>>();
  let underWay = 0;
  let poked = new AbortController();
  let lookedForOld = 0;

  /** Leases what is due and begins to send it. False if there was nothing. */
  async function begin(): Promise<boolean> {
    const claim = { leaseSeconds, perEndpoint, limit: mostAtOnce - underWay, except: [...busy.keys()], channels };
    const due = await claimDeliveries(db, { ...claim, now: clock() });
    underWay += due.length;
    for (const endpoint of new Set(due.map(({ endpointId }) => endpointId))) {
      const batch = due.filter(({ endpointId }) => endpointId === endpoint);
      const sent = Promise.all(batch.map(deliver)).finally(() => {
        underWay -= batch.length;
        busy.delete(endpoint);
        poked.abort();
      });
      busy.set(endpoint, sent);
    }
    return due.length > 0;
  }

  /** Never rejects. */
  async function deliver(delivery: Delivery): Promise<void> {
    const began = performance.now();
    const made = await attempt(delivery, clock()).catch((error: unknown): Attempt => {
      log.error({ notification: delivery.id, ...errorFields(error) }, 'notification cannot be made');
      return { result: 'internal_error' };
    });
    const about = {
      notification: delivery.id,
      onboarding_id: delivery.data.onboarding_id,
      endpoint: delivery.endpointId,
      attempts: delivery.attempts,
      result: made.result,
      status: made.statusCode,
      ms: Math.round(performance.now() - began),
    };
    metrics.notificationsSent.inc({ channel: delivery.channel, result: made.result });
    try {
      tell(about, await settleDelivery(db, delivery, made, { now: clock(), chance: Math.random() }));
    } catch (error) {
      // Its lease runs out, and it is sent again.
      log.warn({ ...about, ...errorFields(error) }, 'result of a notification not recorded');
    }
  }

  function tell(about: Record<string, unknown>, { delivery, nextAttemptAt, disabled }: Settled): void {
    const next = nextAttemptAt?.toISOString();
    if (delivery === 'waiting') log.warn({ ...about, next }, 'notification put off');
    else if (delivery === 'failed') log.warn(about, 'notification given up');
    else log.info(about, `notification ${delivery}`);
    if (!disabled) return;
    log.error({ endpoint: about.endpoint, because: disabled }, 'notification endpoint disabled');
    metrics.endpointsDisabled.inc({ because: disabled });
  }

  async function deleteOld(): Promise<void> {
    if (Date.now() - lookedForOld < lookForOldEveryMs) return;
    lookedForOld = Date.now();
    const deleted = await deleteOldNotifications(db, notificationDays, deletedAtOnce);
    if (deleted > 0) log.info({ deleted }, 'old notifications deleted');
  }

  return {
    poke: () => poked.abort(),
    async turn() {
      await deleteOld();
      while ((await begin()) || busy.size > 0) await Promise.all(busy.values());
    },
    async run(stop) {
      while (!stop.aborted) {
        poked = new AbortController();
        try {
          await begin();
          await deleteOld();
        } catch (error) {
          log.warn(errorFields(error), 'notifications wait');
        }
        await sleep(lookEveryMs, undefined, { signal: AbortSignal.any([stop, poked.signal]) }).catch(() => {});
      }
      await Promise.all(busy.values());
    },
  };
}
