// The cases that a reconciliation compares with Temporal and Plaid.
import type { Direction, Outcome } from '../../domain/case/onboarding.ts';
import type { Policy } from '../../domain/case/policy.ts';
import type { Stage, Wait } from '../../domain/case/stages.ts';
import type { NewestTransfer } from '../../domain/drift.ts';
import { withPolicy } from '../case/onboardings.ts';
import type { Db } from '../pool.ts';

export type ComparedCase = {
  id: string;
  stage: Stage;
  outcome: Outcome | null;
  waitingFor: Wait | null;
  direction: Direction | null;
  policy: Policy;
  /** How long the record has not moved, by PostgreSQL's clock. */
  unchangedSeconds: number;
  /** The newest transfer. */
  transfer: NewestTransfer | null;
  /** How many of its Items have a token. */
  items: number;
};

/** SQL, of the case `o`. */
const compared = `o.id, o.stage, o.outcome, o.waiting_for as "waitingFor", o.direction, o.policy,
  extract(epoch from now() - o.updated_at)::float8 as "unchangedSeconds",
  (select json_build_object('transferId', t.id, 'status', t.status, 'followUp', t.follow_up,
     'cancelRequested', t.cancel_requested_at is not null)
   from transfers t where t.onboarding_id = o.id order by t.number desc limit 1) as transfer,
  (select count(*)::int from items i where i.onboarding_id = o.id and i.access_token_sealed is not null) as items`;

/** Returns open cases whose workflow was started, in the order of their ids, behind `after`. */
export async function openCases(db: Db, after: string, limit: number): Promise<ComparedCase[]> {
  const { rows } = await db.query<ComparedCase>(
    `select ${compared} from onboardings o
     where o.open and o.workflow_started_at is not null and o.id > $1 order by o.id limit $2`,
    [after, limit],
  );
  return rows.map(withPolicy);
}

/**
 * Reads so many entries of the timeline, from the newest back to that moment, and returns the closed cases among them.
 * The entries are in the order of their ids, which is nearly that of their times, so this needs no index of its own.
 * `after`: the `next` of the page before, or the empty text.
 */
export async function closedCases(
  db: Db,
  since: Date,
  after: string,
  entries: number,
): Promise<{ cases: ComparedCase[]; next: string | null }> {
  const { rows: pages } = await db.query<{ next: string | null; ids: string[] }>(
    `select case when max(at) > $2 then min(id)::text end as next,
       coalesce(array_agg(distinct onboarding_id) filter (where what = 'closed' and at > $2), '{}') as ids
     from (select id, at, what, onboarding_id from timeline where id < coalesce(nullif($1, '')::bigint, $3)
           order by id desc limit $4) page`,
    [after, since, newestId, entries],
  );
  const { next = null, ids = [] } = pages[0] ?? {};
  const { rows } = await db.query<ComparedCase>(
    `select ${compared} from onboardings o where o.id = any ($1) and not o.open`,
    [ids],
  );
  return { cases: rows.map(withPolicy), next };
}

/** Above every id. */
const newestId = `${2n ** 63n - 1n}`;

export async function comparedCase(db: Db, onboardingId: string): Promise<ComparedCase | null> {
  const { rows } = await db.query<ComparedCase>(`select ${compared} from onboardings o where o.id = $1`, [
    onboardingId,
  ]);
  return rows[0] ? withPolicy(rows[0]) : null;
}

/** Returns those of these ids that no case has. */
export async function unknownCases(db: Db, ids: string[]): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select given.id from unnest($1::text[]) as given (id)
     where (select true from onboardings o where o.id = given.id limit 1) is null`,
    [ids],
  );
  return rows.map(({ id }) => id);
}

/**
 * Prepares the record for a run from the beginning: the relay signals it about the Link that the applicant finished,
 * and its steps count from 0 again, because the record refuses a step lower than its last one. Call it before that run
 * begins, and only if no transfer is on record.
 */
export async function countFromBeginning(db: Db, onboardingId: string): Promise<void> {
  await db.query(
    `update link_sessions set to_signal = 'linked' where id = (select id from link_sessions
       where onboarding_id = $1 and status = 'finished' and mode in ('new', 'payment') order by turn desc limit 1)`,
    [onboardingId],
  );
  await db.query('update onboardings set step = 0 where id = $1 and open', [onboardingId]);
}
