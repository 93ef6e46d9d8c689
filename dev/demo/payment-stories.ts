// The other rail: stories of a payment that the applicant makes at their own bank, in the UK or the EU.
import type { Story } from './stories.ts';

const name = 'Wonder Wallet';
const payment = { rail: 'payment-initiation', amount: '25.30' } as const;
const bacs = { account: '26207729', sort_code: '560029' };
const pounds = { ...payment, currency: 'GBP', recipient: { name, bacs } } as const;
const address = { street: '96 Guild Street', city: 'Amsterdam', postal_code: '1011', country: 'NL' };
const euros = { ...payment, currency: 'EUR', recipient: { name, iban: 'NL02ABNA0123456789', address } } as const;

const zlotys = { ...payment, currency: 'PLN', recipient: { name, iban: 'PL61109010140000071219812874' } } as const;

const done = ['watching_returns'] as const;
/** The payment counts only once it has arrived in a virtual account. */
const settled = { payment: { done_at: 'SETTLED' } } as const;

export const paymentStories: readonly Story[] = [
  {
    name: 'paid in pounds',
    username: 'user_good',
    funding: pounds,
    ends: 'funded',
    through: [...done],
  },
  {
    name: 'paid in euros, bank says no more',
    username: 'user_payment_initiated',
    funding: euros,
    ends: 'funded',
    through: [...done],
  },
  {
    name: 'payment fails, another goes through',
    username: 'user_payment_failed',
    funding: pounds,
    payments: 2,
    ends: 'funded',
    through: ['transferring', ...done],
  },
  { name: 'not enough money to pay', username: 'user_payment_no_funds', funding: pounds, ends: 'failed' },
];

const endings: Story[] = [
  {
    name: 'each payment blocked',
    username: 'user_payment_blocked',
    funding: pounds,
    payments: 3,
    ends: 'declined',
  },
  {
    name: 'taken by the bank, then rejected',
    username: 'user_payment_rejected',
    funding: pounds,
    ends: 'failed',
    through: [...done],
  },
  { name: 'says no at the bank', username: 'user_payment_cancelled', funding: pounds, ends: 'abandoned' },
  {
    name: 'agreement runs out at the bank',
    username: 'user_payment_unanswered',
    funding: pounds,
    unheard: true,
    ends: 'unverified',
    through: ['transferring'],
  },
  {
    name: 'not executed in time',
    username: 'user_payment_initiated',
    funding: euros,
    policy: { payment: { done_at: 'EXECUTED' } },
    ends: 'unverified',
    through: ['transferring'],
  },
];

const ways: Story[] = [
  { name: 'paid in zlotys', username: 'user_good', funding: zlotys, ends: 'funded', through: [...done] },
  { name: 'never comes to pay', username: 'user_good', funding: pounds, link: 'never comes', ends: 'abandoned' },
  { name: 'leaves instead of paying', username: 'user_exits', funding: pounds, link: 'leaves', ends: 'abandoned' },
  {
    name: 'cancelled before they pay',
    username: 'user_good',
    funding: pounds,
    cancelled: 'before link',
    ends: 'cancelled',
  },
  {
    name: 'verified before they pay',
    username: 'user_good',
    funding: pounds,
    policy: { identity_verification: { template_id: 'idvtmp_demo' } },
    ends: 'funded',
    through: ['awaiting_identity_verification', ...done],
  },
];

const virtualAccount: Story[] = [
  {
    name: 'paid, and a part sent back',
    username: 'user_payment_settled',
    funding: pounds,
    policy: settled,
    refund: { amount: '10.30', ends: 'settled' },
    ends: 'funded',
    through: ['transferring'],
  },
  {
    name: 'paid, and cannot be sent back',
    username: 'user_payment_refund_fails',
    funding: pounds,
    policy: settled,
    refund: { ends: 'failed' },
    ends: 'funded',
    through: ['transferring'],
  },
];

export const paymentBranches: readonly Story[] = [...endings, ...ways, ...virtualAccount];
