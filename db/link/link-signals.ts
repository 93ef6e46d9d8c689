// Facts about Link that a case has not received yet. We write them with the fact, and the API's relay signals the case.
import type { LinkMode } from '../../domain/bank/link.ts';
import type { Secret } from '../../domain/secret.ts';
import { isItemOf } from '../bank/items.ts';
import { fundingColumn } from '../case/funding.ts';
import { type CaseRecord, withPolicy } from '../case/onboardings.ts';
import { withNext } from '../connection.ts';
import type { Db } from '../pool.ts';
import { tokenHash } from './link-sessions.ts';

export type LinkSignal = 'linked' | 'linkOffered' | 'linkAbandoned' | 'linkLeft';

/**
 * Call it in the transaction that records the fact. A later fact of the same session replaces one that is not
 * delivered.
 */
export async function addLinkSignal(db: Db, session: string, signal: LinkSignal): Promise<void> {
  await db.query(withNext('update link_sessions set to_signal = $2 where id = $1'), [session, signal]);
}

export type WaitingLinkSignal = {
  session: string;
  mode: LinkMode;
  signal: LinkSignal;
  expiresAt: Date;
  /** Plaid's id of the Item that the case works with. Null while it has none. */
  itemId: string | null;
  theCase: Pick<CaseRecord, 'id' | 'tenantId' | 'userId' | 'stage' | 'policy' | 'funding'>;
};

/** SQL: the facts that may be claimed, of sessions `s` and cases `o`. */
export const waitingLinkSignals = `from link_sessions s join onboardings o on o.id = s.onboarding_id
  where s.to_signal is not null and o.workflow_started_at is not null order by s.created_at`;

/** Claims facts of cases whose workflow runs, oldest first, for this transaction only. A crash releases them. */
export async function claimLinkSignals(db: Db, limit: number): Promise<WaitingLinkSignal[]> {
  type Row = Omit<WaitingLinkSignal, 'theCase'> & WaitingLinkSignal['theCase'];
  const { rows } = await db.query<Row>(
    `select s.id as session, s.mode, s.to_signal as signal, s.expires_at as "expiresAt",
       (select id from items i where ${isItemOf('o.id')} order by turn desc limit 1) as "itemId",
       o.id, o.tenant_id as "tenantId", o.user_id as "userId", o.stage, o.policy, ${fundingColumn}
     ${waitingLinkSignals} limit $1 for no key update of s skip locked`,
    [limit],
  );
  return rows.map(({ session, mode, signal, expiresAt, itemId, ...theCase }) => ({
    ...{ session, mode, signal, expiresAt, itemId },
    theCase: withPolicy(theCase),
  }));
}

export async function dropLinkSignal(db: Db, session: string): Promise<void> {
  await db.query(withNext('update link_sessions set to_signal = null where id = $1'), [session]);
}

/** Returns the mode of the newest Link that the case waits for, and when its token expires or expired. */
export async function newestLink(db: Db, onboardingId: string): Promise<{ mode: LinkMode; expiresAt: Date } | null> {
  const { rows } = await db.query<{ mode: LinkMode; expiresAt: Date }>(
    `select mode, expires_at as "expiresAt" from link_sessions
     where onboarding_id = $1 and offer is null order by turn desc limit 1`,
    [onboardingId],
  );
  return rows[0] ?? null;
}

/**
 * True if a public token can add nothing: a session of the case ended with it, or the session that the case waits for
 * is finished.
 */
export async function isSuccessKnown(db: Db, onboardingId: string, publicToken: Secret): Promise<boolean> {
  const { rows } = await db.query<{ known: boolean }>(
    `select exists (select from link_sessions where onboarding_id = $1 and public_token_hash = $2)
       or (select status = 'finished' from link_sessions where onboarding_id = $1 and offer is null
           order by turn desc limit 1) as known`,
    [onboardingId, tokenHash(publicToken)],
  );
  return rows[0]?.known ?? false;
}
