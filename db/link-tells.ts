// Facts about Link that a case has yet to hear. They are written with the fact and delivered by the API's relay.
import type { LinkMode } from '../domain/link.ts';
import type { Db } from './pool.ts';

export type LinkTell = 'linked' | 'linkOffered' | 'linkAbandoned';

/** Call it in the transaction that records the fact. A later fact of the same session replaces an untold one. */
export async function addLinkTell(db: Db, session: string, tell: LinkTell): Promise<void> {
  await db.query('update link_sessions set to_tell = $2 where id = $1', [session, tell]);
}

export type UntoldLink = { session: string; mode: LinkMode; onboardingId: string; tell: LinkTell; expiresAt: Date };

/** Oldest first, of cases whose workflow runs, for this transaction alone: a crash gives them back. */
export async function claimLinkTells(db: Db, limit: number): Promise<UntoldLink[]> {
  const { rows } = await db.query<UntoldLink>(
    `select s.id as session, s.onboarding_id as "onboardingId", s.mode, s.to_tell as tell, s.expires_at as "expiresAt"
     from link_sessions s join onboardings o on o.id = s.onboarding_id
     where s.to_tell is not null and o.workflow_started_at is not null
     order by s.created_at limit $1 for update of s skip locked`,
    [limit],
  );
  return rows;
}

export async function dropLinkTell(db: Db, session: string): Promise<void> {
  await db.query('update link_sessions set to_tell = null where id = $1', [session]);
}

/** When the newest Link token that the case waits for dies, or died; and which repair it is for. */
export async function newestLink(db: Db, onboardingId: string): Promise<{ mode: LinkMode; expiresAt: Date } | null> {
  const { rows } = await db.query<{ mode: LinkMode; expiresAt: Date }>(
    `select mode, expires_at as "expiresAt" from link_sessions
     where onboarding_id = $1 and offer is null order by created_at desc limit 1`,
    [onboardingId],
  );
  return rows[0] ?? null;
}
