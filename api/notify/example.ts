// Examples of notifications: in the document of the API, and for an endpoint that its owner tries.
import type { NotificationData, NotificationType } from '../../domain/notify/notifications.ts';

const isOfTransfer = (type: NotificationType): boolean => type.startsWith('transfer.');

/** Returns data that fit the type, with ids that name nothing. */
export function exampleOf(type: NotificationType): NotificationData {
  return {
    ...(isOfTransfer(type)
      ? { transfer_id: 'trf_example', account_id: 'acct_example' }
      : { onboarding_id: 'onb_example' }),
    user_id: 'user_example',
    ...{ rail: 'ach', direction: 'debit', reason: type.endsWith('.returned') ? 'R01' : null },
    ...standingOf(type.split('.')[1] ?? ''),
  };
}

type Standing = Pick<NotificationData, 'stage' | 'outcome' | 'action' | 'until' | 'delayed'>;

const asking = (stage: Standing['stage'], action: Standing['action']): Standing => ({
  ...{ stage, outcome: null, action, until: '2026-03-18T15:00:02.104Z' },
});
const open = (stage: Standing['stage']): Standing => ({ stage, outcome: null, action: null, until: null });

/** By the word of the type. All others are outcomes. */
const standings: Record<string, Standing> = {
  action_required: asking('repairing_link', 'repair_link'),
  reminder: asking('repairing_link', 'repair_link'),
  in_review: asking('in_review', 'review'),
  network_changed: open('authorizing'),
  account_linked: open('verifying_account'),
  account_verified: open('matching_identity'),
  transferring: open('transferring'),
  delayed: { ...open('authorizing'), delayed: { since: '2026-03-04T14:49:31.700Z', reason: 'bank_unavailable' } },
};

const standingOf = (word: string): Standing =>
  standings[word] ?? { stage: 'closed', outcome: word as NotificationData['outcome'], action: null, until: null };
