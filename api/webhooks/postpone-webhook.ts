// Decides how to go on with a webhook that the relay could not deliver.
import { isDatabaseAway } from '../../db/database-away.ts';
import { failWebhook, postponeWebhook, type Webhook } from '../../db/inbox/webhooks.ts';
import type { Db } from '../../db/pool.ts';
import { Failure, failures, isTemporalAway } from '../../domain/failure.ts';
import type { Deps } from '../context.ts';
import { errorFields } from '../http/access-log.ts';

/**
 * Postpones the webhook, longer each time. After many tries it gives up a webhook that fails without an outage, because
 * that would hold up its case for ever.
 */
export async function postponeOrFail(
  { log, metrics }: Pick<Deps, 'log' | 'metrics'>,
  tx: Db,
  webhook: Webhook,
  error: unknown,
): Promise<'waiting' | 'failed'> {
  const { id, type, code, onboardingId } = webhook;
  const attempts = webhook.attempts + 1;
  const why = error instanceof Failure ? error.detail.code : 'internal_error';
  const about = { webhook: id, type, kind: code, onboarding_id: onboardingId, attempts, why, ...errorFields(error) };
  if (attempts >= mostAttempts && !mayPass(error)) {
    await failWebhook(tx, id, why);
    metrics.webhooksDelivered.inc({ result: 'failed' });
    log.error(about, 'webhook cannot be delivered; relay gives up');
    return 'failed';
  }
  const seconds = Math.min(2 ** webhook.attempts, isTemporalAway(error) ? longestForTemporal : longestPause);
  await postponeWebhook(tx, id, seconds, why);
  metrics.webhooksDelivered.inc({ result: 'put off' });
  log.warn({ ...about, seconds }, 'webhook put off');
  return 'waiting';
}

const longestPause = 300;
/** The row itself is sound, so it should not wait long once Temporal is back. */
const longestForTemporal = 30;
/** With the pauses above, this is 24 minutes. */
const mostAttempts = 13;

const mayPass = (error: unknown): boolean =>
  error instanceof Failure ? failures[error.kind].retry === 'backoff' : isDatabaseAway(error);
