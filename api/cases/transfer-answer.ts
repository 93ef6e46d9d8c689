// Renders the transfer of a case: one on a linked account, or that of an onboarding.
import type { CaseView } from '../../db/case/case-views.ts';
import { transferIdOf } from '../../domain/transfers/transfer-id.ts';
import type { CaseAnswer } from './case-answer.ts';

export type TransferAnswer = ReturnType<typeof transferAnswer>;

export function transferAnswer(view: CaseView, answer: CaseAnswer) {
  const { stage, outcome, reason, waiting, next_action } = answer;
  const { funding, authorization, transfer, refunds, reviews, identity } = answer;
  return {
    id: transferIdOf(view.id),
    account_id: view.account?.linked ?? null,
    /** The onboarding that asked for it. Null for a transfer on a linked account. */
    onboarding_id: view.accountId === null ? view.id : null,
    user_id: view.userId,
    /** The outcome, once there is one; until then the stage. */
    status: outcome ?? stage,
    reason,
    next_action,
    waiting,
    ...{ funding, authorization, transfer, refunds, identity, reviews },
    created_at: answer.created_at,
    updated_at: answer.updated_at,
  };
}
