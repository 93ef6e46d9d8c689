import { z } from 'zod';
import { newId } from '../../db/ids.ts';
import { attemptResults } from '../../domain/notify/delivery.ts';
import { notificationTypes } from '../../domain/notify/notifications.ts';
import { tenantOf } from '../cases/find-case.ts';
import type { Deps, Handler } from '../context.ts';
import { readJson } from '../http/body.ts';
import { checkInput } from '../http/input.ts';
import { documented } from '../http/operation.ts';
import { createAttempt } from '../notify/attempt.ts';
import { eventOf, onboardingEventSchema, transferEventSchema } from '../notify/event.ts';
import { exampleOf } from '../notify/example.ts';
import { webhookEndpointOf } from './notification-endpoints.ts';

const body = z.strictObject({
  type: z.enum(notificationTypes).default('onboarding.funded'),
});

const id = { id: z.string().describe('The `webhook-id` of the request.') };
const testing = {
  summary: 'Send an example to a notification endpoint',
  description:
    'Gangway posts a signed example of the type to the endpoint, enabled or not, and answers with the result. `data.example` is `true`, and its ids name nothing. An example is in no list, is not sent again, and does not count for or against the endpoint.',
  body: { schema: body, example: { type: 'onboarding.funded' } },
  answer: z.object({
    notification: z.union([onboardingEventSchema.extend(id), transferEventSchema.extend(id)]),
    attempt: z.object({
      result: z.enum(attemptResults),
      status_code: z.int().nullable(),
      milliseconds: z.int(),
    }),
  }),
  problems: ['email_endpoint'],
} as const;

/** Sends an example by the sender of all notifications, and answers with its result. */
export function testNotificationEndpoint(deps: Deps): Handler {
  const attempt = createAttempt(deps);
  return documented(testing, async (ctx) => {
    const { type } = checkInput(body, await readJson(ctx.req));
    const endpoint = await webhookEndpointOf(deps, ctx);
    const now = new Date();
    const example = {
      ...{ id: newId('ntf').replace('_', '_example_'), type, data: { ...exampleOf(type), example: true as const } },
      createdAt: now.toISOString().replace('Z', '000Z'),
    };
    const began = performance.now();
    const { result, statusCode = null } = await attempt(
      {
        ...{ ...example, tenantId: tenantOf(ctx), endpointId: endpoint.id, channel: endpoint.channel },
        ...{ url: endpoint.url, queuedAt: now, attempts: 1 },
      },
      now,
    );
    const milliseconds = Math.round(performance.now() - began);
    deps.log.info({ request_id: ctx.state.requestId, endpoint: endpoint.id, result }, 'example sent');
    ctx.body = {
      notification: { id: example.id, ...eventOf(example) },
      attempt: { result, status_code: statusCode, milliseconds },
    };
  });
}
