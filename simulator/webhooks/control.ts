import { z } from 'zod';
import type { World } from '../world.ts';
import { rotateKeys } from './keys.ts';
import { releaseHeld } from './queue.ts';

const count = z.int().min(0);

const webhookSettings = z.strictObject({
  /** Drop the next n, or `all` until the test sets `none`. */
  drop: z.union([count, z.enum(['all', 'none'])]).optional(),
  /** Send each of the next n twice. */
  duplicate: count.optional(),
  /** Hold back the next n, then send them in reverse. 0 releases those held back. */
  reorder: count.optional(),
  /** Wait so many real milliseconds before each first attempt. */
  delay_ms: count.optional(),
  /** Apply the four faults above only to these codes, such as SESSION_FINISHED; null: to every code. */
  codes: z.array(z.string()).min(1).nullable().optional(),
  rotate_keys: z.literal(true).optional(),
  dashboard_url: z.url().nullable().optional(),
});

/** `POST /simulator/webhooks`: changes the given settings. Returns all settings and the counters. */
export function webhookControl(world: World, body: unknown): object {
  const { rotate_keys: rotate, dashboard_url: dashboardUrl, ...faults } = webhookSettings.parse(body ?? {});
  const { webhooks } = world.state;
  if (dashboardUrl !== undefined) webhooks.dashboardUrl = dashboardUrl;
  if (rotate) rotateKeys(webhooks.keys);
  Object.assign(webhooks.faults, faults);
  if (faults.reorder === 0) releaseHeld(webhooks);
  world.changed();
  return {
    ...webhooks.faults,
    dashboard_url: webhooks.dashboardUrl,
    key_id: webhooks.keys[0].kid,
    waiting: Object.keys(webhooks.deliveries).length,
    ...webhooks.counters,
  };
}
