// The history of a case, in order, as references: ids, words and codes, no data of the applicant.
import type { Canceller } from '../../domain/case/payloads.ts';
import { withNext } from '../connection.ts';
import { isoMillis } from '../instant.ts';
import type { Db } from '../pool.ts';

export type TimelineEntry = { id: string; at: Date; what: string; detail: TimelineDetail };
export type TimelineDetail = Record<string, string | number | boolean | null>;

export async function addToTimeline(
  db: Db,
  onboardingId: string,
  what: string,
  detail: TimelineDetail = {},
): Promise<void> {
  await db.query(withNext('insert into timeline (onboarding_id, what, detail) values ($1, $2, $3)'), [
    onboardingId,
    what,
    detail,
  ]);
}

/** True if the timeline says that this run of the case was terminated. */
export async function isTerminationNoted(db: Db, onboardingId: string, run: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `select from timeline where onboarding_id = $1 and what = 'terminated' and detail ->> 'run' = $2`,
    [onboardingId, run],
  );
  return rowCount === 1;
}

/** Notes a request to cancel an open case, once per requester. False if it is noted already. */
export async function noteCancellation(db: Db, onboardingId: string, by: Canceller): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into timeline (onboarding_id, what, detail)
     select id, 'cancel_requested', jsonb_build_object('by', $2::text, 'reason', null) from onboardings
     where id = $1 and stage <> 'closed' and not exists (select from timeline
       where onboarding_id = $1 and what = 'cancel_requested' and detail ->> 'by' = $2)`,
    [onboardingId, by],
  );
  return rowCount === 1;
}

/** Oldest first, beginning behind the entry with the id `cursor`. */
export async function readTimeline(
  db: Db,
  onboardingId: string,
  page: { limit: number; cursor?: string | undefined },
): Promise<TimelineEntry[]> {
  const { rows } = await db.query<TimelineEntry>(
    'select id::text, at, what, detail from timeline where onboarding_id = $1 and id > $2 order by timeline.id limit $3',
    [onboardingId, page.cursor ?? '0', page.limit],
  );
  return rows;
}

/**
 * Returns up to `limit` entries behind the entry with the id `after`, oldest first, but none of `except`, and whether
 * the case was closed at that moment. Transactions commit in another order than they number their entries, so it also
 * returns entries of the minute before `after`, which may have been committed later.
 */
export async function readEvents(
  db: Db,
  onboardingId: string,
  { after, except, limit }: { after: string; except: string[]; limit: number },
): Promise<{ entries: TimelineEntry[]; outcome: string | null; closed: boolean }> {
  const { rows } = await db.query<{ entries: TimelineEntry[]; outcome: string | null; closed: boolean }>(
    `select stage = 'closed' as closed, outcome, coalesce((
       select json_agg(json_build_object('id', id::text, 'at', at, 'what', what, 'detail', detail) order by id)
       from (
         select * from timeline where onboarding_id = $1 and id <> all ($3) and (id > $2 or at > (
           select at - interval '1 minute' from timeline where onboarding_id = $1 and id = $2))
         order by timeline.id limit $4) t), '[]') as entries
     from onboardings where id = $1`,
    [onboardingId, after, except, limit],
  );
  const [found] = rows;
  if (!found) throw new TypeError('the events of no case');
  return { ...found, entries: found.entries.map((entry) => ({ ...entry, at: new Date(entry.at) })) };
}

/**
 * Adds the applicant's steps in Link. Deliveries repeat earlier steps, and a step that is present is not added again.
 */
export async function addLinkEvents(
  db: Db,
  onboardingId: string,
  events: { id: string; name: string; at: Date }[],
): Promise<void> {
  await db.query(
    `insert into timeline (onboarding_id, what, detail)
     select $1, 'link_event', jsonb_build_object('event', e.name, 'event_at', ${isoMillis('e.at')}, 'event_id', e.id)
     from unnest($2::text[], $3::text[], $4::timestamptz[]) with ordinality as e (id, name, at, n)
     where not exists (select from timeline
       where onboarding_id = $1 and what = 'link_event' and detail ->> 'event_id' = e.id)
     order by e.n`,
    [onboardingId, events.map(({ id }) => id), events.map(({ name }) => name), events.map(({ at }) => at)],
  );
}
