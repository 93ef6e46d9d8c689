// The notifications that Gangway posts to endpoints of a tenant, as the document's `webhooks`.
import { type NotificationType, notificationTypes } from '../../domain/notify/notifications.ts';
import { eventOf, onboardingEventSchema, transferEventSchema } from '../notify/event.ts';
import { exampleOf } from '../notify/example.ts';
import type { Components, Schema } from './schemas.ts';

export type WebhookItem = {
  post: {
    tags: string[];
    summary: string;
    parameters: unknown[];
    requestBody: { required: true; content: Record<string, { schema: Schema; example: unknown }> };
    responses: Record<string, { description: string }>;
  };
};

export const webhooks = (schemas: Components): Record<string, WebhookItem> =>
  Object.fromEntries(notificationTypes.map((type) => [type, webhookOf(type, schemas)]));

function webhookOf(type: NotificationType, { schemaOf }: Components): WebhookItem {
  const schema = isOfTransfer(type) ? transferEventSchema : onboardingEventSchema;
  const example = eventOf({ type, createdAt: '2026-03-04T15:00:02.104518Z', data: exampleOf(type) });
  return {
    post: {
      tags: ['Your endpoint'],
      summary: example.data.title,
      parameters,
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: { allOf: [schemaOf(schema, 'output'), { properties: { type: { const: type } } }] },
            example,
          },
        },
      },
      responses: {
        '2XX': { description: 'You have it. Gangway sends it again after every other answer.' },
        410: { description: 'You want none any more. Gangway disables the endpoint.' },
      },
    },
  };
}

const headerOf = (name: string, description: string) => ({
  ...{ name, in: 'header', required: true, description },
  schema: { type: 'string' },
});
const parameters = [
  headerOf('webhook-id', 'The id of the notification. The same for every try.'),
  headerOf('webhook-timestamp', 'Seconds since 1970 of this try.'),
  headerOf('webhook-signature', 'Signatures by your secrets, as Standard Webhooks 1.0.0 says.'),
];

const isOfTransfer = (type: NotificationType): boolean => type.startsWith('transfer.');
