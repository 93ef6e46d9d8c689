// The notifications that Gangway posts to endpoints of a tenant, as the document's `webhooks`.
import { type NotificationData, type NotificationType, notificationTypes } from '../../domain/notify/notifications.ts';
import { eventOf, onboardingEventSchema, transferEventSchema } from '../notify/event.ts';
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
  const example = eventOf({ type, createdAt: '2026-03-04T15:00:02.104518Z', data: dataOf(type) });
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

/** Returns data that fit the type. */
function dataOf(type: NotificationType): NotificationData {
  const word = type.split('.')[1] ?? '';
  const asks = word === 'action_required' || word === 'reminder';
  const standing =
    asks || word === 'in_review' || word === 'network_changed'
      ? openStanding(asks ? 'repair_link' : word === 'in_review' ? 'review' : null)
      : ({ stage: 'closed', outcome: word as NotificationData['outcome'], action: null, until: null } as const);
  return {
    ...(isOfTransfer(type)
      ? { transfer_id: `trf_${digits}`, account_id: `acct_${digits}` }
      : { onboarding_id: `onb_${digits}` }),
    user_id: 'user-1',
    ...{ rail: 'ach', direction: 'debit', reason: word === 'returned' ? 'R01' : null },
    ...standing,
  };
}

const digits = '6b1f0c9a4d7e4f1ba2c35d8e90f71234';

function openStanding(action: NotificationData['action']) {
  const stage = action === null ? 'authorizing' : action === 'review' ? 'in_review' : 'repairing_link';
  return { stage, outcome: null, action, until: action && '2026-03-18T15:00:02.104Z' } as const;
}
