import { z } from 'zod';
import type { NotificationView } from '../../db/notify/notifications.ts';
import { linkLanguages } from '../../domain/bank/link-settings.ts';
import { actionsAskedFor } from '../../domain/case/next-action.ts';
import { directions, outcomes, rails } from '../../domain/case/onboarding.ts';
import { reviewReasons } from '../../domain/case/review.ts';
import { stages } from '../../domain/case/stages.ts';
import { onboardingTypes, transferTypes } from '../../domain/notify/notifications.ts';
import { languageOf } from '../../domain/words/languages.ts';
import { textOf } from '../../domain/words/words.ts';
import { delaySchema, time } from '../http/answer-fields.ts';

const shared = {
  user_id: z.string(),
  language: z.enum(linkLanguages).optional().describe('The language that you chose for Link. Missing: none.'),
  rail: z.enum(rails).nullable().optional().describe('Missing in notifications from before the second rail.'),
  direction: z.enum(directions).nullable(),
  stage: z.enum(stages),
  outcome: z.enum(outcomes).nullable(),
  reason: z.string().nullable(),
  action: z.enum(actionsAskedFor).nullable(),
  until: z.string().nullable().describe('The end of the wait for the action (ISO 8601).'),
  delayed: delaySchema.optional().describe('Only of the type `delayed`.'),
  review_reason: z
    .enum(reviewReasons)
    .nullable()
    .optional()
    .describe('Only if the reason is `review_rejected`. Null: the reviewer named none.'),
  example: z.literal(true).optional().describe('Only in an example that you asked for: it is about no case.'),
  title: z.string(),
  detail: z.string().describe('A text for the applicant, as `title` is, in the language of the case.'),
};
const timestamp = time.describe('When it happened, with microseconds, because they give the order.');

export const onboardingEventSchema = z
  .object({
    type: z.enum(onboardingTypes),
    timestamp,
    data: z.object({ onboarding_id: z.string(), ...shared }),
  })
  .meta({ id: 'OnboardingEvent' });

export const transferEventSchema = z
  .object({
    type: z.enum(transferTypes),
    timestamp,
    data: z.object({ transfer_id: z.string(), account_id: z.string(), ...shared }),
  })
  .meta({ id: 'TransferEvent', description: 'About a transfer on a linked account.' });

/** Returns the notification as endpoints receive it and as answers show it. */
export function eventOf({ type, createdAt, data }: Pick<NotificationView, 'type' | 'createdAt' | 'data'>) {
  const { subject: title, text: detail } = textOf(type, data, languageOf(data.language));
  return { type, timestamp: createdAt, data: { ...data, title, detail } };
}
