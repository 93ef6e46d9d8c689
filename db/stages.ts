// How the record of a case moves. Writers come late and twice; these guards make the order of arrival harmless.

import type { ReturnAlert } from '../domain/ach-returns.ts';
import type { FollowUp } from '../domain/follow-up.ts';
import { type CaseState, noticeOf } from '../domain/notifications.ts';
import { type Outcome, type Stage, waits } from '../domain/onboarding.ts';
import type { Standing } from '../domain/transfer.ts';
import { addNotification } from './notifications.ts';
import { atomically, type Db } from './pool.ts';
import { decideReturn } from './returns.ts';
import { addToTimeline } from './timeline.ts';
import { transferOfCase } from './transfers.ts';

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
 * (from there on only `recordStanding` moves it), or it is closed. A case whose money came back ends as returned, whatever
 * keeps it from being moved again: whoever has credited it has to take that back.
 */
export async function moveStage(db: Db, move: StageMove): Promise<boolean> {
  const { onboardingId, outcome } = move;
  if (!outcome) return writeStage(db, move);
  return atomically(db, async (tx) => {
    const last = await transferOfCase(tx, onboardingId);
    if (!last?.followUp) return writeStage(tx, move);
    const ended = await writeStage(tx, { ...move, outcome: 'returned', reason: last.failure?.code ?? 'returned' });
    if (ended) await addToTimeline(tx, onboardingId, 'not_moved_again', { because: move.reason ?? outcome });
    return ended;
  });
}

function writeStage(db: Db, move: StageMove): Promise<boolean> {
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
 * Records what the standing of the case's newest transfer means for the case: any order, any repetition, same result. A
 * return turns even a case that closed as funded; what follows it is decided here, once. With `now`, a funded case closes
 * once no return can follow. Gives why somebody should look at a return.
 */
export async function recordStanding(
  db: Db,
  input: { transferId: string; onboardingId: string; standing: Standing; watchUntil: Date; now?: Date },
): Promise<ReturnAlert | null> {
  const { transferId, onboardingId, standing, watchUntil, now } = input;
  const transfer = await transferOfCase(db, onboardingId);
  if (standing === 'moving' || transfer?.transferId !== transferId) return null;
  const decided = standing === 'returned' ? await decideReturn(db, transfer, now ?? new Date()) : null;
  const code = transfer.failure?.code ?? null;
  if (decided?.followUp) await recordFollowUp(db, onboardingId, decided.followUp, code);
  // Decided before: the case may be on its way to the next transfer.
  if (decided?.followUp || transfer.followUp) return decided?.alert ?? null;
  const closes = standing !== 'funded' || (now !== undefined && now >= watchUntil);
  const reason = standing === 'cancelled' ? 'cancelled_by_product' : code;
  await recordMoney(db, {
    ...{ onboardingId, stage: closes ? 'closed' : 'watching_returns', outcome: standing, reason },
    ...(!closes && { waitingFor: waits.returns, waitingUntil: watchUntil }),
    turns: standing === 'returned' ? ['funded', 'failed'] : [],
  });
  return decided?.alert ?? null;
}

/** The money came back, and the case goes on: what it had ended as is taken back. */
async function recordFollowUp(db: Db, onboardingId: string, followUp: FollowUp, reason: string | null): Promise<void> {
  const represents = followUp.do === 'represent';
  await recordMoney(db, {
    ...{ onboardingId, stage: 'transferring', outcome: null, reason, turns: ['funded', 'failed'] },
    waitingFor: represents ? waits.representment : waits.anotherAccount,
    ...(represents && { waitingUntil: followUp.at }),
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
  const { onboardingId, outcome, reason, closes, watchUntil } = ending;
  await recordMoney(db, {
    ...{ onboardingId, stage: closes ? 'closed' : 'watching_returns', outcome, reason, turns: turned[outcome] },
    ...(!closes && { waitingFor: waits.confirmation, waitingUntil: watchUntil }),
  });
}

type MoneyMove = Pick<StageMove, 'onboardingId' | 'waitingFor' | 'waitingUntil'> & {
  stage: Extract<Stage, 'transferring' | 'watching_returns' | 'closed'>;
  outcome: Outcome | null;
  reason: string | null;
  /** The outcomes of a closed case that this one takes the place of. */
  turns: Outcome[];
};

async function recordMoney(db: Db, move: MoneyMove): Promise<void> {
  const { onboardingId, stage, outcome, reason, waitingFor, waitingUntil, turns } = move;
  await recordMove(
    db,
    onboardingId,
    `with before as (
       select * from onboardings
       where id = $1 and (stage <> 'closed' or outcome = any ($7))
         and (stage, outcome, waiting_for) is distinct from ($2, $3, $5) for no key update
     ), moved as (
       update onboardings o
       set stage = $2, outcome = $3, reason = $6, waiting_for = $5, waiting_until = $4, updated_at = now()
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
    [onboardingId, stage, outcome, waitingUntil ?? null, waitingFor ?? null, reason, turns],
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
