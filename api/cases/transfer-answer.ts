// Renders the transfer of a case: one on a linked account, or that of an onboarding.
import { z } from 'zod';
import type { CaseView } from '../../db/case/case-views.ts';
import { outcomes } from '../../domain/case/onboarding.ts';
import { stages } from '../../domain/case/stages.ts';
import { transferIdOf } from '../../domain/transfers/transfer-id.ts';
import { type CaseAnswer, sharedFields } from './case-answer.ts';

/** The outcome of a case, once there is one; until then its stage. */
export const statuses = [...outcomes, ...stages] as const;

export const transferSchema = z
  .object({
    id: z.string(),
    account_id: z.string().nullable(),
    onboarding_id: z
      .string()
      .nullable()
      .describe('The onboarding that asked for it. Null for a transfer on a linked account.'),
    user_id: z.string(),
    status: z.enum(statuses).describe('The outcome, once there is one; until then the stage.'),
    ...sharedFields,
  })
  .meta({ id: 'Transfer' });
export type TransferAnswer = z.output<typeof transferSchema>;

export function transferAnswer(view: CaseView, answer: CaseAnswer): TransferAnswer {
  const { stage, outcome, reason, waiting, delayed, next_action } = answer;
  const { funding, authorization, transfer, refunds, reviews, identity } = answer;
  return {
    id: transferIdOf(view.id),
    account_id: view.account?.linked ?? null,
    onboarding_id: view.accountId === null ? view.id : null,
    user_id: view.userId,
    status: outcome ?? stage,
    reason,
    next_action,
    waiting,
    delayed,
    ...{ funding, authorization, transfer, refunds, identity, reviews },
    metadata: answer.metadata,
    page_url: answer.page_url,
    created_at: answer.created_at,
    updated_at: answer.updated_at,
  };
}
