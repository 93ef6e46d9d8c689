import type { Endpoint } from '../endpoint.ts';
import { createPayment, getPayment, listPayments } from './payments.ts';
import { createRecipient, getRecipient, listRecipients } from './recipients.ts';
import { reversePayment } from './reverse.ts';
import { simulatePayment } from './sandbox.ts';
import { getWalletTransaction } from './wallet.ts';

export const paymentEndpoints: Endpoint[] = [
  createRecipient,
  getRecipient,
  listRecipients,
  createPayment,
  getPayment,
  listPayments,
  reversePayment,
  simulatePayment,
  getWalletTransaction,
];
