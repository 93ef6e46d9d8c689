// Every Link token that was offered to the person, and what became of it.
import { createHash } from 'node:crypto';
import type { ShownAccount } from '../domain/duplicates.ts';
import type { LinkMode, LinkOffer } from '../domain/link.ts';
import type { Secret } from '../domain/secret.ts';
import { dataKeyOf } from './applicants.ts';
import { shownIndex } from './duplicates.ts';
import { recordRenewal } from './item-health.ts';
import { lockCase } from './onboardings.ts';
import type { Db } from './pool.ts';
import { insertRoute } from './routes.ts';
import { addToTimeline } from './timeline.ts';
import type { Vault } from './vault.ts';

export type LinkSession = {
  id: string;
  mode: LinkMode;
  /** Null where the case waits for it. */
  offer: LinkOffer | null;
  token: Secret;
  url: string;
  expiresAt: Date;
};

/** A session by its own id, by its token's hash (all a webhook can know), or the newest one that the case waits for. */
export type WhichLink = { sessionId: string } | { linkTokenHash: string } | { onboardingId: string };

/** The form in which a token is looked up: rows never hold one in the clear. */
const hashOf = (token: Secret) => createHash('sha256').update(token.reveal()).digest('hex');
export const linkTokenHash = hashOf;

const place = (id: string, column: 'token' | 'url' | 'public_token') => ({ table: 'link_sessions', row: id, column });

const shown = `select id, mode, offer, expires_at as "expiresAt", token_sealed as "tokenSealed",
  url_sealed as "urlSealed" from link_sessions`;

/** Records an offered Link token and its route. Call it in a transaction. */
export async function insertLinkSession(
  db: Db,
  vault: Vault,
  session: LinkSession & { onboardingId: string },
): Promise<void> {
  const { id, onboardingId, mode, offer, token, url, expiresAt } = session;
  const key = await dataKeyOf(db, onboardingId);
  await db.query(
    `insert into link_sessions (id, onboarding_id, mode, offer, token_hash, token_sealed, url_sealed, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      id,
      onboardingId,
      mode,
      offer,
      linkTokenHash(token),
      await vault.seal(db, key, place(id, 'token'), token.reveal()),
      await vault.seal(db, key, place(id, 'url'), url),
      expiresAt,
    ],
  );
  await insertRoute(db, 'link_token', linkTokenHash(token), onboardingId);
}

/** The Link token to show the person: the newest that is neither used nor expired, of those the case waits for. */
export async function openLinkSession(
  db: Db,
  vault: Vault,
  onboardingId: string,
  offer: LinkOffer | null = null,
): Promise<LinkSession | null> {
  const { rows } = await db.query<SealedSession>(
    `${shown} where onboarding_id = $1 and offer is not distinct from $2 and status = 'open' and expires_at > now()
     order by created_at desc limit 1`,
    [onboardingId, offer],
  );
  return rows[0] ? unseal(db, vault, rows[0]) : null;
}

/** Sessions about the account whose success we have not heard of, expired and exited ones included; newest first. */
export async function unfinishedLinkSessions(db: Db, vault: Vault, onboardingId: string): Promise<LinkSession[]> {
  const { rows } = await db.query<SealedSession>(
    `${shown} where onboarding_id = $1 and status <> 'finished' and mode <> 'income' order by created_at desc`,
    [onboardingId],
  );
  const sessions: LinkSession[] = [];
  for (const row of rows) sessions.push(await unseal(db, vault, row));
  return sessions;
}

/**
 * Records that the person succeeded in Link, with the public token (null for repairs, which make none), and moves a
 * case that waited for it. `news` is true for exactly one caller per success, and only while the case is open: only
 * then has the case to be told. Null if there is no such session. Call it in a transaction.
 */
export async function finishLink(
  db: Db,
  vault: Vault,
  finish: WhichLink & { publicToken: Secret | null; shown?: ShownAccount | null | undefined },
): Promise<{ onboardingId: string; session: string; news: boolean } | null> {
  const found = await findSession(db, finish);
  if (!found) return null;
  const { onboardingId, session } = found;
  const { publicToken, shown } = finish;
  // The tellers of one case take turns, whichever session they name.
  await lockCase(db, onboardingId);
  const sealed =
    publicToken &&
    (await vault.seal(db, await dataKeyOf(db, onboardingId), place(session, 'public_token'), publicToken.reveal()));
  // A new link without its public token would be a success that nothing can be done with: wait to hear of it properly.
  // The product knows no session: what it reported for the newest one may be an older one's success, told again.
  const { rows } = await db.query<{ mode: LinkMode }>(
    `update link_sessions s
     set status = 'finished', public_token_sealed = $2, public_token_hash = $3, finished_at = now(), shown_index = $4
     from onboardings o
     where s.id = $1 and s.status <> 'finished' and s.mode <> 'income'
       and (s.mode <> 'new' or $2::bytea is not null)
       and o.id = s.onboarding_id and o.stage <> 'closed'
       and not exists (select from link_sessions other
         where other.onboarding_id = o.id and other.public_token_hash = $3)
     returning s.mode`,
    [session, sealed, publicToken && hashOf(publicToken), shown ? await shownIndex(db, vault, shown) : null],
  );
  const finished = rows[0];
  if (!finished) return { onboardingId, session, news: false };

  await addToTimeline(db, onboardingId, 'link_finished', { session, mode: finished.mode });
  if (finished.mode === 'update' || finished.mode === 'accounts') await recordRenewal(db, onboardingId);
  if (finished.mode === 'new') {
    // Beyond step 0, the API's: a late "a Link token was offered" must not take this back.
    await db.query(
      `with moved as (
         update onboardings
         set stage = 'verifying_account', step = greatest(step, 1), waiting_for = null, waiting_until = null,
           updated_at = now()
         where id = $1 and stage in ('starting', 'awaiting_link') returning id, stage)
       insert into timeline (onboarding_id, what) select id, stage from moved`,
      [onboardingId],
    );
  }
  return { onboardingId, session, news: true };
}

/** Records that the person left Link. Not final: a later success of the same session counts. */
export async function exitLink(
  db: Db,
  exit: WhichLink,
): Promise<{ onboardingId: string; session: string; news: boolean } | null> {
  const found = await findSession(db, exit);
  if (!found) return null;
  const { rowCount } = await db.query(`update link_sessions set status = 'exited' where id = $1 and status = 'open'`, [
    found.session,
  ]);
  const news = rowCount === 1;
  if (news) {
    await addToTimeline(db, found.onboardingId, 'link_exited', { session: found.session });
    // Who leaves there may have typed their third wrong code: the case looks at the account.
    await db.query(
      `update link_sessions s set to_tell = 'linked' from onboardings o
       where s.id = $1 and o.id = s.onboarding_id and o.stage = 'awaiting_micro_deposits'`,
      [found.session],
    );
  }
  return { ...found, news };
}

/** The session whose Link the case works with: the one that was finished last and made a public token. */
export async function latestFinishedLink(db: Db, onboardingId: string): Promise<FinishedLink | null> {
  const { rows } = await db.query<FinishedLink>(
    `select id as session, shown_index as "shownIndex" from link_sessions
     where onboarding_id = $1 and public_token_sealed is not null order by finished_at desc limit 1`,
    [onboardingId],
  );
  return rows[0] ?? null;
}
/** `shownIndex` is that of db/duplicates.ts; null where nobody has told us what the person chose. */
export type FinishedLink = { session: string; shownIndex: Buffer | null };

export async function linkTokenOf(db: Db, vault: Vault, session: string): Promise<Secret> {
  const { rows } = await db.query<SealedSession>(`${shown} where id = $1`, [session]);
  if (!rows[0]) throw new TypeError('a Link session that was just read is gone');
  return (await unseal(db, vault, rows[0])).token;
}

/** The public token that a session ended with; null if it has none. */
export async function readPublicToken(db: Db, vault: Vault, session: string): Promise<Secret | null> {
  const { rows } = await db.query<{ sealed: Buffer | null }>(
    'select public_token_sealed as sealed from link_sessions where id = $1',
    [session],
  );
  const sealed = rows[0]?.sealed;
  return sealed ? vault.open(db, place(session, 'public_token'), sealed) : null;
}

async function findSession(db: Db, which: WhichLink): Promise<{ onboardingId: string; session: string } | null> {
  const [column, value] =
    'sessionId' in which
      ? (['id', which.sessionId] as const)
      : 'linkTokenHash' in which
        ? (['token_hash', which.linkTokenHash] as const)
        : (['offer is null and onboarding_id', which.onboardingId] as const);
  const { rows } = await db.query<{ onboardingId: string; session: string }>(
    `select id as session, onboarding_id as "onboardingId" from link_sessions
     where ${column} = $1 order by created_at desc limit 1`,
    [value],
  );
  return rows[0] ?? null;
}

type SealedSession = Omit<LinkSession, 'token' | 'url'> & { tokenSealed: Buffer; urlSealed: Buffer };

async function unseal(db: Db, vault: Vault, row: SealedSession): Promise<LinkSession> {
  const { tokenSealed, urlSealed, ...session } = row;
  const token = await vault.open(db, place(row.id, 'token'), tokenSealed);
  const url = await vault.open(db, place(row.id, 'url'), urlSealed);
  return { ...session, token, url: url.reveal() };
}
