// What becomes of a webhook that could not be delivered.
import { isDatabaseAway } from '../../db/database-away.ts';
import type { Db } from '../../db/pool.ts';
import { failWebhook, postponeWebhook, type Webhook } from '../../db/webhooks.ts';
import { Failure, failures } from '../../domain/failure.ts';
import { errorFields } from '../access-log.ts';
import { isTemporalAway } from '../cases/cases.ts';
import type { Deps } from '../context.ts';

/** Longer pauses each time. What no outage explains is given up in the end, or it would hold up its case for ever. */
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
    log.error(about, 'webhook cannot be delivered; given up');
    return 'failed';
  }
  const seconds = Math.min(2 ** webhook.attempts, isTemporalAway(error) ? longestForTemporal : longestPause);
  await postponeWebhook(tx, id, seconds, why);
  metrics.webhooksDelivered.inc({ result: 'put off' });
  log.warn({ ...about, seconds }, 'webhook put off');
  return 'waiting';
}

const longestPause = 300;
/** Nothing is wrong with the row, and when Temporal is back it should not wait for long. */
const longestForTemporal = 30;
/** With the pauses above: after 24 minutes. */
const mostAttempts = 13;

const mayPass = (error: unknown): boolean =>
  error instanceof Failure ? failures[error.kind].retry === 'backoff' : isDatabaseAway(error);
