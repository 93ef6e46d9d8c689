// A case in review, and what reviewers send about it.
import { markWorkflowStarted } from '../../../db/case/onboardings.ts';
import { moveStage } from '../../../db/case/stages.ts';
import type { Pool } from '../../../db/pool.ts';
import type { Reason } from '../../../domain/case/reasons.ts';
import type { Answer, TestApi } from '../http/api.ts';
import { type CaseChange, storedCase } from './stored-case.ts';

export async function caseInReview(
  { temporal }: Pick<TestApi, 'temporal'>,
  pool: Pool,
  change: CaseChange = {},
  reason: Reason = 'name_weak',
): Promise<string> {
  const id = await storedCase(pool, { tenantId: 'default', ...change });
  temporal.started.set(`onboarding/${id}`, {});
  await markWorkflowStarted(pool, id);
  const waitingUntil = new Date(Date.now() + 14 * 86_400_000);
  await moveStage(pool, { onboardingId: id, step: 5, stage: 'in_review', reason, waitingFor: 'review', waitingUntil });
  return id;
}

export const reviewsOn = (api: TestApi) => ({
  decide: (id: string, reviewer: string, more: object = {}): Promise<Answer> =>
    api.send('POST', `/v1/onboardings/${id}/review`, { body: { decision: 'approve', reviewer, ...more } }),
  take: (id: string, reviewer: string): Promise<Answer> =>
    api.send('POST', `/v1/onboardings/${id}/review/take`, { body: { reviewer } }),
  /** The entry of the queue. */
  async open(id: string) {
    const { body } = await api.send('GET', `/v1/reviews?case_id=${id}`);
    return body.data[0];
  },
});
