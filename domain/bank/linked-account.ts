// Whether a linked account can be used. Its Item, its account and their holds say so; nothing else is kept.

export const accountStatuses = ['usable', 'consent_ending', 'repair_needed', 'on_hold', 'revoked', 'removed'] as const;
export type AccountStatus = (typeof accountStatuses)[number];

/** The dates are null while nothing of the kind has happened. */
export type AccountFacts = {
  removalAskedAt: Date | null;
  removedAt: Date | null;
  revokedAt: Date | null;
  /** The widest hold of the tenant on this account, with the bank's return code. */
  hold: { code: string | null; debitsOnly: boolean } | null;
  /** The objection to the owner, whom the bank has changed since. */
  mismatch: string | null;
  /** Plaid's code for a broken login. */
  itemError: string | null;
  consentEndsAt: Date | null;
};

/** `reason`: a code. Null for an account that can be used. `debit`, `credit`: whether a transfer may be asked for. */
export type AccountStanding = { status: AccountStatus; reason: string | null; debit: boolean; credit: boolean };

/** The worst of the facts decides. Where only the login is broken, a transfer may be asked for, and waits. */
export function standingOfAccount(facts: AccountFacts, now: Date): AccountStanding {
  const { hold } = facts;
  const barred = barOf(facts);
  if (barred) return { ...barred, debit: false, credit: false };
  const asked = repairOf(facts, now);
  const held = hold && ({ status: 'on_hold', reason: hold.code ?? 'returned' } as const);
  return { ...(asked ?? held ?? { status: 'usable', reason: null }), debit: hold === null, credit: true };
}

type Stated = Pick<AccountStanding, 'status' | 'reason'>;

function barOf({ removalAskedAt, removedAt, revokedAt, hold, mismatch }: AccountFacts): Stated | null {
  if (removalAskedAt) return { status: 'removed', reason: 'removed_by_tenant' };
  if (revokedAt) return { status: 'revoked', reason: 'permission_revoked' };
  if (removedAt) return { status: 'removed', reason: 'removed_by_policy' };
  if (mismatch) return { status: 'on_hold', reason: mismatch };
  return hold && !hold.debitsOnly ? { status: 'on_hold', reason: hold.code ?? 'returned' } : null;
}

function repairOf({ itemError, consentEndsAt }: AccountFacts, now: Date): Stated | null {
  if (itemError) return { status: 'repair_needed', reason: itemError };
  if (!consentEndsAt) return null;
  return consentEndsAt <= now
    ? { status: 'repair_needed', reason: 'consent_ended' }
    : { status: 'consent_ending', reason: 'consent_ending' };
}
