// Moves the record of a case. Writers come late and twice; these guards make the order of arrival harmless.

import type { Outcome } from '../../domain/case/onboarding.ts';
import type { Reason } from '../../domain/case/reasons.ts';
import type { Stage, Wait } from '../../domain/case/stages.ts';
import { type CaseState, isProgress, noticeOf } from '../../domain/notify/notifications.ts';
import { newId } from '../ids.ts';
import { isoMillis } from '../instant.ts';
import { addNotification, hasEndpoint } from '../notify/notifications.ts';
import { atomically, type Db } from '../pool.ts';

export type StageMove = {
  onboardingId: string;
  /** The number of the case's step. A late retry of an earlier step moves nothing. */
  step: number;
  stage: Exclude<Stage, 'closed'>;
  reason?: Reason;
  waitingFor?: Wait;
  waitingUntil?: Date;
};

/**
 * Moves the case, notes it on its timeline and notifies the tenant. False if the record is further: a later step wrote
 * it, money arrived (from there on only `recordMoney` moves it), or it is closed. Each entry into review, and each wait
 * for the tenant to confirm a transfer, asks a question of its own, which a repeat of that step with that reason keeps
 * open. Any other move closes it.
 */
export const moveStage = (db: Db, move: StageMove): Promise<boolean> => writeStage(db, move);

/** Closes the case, as `moveStage` moves it. Only `endCase` (cases/end-case.ts) calls it, which decides the outcome. */
export const closeStage = (
  db: Db,
  end: Pick<StageMove, 'onboardingId' | 'step'> & { outcome: Outcome; reason?: Reason | null },
): Promise<boolean> => writeStage(db, { ...end, stage: 'closed' });

type Written = Omit<StageMove, 'stage' | 'reason'> & { stage: Stage; outcome?: Outcome; reason?: Reason | null };

function writeStage(db: Db, move: Written): Promise<boolean> {
  return recordMove(
    db,
    move.onboardingId,
    `with before as (
       select * from onboardings
       where id = $1 and step <= $2 and stage not in ('watching_returns', 'closed') for no key update
     ), moved as (
       update onboardings o
       set step = $2, stage = $3, outcome = $4, reason = $5, waiting_for = $6, waiting_until = $7, updated_at = now(),
         question = case when $8::text is not null and b.step = $2 and b.reason is not distinct from $5
           then coalesce(b.question, $8) else $8 end
       from before b where o.id = $1
       returning o.*, ${was}, (o.stage, o.outcome, o.reason, o.waiting_for, o.waiting_until) is distinct from
         (b.stage, b.outcome, b.reason, b.waiting_for, b.waiting_until) as changed
     ), noted as (
       insert into timeline (onboarding_id, what, detail)
       select id, stage, jsonb_strip_nulls(jsonb_build_object('outcome', outcome, 'reason', reason,
         'waiting_for', waiting_for, 'waiting_until', ${isoMillis('waiting_until')}))
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
      asksQuestion(move) ? newId('qst') : null,
    ],
  );
}

/** Records that the case is at this step, and is where an earlier step has moved it. */
export async function takeStep(db: Db, { onboardingId, step }: Pick<StageMove, 'onboardingId' | 'step'>) {
  await db.query('update onboardings set step = $2 where id = $1 and step < $2', [onboardingId, step]);
}

const asksQuestion = ({ stage, waitingFor }: Written) => stage === 'in_review' || waitingFor === 'confirmation';

/** The outcomes that a payment can cause. `unverified`: neither Plaid nor the bank says whether the money has moved. */
export type PaymentEnding = Extract<Outcome, 'funded' | 'failed' | 'declined' | 'abandoned' | 'unverified'>;

/**
 * Records how a payment ends its case. A closed case can change: an applicant may pay afterwards, and a bank may reject
 * a payment that it accepted.
 */
export async function recordPaymentEnding(
  db: Db,
  ending: { onboardingId: string; outcome: PaymentEnding; reason: string | null; watchUntil: Date; closes: boolean },
): Promise<void> {
  const turned: Record<PaymentEnding, Outcome[]> = {
    funded: ['cancelled', 'abandoned', 'unverified', 'failed', 'declined'],
    failed: ['funded', 'unverified'],
    declined: ['funded', 'unverified'],
    abandoned: ['funded', 'unverified'],
    unverified: [],
  };
  const { onboardingId, outcome, reason, closes, watchUntil } = ending;
  await recordMoney(db, {
    ...{ onboardingId, stage: closes ? 'closed' : 'watching_returns', outcome, reason, turns: turned[outcome] },
    ...(!closes && { waitingFor: 'payment_confirmation', waitingUntil: watchUntil }),
  });
}

type MoneyMove = Pick<StageMove, 'onboardingId' | 'waitingFor' | 'waitingUntil'> & {
  stage: Extract<Stage, 'transferring' | 'watching_returns' | 'closed'>;
  outcome: Outcome | null;
  reason: string | null;
  /** The outcomes of a closed case that this one may replace. */
  turns: Outcome[];
};

/** Records what became of a case's money. Its order among other writers does not matter. */
export async function recordMoney(db: Db, move: MoneyMove): Promise<void> {
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
       set stage = $2, outcome = $3, reason = $6, waiting_for = $5, waiting_until = $4, updated_at = now(),
         question = null
       from before b where o.id = $1
       returning o.*, ${was}
     ), noted as (
       insert into timeline (onboarding_id, what, detail)
       select id, stage, jsonb_strip_nulls(jsonb_build_object('outcome', outcome, 'reason', reason,
         'waiting_for', waiting_for, 'waiting_until', ${isoMillis('waiting_until')}))
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
  json_build_object('stage', stage, 'outcome', outcome, 'step', step, 'waitingFor', waiting_for) as after,
  ${hasEndpoint('moved.tenant_id')} as heard`;

/**
 * Runs a statement that may move the case, and writes the notification that the move causes. False if the case did not
 * move.
 */
function recordMove(db: Db, onboardingId: string, statement: string, values: unknown[]): Promise<boolean> {
  return atomically(db, async (tx) => {
    const { rows } = await tx.query<{ before: CaseState; after: CaseState; heard: boolean }>(statement, values);
    if (!rows[0]) return false;
    const { before, after, heard } = rows[0];
    const notice = noticeOf(before, after);
    if (notice && (heard || !isProgress(notice.type))) await addNotification(tx, { onboardingId, ...notice });
    return true;
  });
}
