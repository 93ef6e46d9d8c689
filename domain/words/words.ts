// The words of every message: subject and text of emails to the applicant, and title and detail of notifications. They
// are written for the applicant.
import { isPersonAction } from '../case/next-action.ts';
import type { NotificationData, NotificationType } from '../notify/notifications.ts';
import { explanationOf, withReturnReason } from './explanations.ts';
import { type Language, textsIn } from './languages.ts';
import type { Texts, Words } from './texts.ts';

/** Whether the applicant gets an email, if the tenant asked for emails. The other types are for the tenant only. */
export const isForApplicant: Record<NotificationType, boolean> = {
  'onboarding.action_required': true,
  'onboarding.reminder': true,
  'onboarding.in_review': false,
  'onboarding.network_changed': false,
  'onboarding.account_linked': false,
  'onboarding.account_verified': false,
  'onboarding.transferring': false,
  'onboarding.delayed': false,
  'onboarding.funded': true,
  'onboarding.verified': true,
  'onboarding.abandoned': false,
  'onboarding.unverified': true,
  'onboarding.rejected': true,
  'onboarding.declined': true,
  'onboarding.failed': true,
  'onboarding.returned': true,
  'onboarding.cancelled': false,
  'transfer.action_required': true,
  'transfer.reminder': true,
  'transfer.in_review': false,
  'transfer.network_changed': false,
  'transfer.transferring': false,
  'transfer.delayed': false,
  'transfer.funded': true,
  'transfer.abandoned': false,
  'transfer.rejected': true,
  'transfer.declined': true,
  'transfer.failed': true,
  'transfer.returned': true,
  'transfer.cancelled': false,
};

type About = Pick<NotificationData, 'action' | 'direction' | 'rail' | 'reason'>;

/** Returns the words of a notification, in the language of its case. */
export function textOf(type: NotificationType, about: About, language: Language): Words {
  const texts = textsIn(language);
  const [, news] = type.split('.') as [string, NewsOf<NotificationType>];
  // Only a case without money has no direction, and none of these words.
  const money = texts.money[about.direction ?? 'credit'];
  const { asks, ...ofPayment } = texts.ofPayment;
  const ofCase = {
    ...texts.news,
    ...(about.rail === 'payment-initiation' && ofPayment),
    ...(type.startsWith('transfer.') && texts.ofTransfer),
  };
  switch (news) {
    case 'action_required':
      return asked(texts, about, language);
    case 'reminder': {
      const { subject, text } = asked(texts, about, language);
      return { subject: texts.reminder(subject), text };
    }
    case 'in_review':
      return texts.waits.review;
    case 'returned':
      return { ...money.returned, text: withReturnReason(money.returned.text, about.reason, language) };
    case 'funded':
      return about.rail === 'payment-initiation' ? ofPayment.funded : money.funded;
    case 'transferring':
      return money.transferring;
    default:
      return ofCase[news];
  }
}

type NewsOf<T extends NotificationType> = T extends `${string}.${infer News}` ? News : never;

/** Adds the reason for an applicant who has to link again. */
function asked(texts: Texts, { action, rail, reason }: About, language: Language): Words {
  if (!action || !isPersonAction(action)) return texts.waits[action ?? 'review'];
  const ofRail = rail === 'payment-initiation' ? { ...texts.asks, ...texts.ofPayment.asks } : texts.asks;
  const words = ofRail[action];
  const why = action === 'open_link' ? explanationOf(reason, language) : null;
  return why ? { ...words, text: `${why} ${words.text}` } : words;
}
