// The delay of a case, as its tenant sees it. A case with an outcome has none, because the tenant waits for nothing.
import type { Delay } from '../../domain/case/delay.ts';
import type { Db } from '../pool.ts';

export type RecordedDelay = {
  /** True if the tenant sees something new. */
  changed: boolean;
  /** True the first time that this spell of trouble is said to last. */
  lasts: boolean;
};

/**
 * Records that the case is delayed. Null if the record is further: this spell of trouble is over, another one has
 * begun, or the case has an outcome.
 */
export async function recordDelay(
  db: Db,
  { onboardingId, since, reason, lasts }: Delay & { onboardingId: string; lasts: boolean },
): Promise<RecordedDelay | null> {
  const { rows } = await db.query<RecordedDelay>(
    `with before as (
       select id, delayed_because as because, delayed_since = $2 as same, coalesce(delayed_since = $2 and delay_lasts, false) as lasted
       from onboardings
       where id = $1 and outcome is null
         and (delayed_since is null or delayed_since < $2 or delayed_since = $2 and delayed_because is not null)
       for no key update)
     update onboardings o set delayed_since = $2, delayed_because = $3, delay_lasts = lasted or $4
     from before b where o.id = $1
     returning same is not true or because is distinct from $3 as changed, $4 and not lasted as lasts`,
    [onboardingId, since, reason, lasts],
  );
  return rows[0] ?? null;
}

/** Records that this spell of trouble is over, and notes it on the timeline if the tenant has seen it. */
export async function endDelay(
  db: Db,
  { onboardingId, since }: { onboardingId: string; since: string },
): Promise<void> {
  await db.query(
    `with before as (
       select id, delayed_because as because from onboardings
       where id = $1 and coalesce(delayed_since <= $2, true) for no key update
     ), ended as (
       update onboardings o set delayed_since = $2, delayed_because = null, delay_lasts = null
       from before b where o.id = $1 returning o.id, outcome, because)
     insert into timeline (onboarding_id, what) select id, 'resumed' from ended where because is not null and outcome is null`,
    [onboardingId, since],
  );
}
