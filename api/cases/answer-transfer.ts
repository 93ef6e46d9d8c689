// The tenant's answer about a transfer that Plaid has authorized. The request records it for the open question. Then it
// signals the case, or the relay does where no request can. The case reads the record.
import { z } from 'zod';
import { type CaseRecord, lockAndLoadCase } from '../../db/case/onboardings.ts';
import { moveStage } from '../../db/case/stages.ts';
import { addToTimeline } from '../../db/case/timeline.ts';
import type { Db } from '../../db/pool.ts';
import { answerTo, answerWasSignalled, claimAnswers, insertAnswer } from '../../db/transfers/confirmations.ts';
import { Failure } from '../../domain/failure.ts';
import type { TenantAnswer } from '../../domain/transfers/confirmation.ts';
import { tenantAnswered } from '../../workflows/messages.ts';
import type { Deps } from '../context.ts';
import { errorFields } from '../http/access-log.ts';
import { opaqueId } from '../http/fields.ts';

export const answerSchema = z.strictObject({
  by: opaqueId('the person or system that decides').nullish(),
  /** The id of the question that the tenant has seen. Without it the answer counts for the open question. */
  question: z.string().max(64).nullish(),
});

/**
 * Records the answer, once: a repeat changes nothing. Call it in a transaction. Throws, and so records nothing, where
 * the tenant has given the other answer, or no open question needs one.
 */
export async function recordAnswer(
  tx: Db,
  { onboardingId, answer, key }: { onboardingId: string; answer: TenantAnswer; key: string },
  given: z.output<typeof answerSchema>,
): Promise<void> {
  // The money call asks and reads under this lock too.
  const record = await lockAndLoadCase(tx, onboardingId);
  if (!record) throw new TypeError('a case that was just found is gone');
  const open = record.waitingFor === 'confirmation' ? record.question : null;
  const question = given.question ?? open;
  const before = await answerTo(tx, onboardingId, question);
  if (before === answer) return;
  if (before) throw conflict(`You have ${before} this transfer, and the first answer stands.`, 'answered_already');
  if (open === null || question === null) throw notAsked(record);
  if (question !== open) {
    const detail = `The open question is ${open}, not the one you sent. Read the case again, then answer that question.`;
    throw conflict(detail, 'other_question');
  }
  const by = given.by ?? 'tenant';
  await insertAnswer(tx, { question, onboardingId, step: record.step, answer, by });
  await addToTimeline(tx, onboardingId, answer, { by, question, key });
  // The case no longer waits for the tenant, although it does not know that yet.
  await moveStage(tx, { onboardingId, step: record.step, stage: 'authorizing' });
}

function notAsked({ stage, outcome }: CaseRecord): Failure {
  return outcome
    ? conflict(`The case has already ended as ${outcome}, so it takes no answer.`, 'case_closed')
    : conflict(`The case is ${stage}, and does not wait for you to confirm a transfer.`);
}

const conflict = (detail: string, code = 'stage_conflict') => new Failure('conflict', detail, { code });

type SendDeps = Pick<Deps, 'db' | 'cases' | 'log'>;

/** Signals the case about its tenant's answer. While Temporal is away, the relay repeats that. */
export async function sendAnswers(deps: SendDeps, onboardingId: string): Promise<void> {
  for (const { id } of await claimAnswers(deps.db, onboardingId)) await sendAnswer(deps, { id, onboardingId });
}

/** `id`: the question that the tenant has answered. */
export async function sendAnswer(
  { db, cases, log }: SendDeps,
  { id, onboardingId }: { id: string; onboardingId: string },
): Promise<void> {
  const about = { onboarding_id: onboardingId, question: id };
  try {
    const answer = await cases.signal(onboardingId, tenantAnswered);
    await answerWasSignalled(db, id);
    log.info({ ...about, answer }, "tenant's answer delivered to its case");
  } catch (error) {
    log.warn({ ...about, ...errorFields(error) }, "tenant's answer not delivered to its case yet");
  }
}
