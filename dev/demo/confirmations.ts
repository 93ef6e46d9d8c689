// The stories of transfers that the tenant has to confirm, and their descriptions. The demo plays them with `--all`.
import type { About, Story } from './stories.ts';

const debit = { direction: 'debit', network: 'ach', amount: '40.00' } as const;
const confirm = { within_days: 3 };

export const confirmations: Story[] = [
  {
    name: 'confirmed by the tenant',
    username: 'user_good',
    funding: debit,
    policy: { confirm },
    answers: 'confirm',
    ends: 'funded',
    through: ['authorizing', 'transferring', 'watching_returns'],
  },
  {
    name: 'refused by the tenant',
    username: 'user_good',
    funding: debit,
    policy: { confirm },
    answers: 'refuse',
    ends: 'cancelled',
    through: ['authorizing'],
  },
  {
    name: 'not confirmed in time',
    username: 'user_good',
    funding: debit,
    policy: { confirm },
    ends: 'cancelled',
    through: ['authorizing'],
  },
];

const answered = ['confirmation', 'goes on as the record says once the tenant has answered'] as const;

export const aboutConfirmations: Record<string, About> = {
  'confirmed by the tenant': {
    about: 'Plaid authorizes the transfer, and you confirm it before Gangway sends it, as the policy wants.',
    test: [...answered],
  },
  'refused by the tenant': {
    about: 'Plaid authorizes the transfer, and you refuse it: Gangway lets go of the authorization.',
    test: [...answered],
  },
  'not confirmed in time': {
    about: 'Plaid authorizes the transfer, and you do not answer within the days of your policy.',
    test: ['confirmation', 'ends at the deadline, after reminders'],
  },
};
