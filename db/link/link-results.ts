// The results of Link sessions: the applicant finished one, with a public token if it made a new Item, or left it.
import type { ShownAccount } from '../../domain/bank/duplicates.ts';
import type { LinkMode } from '../../domain/bank/link.ts';
import { isItemRepair } from '../../domain/failure.ts';
import type { Secret } from '../../domain/secret.ts';
import { shownIndex } from '../bank/duplicates.ts';
import { recordRenewal } from '../bank/item-health.ts';
import { lockCase } from '../case/onboardings.ts';
import { addToTimeline } from '../case/timeline.ts';
import { applicantKey, type SelectedKey } from '../data-keys.ts';
import type { Db } from '../pool.ts';
import type { Vault } from '../vault.ts';
import { type LinkOfToken, place, tokenHash } from './link-sessions.ts';

/** A session by its id, one that was found by its token, or the newest that the case waits for. */
export type WhichLink = { sessionId: string } | { found: LinkOfToken } | { onboardingId: string };

/**
 * Records that the applicant finished Link, with the public token (null if there is none), and ends the case's wait for
 * it, so that the API offers no second Link while no worker runs. `news` is true for exactly one caller per success,
 * and only while the case is open: only then must the case be signalled. A new login counts after that too, for the
 * linked account. Null if there is no such session. Call it in a
 * transaction.
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
  // Reports about one case take turns, whichever session they name.
  await lockCase(db, onboardingId);
  // The browser gets a public token after a repair too. To exchange it again would lead to the existing Item.
  const sealed =
    publicToken &&
    (await vault.applicantSealer(db, onboardingId))(place(session, 'public_token'), publicToken.reveal());
  // A new link needs its public token, so a report without one waits for a later report that has it. The tenant does
  // not know our sessions: a success that it reports for the newest one may be an older one's, reported again.
  const { rows } = await db.query<{ mode: LinkMode }>(
    `update link_sessions s
     set status = 'finished', public_token_sealed = case when s.mode = 'new' then $2::bytea end,
       public_token_hash = $3, finished_at = clock_timestamp(), shown_index = $4
     from onboardings o
     where s.id = $1 and s.status <> 'finished' and s.mode <> 'income'
       and (s.mode <> 'new' or $2::bytea is not null)
       and o.id = s.onboarding_id and (o.stage <> 'closed' or s.mode = 'update')
       and not exists (select from link_sessions other
         where other.onboarding_id = o.id and other.public_token_hash = $3)
     returning s.mode`,
    [session, sealed, publicToken && tokenHash(publicToken), shown ? await shownIndex(db, vault, shown) : null],
  );
  const finished = rows[0];
  if (!finished) return { onboardingId, session, news: false };

  await addToTimeline(db, onboardingId, 'link_finished', { session, mode: finished.mode });
  if (isItemRepair(finished.mode)) await recordRenewal(db, onboardingId);
  const verifies = finished.mode === 'new' && (await beginVerifying(db, onboardingId));
  if (!verifies) await recordLinked(db, onboardingId, finished.mode);
  return { onboardingId, session, news: true };
}

/** Moves a case that has waited for its first account. False for any other case. */
async function beginVerifying(db: Db, onboardingId: string): Promise<boolean> {
  // Beyond step 0, which is the API's: a late record that the API offered a Link token must not undo this.
  const { rowCount } = await db.query(
    `with moved as (
       update onboardings
       set stage = 'verifying_account', step = greatest(step, 1), waiting_for = null, waiting_until = null,
         updated_at = now()
       where id = $1 and stage in ('starting', 'awaiting_link') returning id, stage)
     insert into timeline (onboarding_id, what) select id, stage from moved`,
    [onboardingId],
  );
  return rowCount === 1;
}

/** Records that the applicant did what the newest Link asks for, so that the case waits for us instead of them. */
async function recordLinked(db: Db, onboardingId: string, mode: LinkMode): Promise<void> {
  await db.query(
    `update onboardings set waiting_for = $3, waiting_until = null, updated_at = now()
     where id = $1
       and (stage in ('awaiting_link', 'repairing_link') or stage = 'awaiting_micro_deposits' and waiting_for = $4)
       and $2 = (select mode from link_sessions where onboarding_id = $1 and offer is null
                 order by turn desc limit 1)`,
    [onboardingId, mode, 'after_link', 'micro_deposit_code'],
  );
}

/** Records that the applicant left Link. This is not final: a later success of the same session counts. */
export async function exitLink(
  db: Db,
  exit: WhichLink,
): Promise<{ onboardingId: string; session: string; news: boolean } | null> {
  const found = await findSession(db, exit);
  if (!found) return null;
  const { rowCount } = await db.query(`update link_sessions set status = 'exited' where id = $1 and status = 'open'`, [
    found.session,
  ]);
  if (rowCount === 1) {
    await addToTimeline(db, found.onboardingId, 'link_exited', { session: found.session });
    // The applicant may have left after a third wrong code, so the case reads the account.
    await db.query(
      `update link_sessions s set to_signal = 'linkLeft' from onboardings o
       where s.id = $1 and o.id = s.onboarding_id and o.stage = 'awaiting_micro_deposits'`,
      [found.session],
    );
  }
  return { ...found, news: rowCount === 1 };
}

/** Returns the session that the case works with: the one that finished last with a public token. */
export async function latestFinishedLink(db: Db, onboardingId: string): Promise<FinishedLink | null> {
  const { rows } = await db.query<FinishedLink>(
    `select id as session, shown_index as "shownIndex" from link_sessions
     where onboarding_id = $1 and mode = 'new' and public_token_sealed is not null
     order by finished_at desc, turn desc limit 1`,
    [onboardingId],
  );
  return rows[0] ?? null;
}
/** `shownIndex` is the hash of db/bank/duplicates.ts. Null if no report named the account that the applicant chose. */
export type FinishedLink = { session: string; shownIndex: Buffer | null };

/** Returns the public token that a session ended with. Null if it has none. */
export async function readPublicToken(db: Db, vault: Vault, session: string): Promise<Secret | null> {
  const { rows } = await db.query<{ sealed: Buffer | null; key: SelectedKey }>(
    `select public_token_sealed as sealed, ${applicantKey('s.onboarding_id')} from link_sessions s where id = $1`,
    [session],
  );
  if (!rows[0]?.sealed) return null;
  return vault.applicantOpener(db, rows[0].key)(place(session, 'public_token'), rows[0].sealed);
}

async function findSession(db: Db, which: WhichLink): Promise<{ onboardingId: string; session: string } | null> {
  if ('found' in which) return which.found;
  const [column, value] =
    'sessionId' in which
      ? (['id', which.sessionId] as const)
      : (['offer is null and onboarding_id', which.onboardingId] as const);
  const { rows } = await db.query<{ onboardingId: string; session: string }>(
    `select id as session, onboarding_id as "onboardingId" from link_sessions
     where ${column} = $1 order by turn desc limit 1`,
    [value],
  );
  return rows[0] ?? null;
}
