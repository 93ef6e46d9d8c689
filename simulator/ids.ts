// Identifiers that look like Plaid's, so that code which relies on their shape fails here, before production.
import { randomBytes, randomUUID } from 'node:crypto';

const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789';

export const randomText = (length: number) =>
  [...randomBytes(length)].map((byte) => alphabet[byte % alphabet.length]).join('');

export const randomDigits = (length: number) => [...randomBytes(length)].map((byte) => byte % 10).join('');

/** The ids of Items and accounts have 37 characters. */
export const newId = () => randomText(37);

export const newRequestId = () => randomText(15);

export const newRecipientId = () => `recipient-id-sandbox-${randomUUID()}`;
export const newPaymentId = () => `payment-id-sandbox-${randomUUID()}`;
export const newWalletTransactionId = () => `wallet-transaction-id-sandbox-${randomUUID()}`;

export const newToken = (kind: 'link' | 'public' | 'access' | 'processor') => `${kind}-sandbox-${randomUUID()}`;
