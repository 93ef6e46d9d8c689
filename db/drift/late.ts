// Reads the signals and the removals that should have gone out some minutes ago.
import type { EventFeed } from '../../domain/feed.ts';
import type { Db } from '../pool.ts';

type LateEvents = { onboardingId: string; feed: EventFeed; events: number };

/** Returns cases with events that are older than this and that no signal has reported, at most `limit` of each feed. */
export async function lateEvents(db: Db, olderThanSeconds: number, limit: number): Promise<LateEvents[]> {
  const { rows } = await db.query<LateEvents>(
    `(select t.onboarding_id as "onboardingId", 'transfer' as feed, count(*)::int as events
      from transfer_events e join transfers t on t.id = e.transfer_id
      where e.signalled_at is null and e.at < now() - make_interval(secs => $1) group by 1 limit $2)
     union all
     (select p.onboarding_id, 'bank-transfer', count(*)::int
      from bank_transfer_events e join plaid_ids p on p.kind = 'account' and p.external_id = e.account_id
      where e.signalled_at is null and e.at < now() - make_interval(secs => $1) group by 1 limit $2)`,
    [olderThanSeconds, limit],
  );
  return rows;
}

type LateAnswer = { onboardingId: string; what: 'review' | 'confirmation' | 'link' };

/** As `lateEvents`, for reviewers' decisions, tenants' answers and results of Link. The relay signals these. */
export async function lateAnswers(db: Db, olderThanSeconds: number, limit: number): Promise<LateAnswer[]> {
  const { rows } = await db.query<LateAnswer>(
    `(select onboarding_id as "onboardingId", 'review' as what from reviews
      where signal_at is not null and created_at < now() - make_interval(secs => $1) limit $2)
     union all
     (select onboarding_id, 'confirmation' from confirmations
      where signal_at is not null and answered_at < now() - make_interval(secs => $1) limit $2)
     union all
     (select s.onboarding_id, 'link' from link_sessions s join onboardings o on o.id = s.onboarding_id
      where s.to_signal is not null and o.workflow_started_at is not null
        and greatest(s.created_at, s.finished_at, o.workflow_started_at) < now() - make_interval(secs => $1) limit $2)`,
    [olderThanSeconds, limit],
  );
  return rows;
}

/** Returns accounts that their tenant asked to remove this long ago, and that are not removed, the oldest first. */
export async function accountsLateToRemove(db: Db, olderThanSeconds: number, limit: number): Promise<{ id: string }[]> {
  const { rows } = await db.query<{ id: string }>(
    `select id from linked_accounts where to_remove and removal_asked_at < now() - make_interval(secs => $1)
     order by removal_asked_at limit $2`,
    [olderThanSeconds, limit],
  );
  return rows;
}
