// The messages that a case has received and not yet used. They may come early, twice or never. The handlers (listen.ts)
// put them in, and the process takes them out. Only the functions in this file write.

import type { Revocation } from '../domain/bank/item.ts';
import { changesAccount, type LinkMode, linkRows } from '../domain/bank/link.ts';
import { furtherMicroDeposits, type MicroDeposits } from '../domain/bank/micro-deposits.ts';
import type { Cancel, ItemChanged, Linked, MicroDepositsMoved, TransferMoved } from '../domain/case/payloads.ts';
import { furtherStanding } from '../domain/transfers/transfer.ts';

/**
 * A reason to read the account, the Identity Verification, the Item, the payment or the tenant's answer, to look at
 * Plaid now (`refresh`), to retry a step in trouble, or to send the last notification again (`resend`).
 */
export type Hint = 'account' | 'identity_verification' | 'item' | 'payment' | 'answer' | 'retry' | 'refresh' | 'resend';

/** `receivedAt`: when the signal arrived, by the workflow's clock, in milliseconds since 1970. */
export type ReceivedDeposits = MicroDeposits & { receivedAt: number };

export type Inbox = {
  readonly hints: ReadonlySet<Hint>;
  /** Ids of the webhooks about the Item that the case has received. */
  readonly webhooksReceived: readonly string[];
  /** The mode of the Link that the applicant has to finish, or finished last. A Link of another mode does not count. */
  readonly linkFor: LinkMode;
  /** The applicant finished the Link that the case waits for. */
  readonly linked: boolean;
  /** Our ids of the Link sessions that signals have reported as finished. */
  readonly linksReported: readonly string[];
  readonly linkAbandoned: boolean;
  /** When each Link token that the applicant may be using expires (ISO 8601). */
  readonly linkTokenExpiries: readonly string[];
  readonly itemRepaired: boolean;
  /** A webhook reported the Item as broken, so a later repair is a reason to read it, too. */
  readonly itemBroken: boolean;
  /** The applicant has linked another account, or the account has changed since the case read it. */
  readonly accountChanged: boolean;
  /** The permission that the applicant took back. */
  readonly revoked: Revocation | null;
  /** When the bank's consent ends (ISO 8601). */
  readonly consentEndsAt: string | null;
  /** Ids of reviews that updates have named. Null while no question to reviewers is open. */
  readonly reviewsNamed: readonly string[] | null;
  readonly cancelled: Cancel | null;
  /** The furthest standing that a signal reported, by transfer. */
  readonly transfersMoved: ReadonlyMap<string, TransferMoved>;
  /** By account, because the applicant may have linked several. */
  readonly microDeposits: ReadonlyMap<string, ReceivedDeposits>;
};

type Written = { -readonly [K in keyof Inbox]: Inbox[K] };

export const emptyInbox = (linkTokenExpiresAt: string | null): Inbox => ({
  hints: new Set(),
  webhooksReceived: [],
  linkFor: 'new',
  linked: false,
  linksReported: [],
  linkAbandoned: false,
  linkTokenExpiries: linkTokenExpiresAt ? [linkTokenExpiresAt] : [],
  itemRepaired: false,
  itemBroken: false,
  accountChanged: false,
  revoked: null,
  consentEndsAt: null,
  reviewsNamed: null,
  cancelled: null,
  transfersMoved: new Map(),
  microDeposits: new Map(),
});

export function addHint(inbox: Written, hint: Hint): void {
  inbox.hints = new Set([...inbox.hints, hint]);
}

/** Call it before the read, so that a hint that comes meanwhile causes another one. */
export function takeHint(inbox: Written, hint: Hint): void {
  inbox.hints = new Set([...inbox.hints].filter((one) => one !== hint));
}

/** Call it before offering a Link. A Link finished earlier, or of another mode, then does not count. */
export function expectLink(inbox: Written, linkFor: LinkMode): void {
  inbox.linkFor = linkFor;
  takeLinked(inbox);
}

/** The applicant has a Link token that expires at `expiresAt` (ISO 8601). */
export function linkOffered(inbox: Written, expiresAt: string): void {
  inbox.linkTokenExpiries = [...inbox.linkTokenExpiries, expiresAt];
}

/** The applicant finished the Link that the case waits for, or a Link for a new Item, which answers any wait. */
export function linkWasFinished(inbox: Written, mode = inbox.linkFor): void {
  inbox.linkFor = mode;
  inbox.linked = true;
}

/** The case uses the Link that the applicant has finished. Each finished Link counts once. */
export function takeLinked(inbox: Written): void {
  inbox.linked = false;
}

export function takeItemRepaired(inbox: Written): void {
  inbox.itemRepaired = false;
}

export function linkWasAbandoned(inbox: Written): void {
  inbox.linkAbandoned = true;
}

/** A signal from an older release names no mode. It means the Link that the case waits for. */
export function linkWasReported(inbox: Written, { session, mode = inbox.linkFor }: Linked): void {
  const { linkFor } = inbox;
  if (!linkRows[mode].newItem) inbox.consentEndsAt = null;
  // The relay sends a signal again if it missed Temporal's answer. By then the case may wait for another Link.
  if (inbox.linksReported.includes(session)) return;
  inbox.linksReported = [...inbox.linksReported, session];
  // A Link for a new Item answers any repair, because the case then works with that Item.
  if (changesAccount(mode, linkFor)) inbox.accountChanged = true;
  if (mode === linkFor || linkRows[mode].newItem) linkWasFinished(inbox, mode);
  else addHint(inbox, 'account');
}

/** Returns false for a repeat. */
export function itemHasChanged(inbox: Written, { webhook, change, at }: ItemChanged): boolean {
  // The relay sends a signal again if it missed Temporal's answer. Handled twice, it would ask for a review twice.
  if (inbox.webhooksReceived.includes(webhook)) return false;
  inbox.webhooksReceived = [...inbox.webhooksReceived, webhook];
  switch (change) {
    case 'broken':
      inbox.itemRepaired = false;
      inbox.itemBroken = true;
      // A case that waits for a micro-deposit needs the login to read the account. That read asks for the repair.
      addHint(inbox, 'account');
      addHint(inbox, 'item');
      break;
    case 'repaired':
      inbox.itemRepaired = true;
      if (inbox.itemBroken) addHint(inbox, 'item');
      inbox.consentEndsAt = null;
      break;
    case 'consent_ending':
      inbox.consentEndsAt = at ?? null;
      break;
    case 'numbers_changed':
    case 'owner_changed':
      inbox.accountChanged = true;
      break;
    case 'permission_revoked':
    case 'account_revoked':
      inbox.revoked = change;
      break;
    case 'verification_changed':
      addHint(inbox, 'account');
      break;
    case 'new_accounts':
      break;
  }
  return true;
}

/** The case begins again with the account as it is now. */
export function takeAccountChange(inbox: Written): void {
  inbox.accountChanged = false;
}

export function consentHasEnded(inbox: Written): void {
  inbox.consentEndsAt = null;
}

export function transferHasMoved(inbox: Written, moved: TransferMoved): void {
  const before = inbox.transfersMoved.get(moved.transferId)?.standing ?? 'moving';
  const furthest = { ...moved, standing: furtherStanding(before, moved.standing) };
  inbox.transfersMoved = new Map([...inbox.transfersMoved, [moved.transferId, furthest]]);
}

/** Returns false if the signal adds nothing. */
export function depositsHaveMoved(inbox: Written, moved: MicroDepositsMoved, receivedAt: number): boolean {
  const { accountId, at, returnCode } = moved;
  const received = { moved: moved.moved, at, returnCode, receivedAt };
  const before = inbox.microDeposits.get(accountId);
  if (before && furtherMicroDeposits(before, received) === before) return false;
  inbox.microDeposits = new Map([...inbox.microDeposits, [accountId, received]]);
  addHint(inbox, 'account');
  return true;
}

export function questionOpened(inbox: Written): void {
  inbox.reviewsNamed = [];
}

export function questionClosed(inbox: Written): void {
  inbox.reviewsNamed = null;
}

/** An update names a review. Without an open question it counts for nothing. */
export function reviewWasNamed(inbox: Written, review: string): void {
  if (inbox.reviewsNamed) inbox.reviewsNamed = [...inbox.reviewsNamed, review];
}

/** Returns the ids of the reviews that updates have named since the last call. */
export function takeNamedReviews(inbox: Written): readonly string[] {
  const named = inbox.reviewsNamed ?? [];
  inbox.reviewsNamed = [];
  return named;
}

/** `null` withdraws the cancellation: it comes too late. */
export function setCancelled(inbox: Written, cancelled: Cancel | null): void {
  inbox.cancelled = cancelled;
}
