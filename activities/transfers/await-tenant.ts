// Holds an authorized transfer until the tenant has confirmed it, if the policy wants that. A confirmation counts for
// one account: the step asks again about another one. The API records the answer (api/cases/answer-transfer.ts).
import { endCase } from '../../cases/end-case.ts';
import { type CaseRecord, lockAndLoadCase } from '../../db/case/onboardings.ts';
import { moveStage, takeStep } from '../../db/case/stages.ts';
import { type Db, type Pool, transaction } from '../../db/pool.ts';
import { answerAbout } from '../../db/transfers/confirmations.ts';
import { type Days, daysAfter } from '../../domain/days.ts';
import { known } from '../on-record.ts';
import type { MoneyMoved } from '../types.ts';
import { movedOn, type TransferStep } from './authorizations.ts';
import type { Recorded } from './read-record.ts';

/** `unanswered`: the time for the answer is over. */
type At = TransferStep & { unanswered: boolean };

/**
 * `confirmed`: the transfer may be created. Null: the case has ended, so the step begins again, and lets go of the
 * authorization.
 */
export async function awaitTenant(
  db: Pool,
  { theCase, accountId, reinitiations }: Recorded,
  { step, transferNumber, unanswered }: At,
): Promise<'confirmed' | MoneyMoved | null> {
  const { confirmWithin } = theCase.policy.money;
  // For Nacha a reinitiation is the entry that the tenant has confirmed.
  if (!confirmWithin || reinitiations > 0) return 'confirmed';
  const onboardingId = theCase.id;
  return transaction(db, async (tx) => {
    // The API records the answer under this lock too. So it is read here, or refused because the case has ended.
    const record = await known('case', lockAndLoadCase(tx, onboardingId));
    if (record.stage === 'closed') return null;
    if (record.step > step) throw movedOn();
    const answered = await answerAbout(tx, { onboardingId, transferNumber, accountId });
    // The case can be cancelled from the moment it asks, so no try of the step that asked may create the transfer.
    if (answered && answered.step >= step) return { result: 'confirm', until: record.updatedAt.toISOString() };
    if (answered?.answer === 'confirmed') return 'confirmed';
    if (!answered && !unanswered) return ask(tx, record, step, confirmWithin);
    const reason = answered ? 'refused_by_tenant' : 'not_confirmed';
    await endCase(tx, { onboardingId, step, outcome: 'cancelled', reason });
    return null;
  });
}

/** Asks the tenant. If an earlier step has asked them, the wait becomes no longer. */
async function ask(tx: Db, record: CaseRecord, step: number, within: Days): Promise<MoneyMoved> {
  const { id: onboardingId, waitingFor } = record;
  const asked = waitingFor === 'confirmation' ? record.waitingUntil : null;
  const waitingUntil = asked ?? daysAfter(new Date(), within);
  if (asked) await takeStep(tx, { onboardingId, step });
  else await moveStage(tx, { onboardingId, step, stage: 'authorizing', waitingFor: 'confirmation', waitingUntil });
  return { result: 'confirm', until: waitingUntil.toISOString() };
}
