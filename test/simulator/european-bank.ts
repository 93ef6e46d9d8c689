// Recipients, payments and Link tokens for them, on a simulated bank in memory.
import { randomUUID } from 'node:crypto';
import type { Payment } from '../../simulator/payment/state.ts';
import { call, type SimulatedBank } from './simulated-bank.ts';

export const shop = {
  name: 'Wonder Wallet',
  bacs: { account: '26207729', sort_code: '560029' },
};
export const shopAbroad = {
  name: 'Wonder Wallet',
  iban: 'NL02ABNA0123456789',
  address: { street: ['96 Guild Street', '9th Floor'], city: 'Amsterdam', postal_code: '1011', country: 'NL' },
};

export const recipient = (bank: SimulatedBank, details: object = shop): string =>
  call<{ recipient_id: string }>(bank, '/payment_initiation/recipient/create', details).recipient_id;

/** Creates a user who may pay. */
export function payer(bank: SimulatedBank): string {
  const client_user_id = randomUUID();
  const { user_id } = call<{ user_id: string }>(bank, '/user/create', { client_user_id });
  call(bank, '/user/update', { user_id, identity: alberta });
  return user_id;
}

export const alberta = {
  name: { given_name: 'Alberta Bobbeth', family_name: 'Charleson' },
  emails: [{ data: 'accountholder0@example.com', primary: true }],
};

export function pay(bank: SimulatedBank, change: object = {}): string {
  const asked = {
    recipient_id: recipient(bank),
    user_id: payer(bank),
    reference: 'INV42',
    amount: { currency: 'GBP', value: 25 },
    ...change,
  };
  const { payment_id } = call<{ payment_id: string }>(bank, '/payment_initiation/payment/create', asked);
  payers.set(payment_id, asked.user_id);
  return payment_id;
}

/** Payment id to the id of the user who pays. */
const payers = new Map<string, string>();

export const readPayment = (bank: SimulatedBank, payment_id: string): Payment =>
  call<Payment>(bank, '/payment_initiation/payment/get', { payment_id });

export const linkRequest = (payment_id: string, change: object = {}) => ({
  client_name: 'Gangway',
  language: 'en',
  country_codes: ['GB'],
  user: { client_user_id: 'onb_1' },
  products: ['payment_initiation'],
  payment_initiation: { payment_id },
  user_id: payers.get(payment_id),
  webhook: 'https://gangway.example/plaid/webhooks',
  ...change,
});

export const linkToken = (bank: SimulatedBank, payment_id: string, change: object = {}): string =>
  call<{ link_token: string }>(bank, '/link/token/create', linkRequest(payment_id, change)).link_token;
