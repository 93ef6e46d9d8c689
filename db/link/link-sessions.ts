// Every Link token that we offered to the applicant. The results are in link-results.ts.
import { createHash } from 'node:crypto';
import type { LinkMode, LinkOffer } from '../../domain/bank/link.ts';
import type { LinkLanguage } from '../../domain/bank/link-settings.ts';
import type { Secret } from '../../domain/secret.ts';
import { insertPlaidId } from '../case/plaid-ids.ts';
import { withNext } from '../connection.ts';
import { applicantKey, type SelectedKey } from '../data-keys.ts';
import type { Db } from '../pool.ts';
import type { Vault } from '../vault.ts';

export type LinkSession = {
  id: string;
  mode: LinkMode;
  /** Null if the case waits for this Link. */
  offer: LinkOffer | null;
  /** The language in which the person's page asked for it; it then leads back there. Null: the page did not. */
  pageLanguage?: LinkLanguage | null;
  token: Secret;
  url: string;
  expiresAt: Date;
};

/** Returns the hash by which a token is found. No row holds a token in the clear. */
export const tokenHash = (token: Secret) => createHash('sha256').update(token.reveal()).digest('hex');

export const place = (id: string, column: 'token' | 'url' | 'public_token') => ({
  table: 'link_sessions',
  row: id,
  column,
});

const shown = `select id, mode, offer, page_language as "pageLanguage", expires_at as "expiresAt", token_sealed as "tokenSealed",
  url_sealed as "urlSealed", ${applicantKey('l.onboarding_id')} from link_sessions l`;

/** Records an offered Link token and its hash as a Plaid id. Call it in a transaction. */
export async function insertLinkSession(
  db: Db,
  vault: Vault,
  session: LinkSession & { onboardingId: string },
): Promise<void> {
  const { id, onboardingId, mode, offer, pageLanguage = null, token, url, expiresAt } = session;
  const seal = await vault.applicantSealer(db, onboardingId);
  await db.query(
    withNext(`insert into link_sessions
       (id, onboarding_id, mode, offer, token_hash, token_sealed, url_sealed, expires_at, page_language)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`),
    [
      id,
      onboardingId,
      mode,
      offer,
      tokenHash(token),
      seal(place(id, 'token'), token.reveal()),
      seal(place(id, 'url'), url),
      expiresAt,
      pageLanguage,
    ],
  );
  await insertPlaidId(db, 'link_token', tokenHash(token), onboardingId);
}

/**
 * Returns the Link token to show the applicant: the newest that is neither used nor expired and has the mode of the
 * newest session, because the case now waits for that mode.
 */
export async function openLinkSession(
  db: Db,
  vault: Vault,
  onboardingId: string,
  offer: LinkOffer | null = null,
): Promise<LinkSession | null> {
  const [session] = await openLinkSessions(db, vault, [{ onboardingId, offer }]);
  return session ? session() : null;
}

type FoundSession = SealedSession & { place: number };

/** SQL: the session to show, of a case and an offer, which are SQL too. */
const toShow = (onboardingId: string, offer: string): string =>
  `${shown} where onboarding_id = ${onboardingId} and offer is not distinct from ${offer} and status = 'open'
     and expires_at > now()
     and mode = (select mode from link_sessions
                 where onboarding_id = ${onboardingId} and offer is not distinct from ${offer}
                 order by turn desc limit 1)
   order by turn desc limit 1`;

export type WantedLink = { onboardingId: string; offer: LinkOffer | null };

/**
 * Finds the Link tokens to show for many cases as `openLinkSession` does for one, with one read. Returns a function for
 * each wanted one, in their order, which decrypts it: one that cannot be decrypted does not stop the others.
 */
export async function openLinkSessions(
  db: Db,
  vault: Vault,
  wanted: WantedLink[],
): Promise<(() => Promise<LinkSession | null>)[]> {
  const [first, ...more] = wanted;
  if (!first) return [];
  // PostgreSQL plans a statement with lists for each call. That takes 1.3 ms, more than all else about one case.
  const { rows } = await (more.length === 0
    ? db.query<FoundSession>(`select 1 as place, s.* from (${toShow('$1', '$2::text')}) s`, [
        first.onboardingId,
        first.offer,
      ])
    : db.query<FoundSession>(
        `select w.place::int, s.* from unnest($1::text[], $2::text[]) with ordinality as w (onboarding_id, offer, place)
         cross join lateral (${toShow('w.onboarding_id', 'w.offer')}) s`,
        [wanted.map(({ onboardingId }) => onboardingId), wanted.map(({ offer }) => offer)],
      ));
  const found = new Map(rows.map(({ place, ...row }) => [place, row]));
  return wanted.map((_, index) => async () => {
    const row = found.get(index + 1);
    return row ? unseal(db, vault, row) : null;
  });
}

/**
 * Returns up to ten sessions that are not finished, expired and exited ones included, newest first. Plaid forgets a
 * session six hours after its end.
 */
export async function unfinishedLinkSessions(db: Db, vault: Vault, onboardingId: string): Promise<LinkSession[]> {
  const { rows } = await db.query<SealedSession>(
    `${shown} where onboarding_id = $1 and status <> 'finished' and expires_at > now() - interval '12 hours'
     order by turn desc limit 10`,
    [onboardingId],
  );
  return Promise.all(rows.map((row) => unseal(db, vault, row)));
}

export async function linkTokenOf(db: Db, vault: Vault, session: string): Promise<Secret> {
  const { rows } = await db.query<SealedSession>(`${shown} where id = $1`, [session]);
  if (!rows[0]) throw new TypeError('a Link session that was just read is gone');
  return (await unseal(db, vault, rows[0])).token;
}

/** A session by what a webhook knows of it. */
export type LinkOfToken = { session: string; onboardingId: string; mode: LinkMode };

/** Null if we know no such token. */
export async function linkOfToken(db: Db, tokenHash: string): Promise<LinkOfToken | null> {
  const { rows } = await db.query<LinkOfToken>(
    'select id as session, onboarding_id as "onboardingId", mode from link_sessions where token_hash = $1',
    [tokenHash],
  );
  return rows[0] ?? null;
}

type SealedSession = Omit<LinkSession, 'token' | 'url'> & { tokenSealed: Buffer; urlSealed: Buffer; key: SelectedKey };

async function unseal(db: Db, vault: Vault, row: SealedSession): Promise<LinkSession> {
  const { tokenSealed, urlSealed, key, ...session } = row;
  const open = vault.applicantOpener(db, key);
  return {
    ...session,
    token: await open(place(session.id, 'token'), tokenSealed),
    url: (await open(place(session.id, 'url'), urlSealed)).reveal(),
  };
}
