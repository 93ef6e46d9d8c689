// What happened to a case, in order, as references: ids, words and codes, nothing of the person.
import type { Db } from './pool.ts';

export type TimelineEntry = { id: number; at: Date; what: string; detail: TimelineDetail };
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

/** Oldest first, beginning behind entry `after`. */
export async function readTimeline(
  db: Db,
  onboardingId: string,
  page: { limit: number; after?: number | undefined },
): Promise<TimelineEntry[]> {
  const { rows } = await db.query<TimelineEntry>(
    'select id, at, what, detail from timeline where onboarding_id = $1 and id > $2 order by id limit $3',
    [onboardingId, page.after ?? 0, page.limit],
  );
  return rows;
}

/** What a person did in Link. Deliveries repeat what came before: what is there already is not added again. */
export async function addLinkEvents(
  db: Db,
  onboardingId: string,
  events: { id: string; name: string; at: Date }[],
): Promise<void> {
  await db.query(
    `insert into timeline (onboarding_id, what, detail)
     select $1, 'link_event', jsonb_build_object('event', e.name, 'event_at', e.at, 'event_id', e.id)
     from unnest($2::text[], $3::text[], $4::timestamptz[]) with ordinality as e (id, name, at, n)
     where not exists (select from timeline
       where onboarding_id = $1 and what = 'link_event' and detail ->> 'event_id' = e.id)
     order by e.n`,
    [onboardingId, events.map(({ id }) => id), events.map(({ name }) => name), events.map(({ at }) => at)],
  );
}
