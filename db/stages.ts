// How the record of a case moves. Writers come late and twice; these guards make the order of arrival harmless.

import { type CaseState, noticeOf } from '../domain/notifications.ts';
import { type Outcome, type Stage, waits } from '../domain/onboarding.ts';
import type { Standing } from '../domain/transfer.ts';
import { addNotification } from './notifications.ts';
import { atomically, type Db } from './pool.ts';

export type StageMove = {
  onboardingId: string;
  /** The case's count of its steps: a late retry of an earlier step moves nothing. */
  step: number;
  stage: Stage;
  outcome?: Outcome;
  /** A code or a short sentence, never anything of the person. */
  reason?: string;
  waitingFor?: string;
  waitingUntil?: Date;
};

/**
 * Moves the case, notes it on its timeline and tells the product. False if the record is further: a later step wrote it, money arrived
 * (from there on only `recordStanding` moves it), or it is closed.
 */
export async function moveStage(db: Db, move: StageMove): Promise<boolean> {
  return recordMove(
    db,
    move.onboardingId,
    `with before as (
       select * from onboardings
       where id = $1 and step <= $2 and stage not in ('watching_returns', 'closed') for no key update
     ), moved as (
       update onboardings o
       set step = $2, stage = $3, outcome = $4, reason = $5, waiting_for = $6, waiting_until = $7, updated_at = now()
       from before b where o.id = b.id
       returning o.*, ${was}, (o.stage, o.outcome, o.reason, o.waiting_for, o.waiting_until) is distinct from
         (b.stage, b.outcome, b.reason, b.waiting_for, b.waiting_until) as changed
     ), noted as (
       insert into timeline (onboarding_id, what, detail)
       select id, stage, jsonb_strip_nulls(jsonb_build_object('outcome', outcome, 'reason', reason,
         'waiting_for', waiting_for, 'waiting_until', waiting_until))
       from moved where changed
     )
     select ${moved} from moved`,
    [
      move.onboardingId,
      move.step,
      move.stage,
      move.outcome ?? null,
      move.reason ?? null,
      move.waitingFor ?? null,
      move.waitingUntil ?? null,
    ],
  );
}

/**
 * Records what the transfer's standing means for the case: any order, any repetition, same result. A return turns
 * even a case that closed as funded. With `now`, a funded case closes once no return can follow.
 */
export async function recordStanding(
  db: Db,
  input: { onboardingId: string; standing: Standing; watchUntil: Date; now?: Date },
): Promise<void> {
  const { onboardingId, standing, watchUntil, now } = input;
  if (standing === 'moving') return;
  const closes = standing !== 'funded' || (now !== undefined && now >= watchUntil);
  const { rows } = await db.query<{ reason: string | null }>(
    'select failure_code as reason from transfers where onboarding_id = $1',
    [onboardingId],
  );
  const reason = standing === 'cancelled' ? 'cancelled_by_product' : (rows[0]?.reason ?? null);
  const turns: Outcome[] = standing === 'returned' ? ['funded', 'failed'] : [];
  await recordMoney(db, {
    ...{ onboardingId, closes, outcome: standing, reason, watchUntil, turns, waitingFor: waits.returns },
  });
}

/** What ends a case by its payment. `unproven`: nobody says whether the money has moved. */
export type PaymentEnding = Extract<Outcome, 'funded' | 'failed' | 'declined' | 'abandoned' | 'unproven'>;

/**
 * The same of a payment. A person may pay after their case was closed, and a bank may reject what it has taken.
 */
export async function recordPaymentEnding(
  db: Db,
  ending: { onboardingId: string; outcome: PaymentEnding; reason: string | null; watchUntil: Date; closes: boolean },
): Promise<void> {
  const turned: Record<PaymentEnding, Outcome[]> = {
    funded: ['cancelled', 'abandoned', 'unproven', 'failed', 'declined'],
    failed: ['funded', 'unproven'],
    declined: ['funded', 'unproven'],
    abandoned: ['funded', 'unproven'],
    unproven: [],
  };
  await recordMoney(db, { ...ending, turns: turned[ending.outcome], waitingFor: waits.confirmation });
}

type MoneyMove = {
  onboardingId: string;
  outcome: Outcome;
  reason: string | null;
  /** False while something may still follow, until `watchUntil`. */
  closes: boolean;
  waitingFor: string;
  watchUntil: Date;
  /** The outcomes of a closed case that this one takes the place of. */
  turns: Outcome[];
};

async function recordMoney(db: Db, move: MoneyMove): Promise<void> {
  const { onboardingId, outcome, reason, closes, waitingFor, watchUntil, turns } = move;
  const stage: Stage = closes ? 'closed' : 'watching_returns';
  await recordMove(
    db,
    onboardingId,
    `with before as (
       select * from onboardings
       where id = $1 and (stage <> 'closed' or outcome = any ($7))
         and (stage, outcome) is distinct from ($2, $3) for no key update
     ), moved as (
       update onboardings o
       set stage = $2, outcome = $3, reason = $6, updated_at = now(),
         waiting_for = case when $2 = 'watching_returns' then $5 end,
         waiting_until = case when $2 = 'watching_returns' then $4::timestamptz end
       from before b
       where o.id = b.id
       returning o.*, ${was}
     ), noted as (
       insert into timeline (onboarding_id, what, detail)
       select id, stage, jsonb_strip_nulls(jsonb_build_object('outcome', outcome, 'reason', reason,
         'waiting_for', waiting_for, 'waiting_until', waiting_until))
       from moved
     )
     select ${moved} from moved`,
    [onboardingId, stage, outcome, watchUntil, waitingFor, reason, turns],
  );
}

const was = `b.stage as was_stage, b.outcome as was_outcome, b.step as was_step,
  b.waiting_for as was_waiting_for`;
const moved = `json_build_object('stage', was_stage, 'outcome', was_outcome, 'step', was_step,
    'waitingFor', was_waiting_for) as before,
  json_build_object('stage', stage, 'outcome', outcome, 'step', step, 'waitingFor', waiting_for) as after`;

/** Carries out a statement that moves the case or not, and writes what that has to tell the product. False if not. */
function recordMove(db: Db, onboardingId: string, statement: string, values: unknown[]): Promise<boolean> {
  return atomically(db, async (tx) => {
    const { rows } = await tx.query<{ before: CaseState; after: CaseState }>(statement, values);
    if (!rows[0]) return false;
    const notice = noticeOf(rows[0].before, rows[0].after);
    if (notice) await addNotification(tx, { onboardingId, ...notice });
    return true;
  });
}
