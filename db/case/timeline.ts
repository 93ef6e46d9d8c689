// The history of a case, in order, as references: ids, words and codes, no data of the applicant.
import type { Canceller } from '../../domain/case/payloads.ts';
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
  await db.query('insert into timeline (onboarding_id, what, detail) values ($1, $2, $3)', [
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
