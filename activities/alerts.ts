// Alerts: lines in the worker's log that ask an operator to act at once.
import type { Found } from '../db/bank/duplicates.ts';
import type { Feed } from '../domain/feed.ts';
import type { Deps } from './deps.ts';

/** Names only the number of the other users, because a tenant's cases are no business of another tenant. */
export function alertOfStrangers(
  { alert }: Pick<Deps, 'alert'>,
  onboardingId: string,
  { otherUsers, otherTenants }: Pick<Found, 'otherUsers' | 'otherTenants'>,
): void {
  const about = { onboarding_id: onboardingId, other_users: otherUsers, other_tenants: otherTenants };
  alert(about, 'one account, several users: other users have linked the account of this case too');
}

/** Names only the number of new rows. The rows themselves are in the table `unread_rows`. */
export function alertOfUnreadRows({ alert }: Pick<Deps, 'alert'>, feed: Feed, rows: number): void {
  if (rows > 0)
    alert(
      { feed, rows },
      'unread rows: Plaid sent rows that the worker cannot read; the feed has gone on without them',
    );
}
