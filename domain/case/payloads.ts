// Checks the payloads of messages to a workflow. Operators can type such messages, and other releases send them, so
// each payload is checked in full before a handler reads it. Unknown fields are ignored. Each check returns null for a
// payload, or a word in it, that this release does not know.
import { type ItemChange, itemChanges } from '../bank/item.ts';
import { type LinkMode, linkModes } from '../bank/link.ts';
import { type MicroDeposits, movements } from '../bank/micro-deposits.ts';
import { type Standing, standings } from '../transfers/transfer.ts';

/**
 * `session` is our id of the Link session. In mode `accounts` the applicant chose other accounts of the Item they had.
 * Without a mode it is the Link that the case waits for.
 */
export type Linked = { session: string; mode?: LinkMode };
/** When a new Link token expires (ISO 8601). */
export type LinkOffered = { expiresAt: string };
export type ItemChanged = {
  /** Our id of the webhook. The case ignores a second message with this id. */
  webhook: string;
  itemId: string;
  change: ItemChange;
  /** When the bank's consent ends (ISO 8601). */
  at?: string;
};
export type TransferMoved = {
  transferId: string;
  standing: Standing;
  watchUntil: string;
  eventIds: string[];
  /** The bank's code, if the transfer came to nothing. */
  code?: string;
};
export type MicroDepositsMoved = MicroDeposits & { accountId: string; eventIds: string[] };
/** `review` is the id of a decision on record. */
export type Review = { review: string };
export type Cancel = { by: Canceller };

const cancellers = ['tenant', 'operator'] as const;
export type Canceller = (typeof cancellers)[number];

/** Returns the reason of an outcome `cancelled`. `cancellerOf` is its inverse, null for any other reason. */
export const reasonOfCancel = (by: Canceller) => `cancelled_by_${by}` as const;
export const cancellerOf = (reason: string): Canceller | null =>
  cancellers.find((by) => reasonOfCancel(by) === reason) ?? null;

export function linkedOf(payload: unknown): Linked | null {
  const { session, mode } = fieldsOf(payload);
  if (!isId(session)) return null;
  if (isMissing(mode)) return { session };
  return isOneOf(linkModes, mode) ? { session, mode } : null;
}

export function linkOfferedOf(payload: unknown): LinkOffered | null {
  const { expiresAt } = fieldsOf(payload);
  return isTime(expiresAt) ? { expiresAt } : null;
}

export function itemChangedOf(payload: unknown): ItemChanged | null {
  const { webhook, itemId, change, at } = fieldsOf(payload);
  if (!isId(webhook) || !isId(itemId) || !isOneOf(itemChanges, change)) return null;
  if (isMissing(at)) return { webhook, itemId, change };
  return isTime(at) ? { webhook, itemId, change, at } : null;
}

export function transferMovedOf(payload: unknown): TransferMoved | null {
  const { transferId, standing, watchUntil, eventIds, code } = fieldsOf(payload);
  const events = idsOf(eventIds);
  if (!isId(transferId) || !isOneOf(standings, standing) || !isTime(watchUntil) || !events) return null;
  return { transferId, standing, watchUntil, eventIds: events, ...(isCode(code) && { code }) };
}

export function microDepositsMovedOf(payload: unknown): MicroDepositsMoved | null {
  const { accountId, moved, at, returnCode, eventIds } = fieldsOf(payload);
  const events = idsOf(eventIds);
  if (!isId(accountId) || !isOneOf(movements, moved) || !isTime(at) || !events) return null;
  if (isMissing(returnCode)) return { accountId, moved, at, returnCode: null, eventIds: events };
  return isCode(returnCode) ? { accountId, moved, at, returnCode, eventIds: events } : null;
}

export function reviewOf(payload: unknown): Review | null {
  const { review } = fieldsOf(payload);
  return isId(review) ? { review } : null;
}

export function cancelOf(payload: unknown): Cancel | null {
  const { by } = fieldsOf(payload);
  return isOneOf(cancellers, by) ? { by } : null;
}

/** Returns the fields of a JSON object, and none for any other value. */
export const fieldsOf = (value: unknown): Fields => (isObject(value) ? value : {});
export type Fields = Partial<Record<string, unknown>>;
export const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isOneOf = <T extends string>(words: readonly T[], value: unknown): value is T =>
  (words as readonly unknown[]).includes(value);

/** Ids of Plaid, of the tenant and of our own: printable, without spaces. */
export const isId = (value: unknown): value is string =>
  typeof value === 'string' && /^[\x21-\x7e]{1,255}$/.test(value);

/** A return code, or a word in the form of Plaid's codes. */
const isCode = (value: unknown): value is string => typeof value === 'string' && /^\w{1,40}$/.test(value);

/** In the form that Date writes, in this century or the next, so that timers and sums with it are valid dates. */
export const isTime = (value: unknown): value is string =>
  typeof value === 'string' &&
  /^2[01]\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/.test(value) &&
  !Number.isNaN(Date.parse(value));

const isMissing = (value: unknown): value is undefined | null => value === undefined || value === null;

/** A missing list counts as an empty one, because some releases send none. */
function idsOf(value: unknown): string[] | null {
  if (isMissing(value)) return [];
  return Array.isArray(value) && value.every(isId) ? value : null;
}
