// Plaid's oddities, one named function each, with its source. Each has one test of the same name.

import { minorDigits } from '../domain/bank-transaction.ts';
import { formatAmount, parseAmount } from '../domain/money.ts';
import type { AchClass, Direction, Network } from '../domain/onboarding.ts';
import type { LinkPurpose, PlaidUser } from './gateway.ts';

/** Transfer's amounts are decimal strings with exactly two digits; "10" and "10.0" are refused (TransferAmount). */
export const amountHasTwoDecimals = { write: formatAmount, read: parseAmount };

/**
 * ACH needs a class, other networks refuse one (ACHClass). Without a wish: `web` for a debit, which is what consent on
 * a web page makes it, and `ppd` for a credit, the only consumer class for credits
 * (https://plaid.com/docs/transfer/creating-transfers, SEC codes).
 */
export function achClassOnAchOnly(network: Network, direction: Direction, wish: AchClass | null): AchClass | null {
  if (network === 'rtp') return null;
  return wish ?? (direction === 'debit' ? 'web' : 'ppd');
}

/**
 * ACH carries ten characters, and RTP fifteen (TransferCreateRequest): what was written for RTP is cut where the money
 * goes by ACH after all.
 */
export function descriptionFitsNetwork(network: Network, description: string): string {
  return description.slice(0, network === 'rtp' ? 15 : 10);
}

/** An account that the bank itself answered for has no `verification_status` at all, or null (AccountBase). */
export function absentVerificationStatusIsInstant(status: string | null | undefined): string | null {
  return status ?? null;
}

/**
 * A hosted Link's URL decides how long the link token lives, and is 30 minutes unless told (LinkTokenCreateResponse):
 * give a first link, and one for income, the four hours of an ordinary token. Repairs keep Plaid's half hour, and so do
 * payments, which nobody can take back; the API mints a fresh one.
 */
export function hostedUrlLifetimeSeconds(mode: LinkPurpose['mode']): number {
  return mode === 'new' || mode === 'income' ? 4 * 3600 : 1800;
}

/**
 * Event ids are unsigned 64 bit (TransferEvent), and JSON.parse rounds past 2^53: quote them before parsing. The
 * pattern cannot match inside a string, where its quotes would be escaped.
 */
export function exactEventIds(json: string): unknown {
  try {
    return JSON.parse(json.replace(/"event_id"\s*:\s*(\d+)/g, '"event_id":"$1"'));
  } catch {
    return json;
  }
}

/** The same for the cursor that we send: JSON.stringify knows no bigint, so it travels quoted as far as here. */
export function exactAfterId(json: string): string {
  return json.replace(/^\{"after_id":"(\d+)"/, '{"after_id":$1');
}

/** Events of sweeps carry an empty `transfer_id` (TransferEvent). */
export function emptyTransferIdIsNone(id: string): string | null {
  return id === '' ? null : id;
}

/**
 * The bank-transfer feed gives at most 25 events and never says whether there are more
 * (BankTransferEventSyncResponse): go on until a page is empty.
 */
export function mayHaveMoreUntilEmpty(page: readonly unknown[]): boolean {
  return page.length > 0;
}

/**
 * The code of a failure: `failure_code`, which only returns carry for certain, or the deprecated `ach_return_code`
 * of older answers (TransferFailure).
 */
export function failureCodeMayBeAbsent(
  failure: { failure_code?: string | null | undefined; ach_return_code?: string | null | undefined } | null | undefined,
): string | null {
  return failure?.failure_code ?? failure?.ach_return_code ?? null;
}

/**
 * Amounts of bank transactions are numbers with any count of digits: Sandbox gives 10.021521 USD (seen with
 * user_transactions_dynamic). Rounded to minor units, half away from zero. Null where the currency has no ISO code.
 */
export function amountHasAnyDigits(amount: number, currency: string | null): number | null {
  if (currency === null || !/^[A-Z]{3}$/.test(currency)) return null;
  // Shifted as text, because 1.005 * 100 is less than 100.5.
  const minor = Math.round(Number(`${Math.abs(amount).toFixed(12)}e${minorDigits(currency)}`));
  return amount < 0 && minor !== 0 ? -minor : minor;
}

/**
 * Amounts of payments are JSON numbers with at most two digits after the point (PaymentAmount), unlike Transfer's. Minor
 * units divided by 100 are the double nearest to that decimal, which JSON writes with no more digits than it has; back,
 * they are shifted as text. Null for what has more digits.
 */
export const amountIsJsonNumber = {
  write: (minor: number): number => minor / 100,
  read(value: number): number | null {
    const minor = Math.round(Number(`${value}e2`));
    return minor / 100 === value ? minor : null;
  },
};

/**
 * A user's name is in two parts, both required (ClientUserIdentityName), and people give one. The last word is taken for
 * the family's; a single word is both.
 */
export function nameIsInTwo(legalName: string): { given_name: string; family_name: string } {
  const words = legalName.trim().split(/\s+/);
  const family_name = words.pop() ?? '';
  return { given_name: words.join(' ') || family_name, family_name };
}

/** Statuses of payments all begin alike (PaymentInitiationPaymentStatus). */
export const bareStatus = (status: string): string => status.replace(/^PAYMENT_STATUS_/, '');

/** Before the first transactions are there, `next_cursor` is empty (TransactionsSyncResponse). */
export function emptyCursorIsNone(cursor: string): string | null {
  return cursor === '' ? null : cursor;
}

/**
 * Clients that used /user/create before December 10, 2025 name a user by the token that it gave them; to all others it
 * gives none, and they name the user by id (https://plaid.com/docs/api/users/user-apis).
 */
export function olderClientsHaveUserTokens({ userId, token }: PlaidUser): { user_token: string } | { user_id: string } {
  return token ? { user_token: token.reveal() } : { user_id: userId };
}
