// Plaid's oddities, one named function each, with its source. Each has one test of that name.

import type { LinkMode } from '../domain/bank/link.ts';
import type { AchClass, Direction, Network } from '../domain/case/onboarding.ts';
import { minorDigits } from '../domain/data/bank-transaction.ts';
import { formatAmount, parseAmount } from '../domain/money.ts';
import type { PlaidUser } from './gateway.ts';

/**
 * Plaid passes on any text of a bank (observed in names of transactions): a NUL, or half of a surrogate pair, which
 * JSON may hold and PostgreSQL refuses, becomes the sign for an unreadable letter, so that one bad text spoils only
 * itself. Changes the answer in place.
 */
export function nulIsUnreadable<T>(value: T): T {
  // With the flag `u` a surrogate matches only if it stands alone.
  if (typeof value === 'string') return value.replaceAll(/[\0\ud800-\udfff]/gu, '\ufffd') as T;
  if (typeof value !== 'object' || value === null) return value;
  const fields = value as Record<string, unknown>;
  for (const name of Object.keys(fields)) fields[name] = nulIsUnreadable(fields[name]);
  return value;
}

/** Transfer's amounts are decimal strings with exactly two digits; Plaid refuses "10" and "10.0" (TransferAmount). */
export const amountHasTwoDecimals = { write: formatAmount, read: parseAmount };

/**
 * A balance of the Ledger is a decimal with two digits too, but may be zero, or below: a bank may take back a debit
 * whose money the client has withdrawn (https://plaid.com/docs/transfer/flow-of-funds). Null for anything else.
 */
export function balanceMayBeNegative(text: string): number | null {
  const match = /^(-?)(\d{1,12})\.(\d{2})$/.exec(text);
  if (!match) return null;
  const cents = Number(`${match[2]}${match[3]}`);
  return match[1] && cents > 0 ? -cents : cents;
}

/**
 * ACH needs a class, other networks refuse one (ACHClass). By default: `web` for a debit, because the consent is given
 * on a web page, and `ppd` for a credit, the only consumer class for credits
 * (https://plaid.com/docs/transfer/creating-transfers, SEC codes).
 */
export function achClassOnAchOnly(network: Network, direction: Direction, wish: AchClass | null): AchClass | null {
  if (network === 'rtp') return null;
  return wish ?? (direction === 'debit' ? 'web' : 'ppd');
}

/**
 * ACH carries ten characters, and RTP fifteen (TransferCreateRequest): a description for RTP is cut if the money goes
 * by ACH after all.
 */
export function descriptionFitsNetwork(network: Network, description: string): string {
  return description.slice(0, network === 'rtp' ? 15 : 10);
}

/**
 * "If the `rationale_code` is `null`, the transfer passed the authorization check"
 * (TransferAuthorizationDecisionRationaleCode): a rationale without a code is none. Plaid's own enum also spells it
 * "null".
 */
export function nullCodeIsNoRationale(
  rationale: { code?: string | null | undefined } | null | undefined,
): string | null {
  const { code } = rationale ?? {};
  return code && code !== 'null' ? code : null;
}

/** An account that the bank itself answered for has no `verification_status` at all, or null (AccountBase). */
export function absentVerificationStatusIsInstant(status: string | null | undefined): string | null {
  return status ?? null;
}

/**
 * A hosted Link's URL decides how long the link token lives: 30 minutes by default (LinkTokenCreateResponse). Gives a
 * first link, and one for income, the four hours of an ordinary token. Repairs keep Plaid's half hour, and so do
 * payments, which cannot be revoked; the API mints a fresh one.
 */
export const hostedUrlLifetimeSeconds: Record<LinkMode, number> = {
  new: 4 * 3600,
  income: 4 * 3600,
  update: 1800,
  accounts: 1800,
  consent: 1800,
  authorization: 1800,
  payment: 1800,
};

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

/** Restores the cursor that we send: JSON.stringify knows no bigint, so the cursor travels quoted as far as here. */
export function exactAfterId(json: string): string {
  return json.replace(/^\{"after_id":"(\d+)"/, '{"after_id":$1');
}

/** Events of sweeps carry an empty `transfer_id` (TransferEvent). */
export function emptyTransferIdIsNone(id: string): string | null {
  return id === '' ? null : id;
}

/**
 * The bank-transfer feed gives at most 25 events and never says whether there are more (BankTransferEventSyncResponse):
 * read on until a page is empty.
 */
export function mayHaveMoreUntilEmpty(page: readonly unknown[]): boolean {
  return page.length > 0;
}

/**
 * Returns the code of a failure: `failure_code`, which only returns carry for certain, or the deprecated
 * `ach_return_code` of older answers (TransferFailure).
 */
export function failureCodeMayBeAbsent(
  failure: { failure_code?: string | null | undefined; ach_return_code?: string | null | undefined } | null | undefined,
): string | null {
  return failure?.failure_code ?? failure?.ach_return_code ?? null;
}

/**
 * Amounts of bank transactions are numbers with any count of digits: Sandbox gives 10.021521 USD (seen with
 * user_transactions_dynamic). Rounded to minor units, half away from zero. Null if the currency has no ISO code, or the
 * amount exceeds the safe integers.
 */
export function amountHasAnyDigits(amount: number, currency: string | null): number | null {
  if (currency === null || !/^[A-Z]{3}$/.test(currency)) return null;
  // Shifted as text, because 1.005 * 100 is less than 100.5.
  const minor = Math.round(Number(`${Math.abs(amount).toFixed(12)}e${minorDigits(currency)}`));
  if (!Number.isSafeInteger(minor)) return null;
  return amount < 0 && minor !== 0 ? -minor : minor;
}

/**
 * Amounts of payments are JSON numbers with at most two digits after the point (PaymentAmount), unlike Transfer's.
 * Minor units divided by 100 are the double nearest to that decimal, which JSON writes with no more digits than it has.
 * The way back shifts the text. Null for a value with more digits.
 */
export const amountIsJsonNumber = {
  write: (minor: number): number => minor / 100,
  read(value: number): number | null {
    const minor = Math.round(Number(`${value}e2`));
    return minor / 100 === value ? minor : null;
  },
};

/**
 * A user's name has two parts, both required (ClientUserIdentityName), and applicants give one text. The last word
 * counts as the family name; a single word is both.
 */
export function nameIsInTwo(legalName: string): { given_name: string; family_name: string } {
  const words = legalName.trim().split(/\s+/);
  const family_name = words.pop() ?? '';
  return { given_name: words.join(' ') || family_name, family_name };
}

/** Statuses of payments all begin alike (PaymentInitiationPaymentStatus). */
export const bareStatus = (status: string): string => status.replace(/^PAYMENT_STATUS_/, '');

/** ISO 8601 has a year 0, and a bank without a date may write it; PostgreSQL refuses it. */
export const yearZeroIsNone = (date: string): boolean => !date.startsWith('0000');

/** Until the first transactions are ready, `next_cursor` is empty (TransactionsSyncResponse). */
export function emptyCursorIsNone(cursor: string): string | null {
  return cursor === '' ? null : cursor;
}

/**
 * Clients that used /user/create before December 10, 2025 name a user by the token that it returned. All others get no
 * token and name the user by id (https://plaid.com/docs/api/users/user-apis).
 */
export function olderClientsHaveUserTokens({ userId, token }: PlaidUser): { user_token: string } | { user_id: string } {
  return token ? { user_token: token.reveal() } : { user_id: userId };
}
