import { z } from 'zod';
import type { World } from '../world.ts';
import { rotateKeys } from './keys.ts';
import { releaseHeld } from './sender.ts';

const count = z.int().min(0);

const webhookSettings = z.strictObject({
  /** Drop the next n, or all until told `none`. */
  drop: z.union([count, z.enum(['all', 'none'])]).optional(),
  /** Send each of the next n twice. */
  duplicate: count.optional(),
  /** Hold back the next n, then send them in reverse; 0 lets go of what is held. */
  reorder: count.optional(),
  /** Real milliseconds before each first attempt. */
  delay_ms: count.optional(),
  /** The codes that these four meet, such as SESSION_FINISHED; null: every one. */
  codes: z.array(z.string()).min(1).nullable().optional(),
  rotate_keys: z.literal(true).optional(),
  dashboard_url: z.url().nullable().optional(),
});

/** `POST /simulator/webhooks`: sets what is given, answers with the settings and what has happened so far. */
export function webhookControl(world: World, body: unknown): object {
  const { rotate_keys: rotate, dashboard_url: dashboardUrl, ...faults } = webhookSettings.parse(body ?? {});
  const { webhooks } = world.state;
  if (dashboardUrl !== undefined) webhooks.dashboardUrl = dashboardUrl;
  if (rotate) rotateKeys(webhooks);
  Object.assign(webhooks.faults, faults);
  if (faults.reorder === 0) releaseHeld(world);
  world.changed();
  return {
    ...webhooks.faults,
    dashboard_url: webhooks.dashboardUrl,
    key_id: webhooks.keys[0].kid,
    waiting: webhooks.deliveries.length,
    ...webhooks.counters,
  };
}
