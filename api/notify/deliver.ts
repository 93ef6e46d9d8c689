// The delivery of one notification: one try, and the record of its result.
import { type Delivery, type Settled, settleDelivery } from '../../db/notify/notification-deliveries.ts';
import type { DeliveryAttempt } from '../../domain/notify/delivery.ts';
import { caseOf } from '../../domain/notify/notifications.ts';
import type { Deps } from '../context.ts';
import { errorFields } from '../http/access-log.ts';
import { type AttemptDeps, createAttempt } from './attempt.ts';

export type DeliveryDeps = AttemptDeps & Pick<Deps, 'log' | 'metrics'> & { clock: () => Date };

/** Returns a function that sends one notification and records the result. It never rejects. */
export function createDeliver(deps: DeliveryDeps): (delivery: Delivery) => Promise<void> {
  const { db, log, metrics, clock } = deps;
  const attempt = createAttempt(deps);

  function logResult(about: Record<string, unknown>, { delivery, nextAttemptAt, disabled }: Settled): void {
    const next = nextAttemptAt?.toISOString();
    if (delivery === 'waiting') log.warn({ ...about, next }, 'notification put off');
    else if (delivery === 'failed') log.warn(about, 'notification given up');
    else log.info(about, `notification ${delivery}`);
    if (!disabled) return;
    log.error({ endpoint: about.endpoint, because: disabled }, 'notification endpoint disabled');
    metrics.endpointsDisabled.inc({ because: disabled });
  }

  return async (delivery) => {
    const attemptedAt = clock();
    const began = performance.now();
    const made = await attempt(delivery, attemptedAt).catch((error: unknown): DeliveryAttempt => {
      log.error({ notification: delivery.id, ...errorFields(error) }, 'notification cannot be composed');
      return { result: 'internal_error' };
    });
    const milliseconds = Math.round(performance.now() - began);
    const about = {
      notification: delivery.id,
      onboarding_id: caseOf(delivery.data)[1],
      endpoint: delivery.endpointId,
      attempts: delivery.attempts,
      result: made.result,
      status: made.statusCode,
      ms: milliseconds,
    };
    metrics.notificationsSent.inc({ channel: delivery.channel, result: made.result });
    try {
      logResult(
        about,
        await settleDelivery(
          db,
          delivery,
          { ...made, attemptedAt, milliseconds },
          { now: clock(), chance: Math.random() },
        ),
      );
    } catch (error) {
      // The lease expires, and the notifier sends the notification again.
      log.warn(
        { ...about, ...errorFields(error) },
        'result of a notification not recorded; the notifier sends it again',
      );
    }
  };
}
