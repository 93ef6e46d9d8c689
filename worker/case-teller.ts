// Tells a case what the feeds say. About its transfer by signal-with-start: one call wakes a sleeping run, reaches a
// running one and opens a closed case again, without asking first which of them it is.
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { CaseTeller } from '../activities/case-teller.ts';
import { processPolicy } from '../domain/policy.ts';
import {
  feedType,
  feedWakeUp,
  microDepositsMoved,
  onboardingWorkflowId,
  processTypes,
  type TransferMoved,
  taskQueue,
  transferMoved,
} from '../workflows/messages.ts';
import type { onboarding } from '../workflows/onboarding.ts';
import { searchAttributes } from '../workflows/search-attributes.ts';

export function caseTeller(client: Client): CaseTeller {
  return {
    async wakeFeed(feed) {
      await client.workflow.signalWithStart(feedType, feedWakeUp(feed));
    },

    async transferMoved({ onboardingId, tenantId, userId, policy, itemId, transferId, standing, ...news }) {
      const watchUntil = news.watchUntil.toISOString();
      const moved: TransferMoved = { transferId, standing, watchUntil, eventIds: news.eventIds };
      await client.workflow.signalWithStart<typeof onboarding, [TransferMoved]>(processTypes.ach, {
        workflowId: onboardingWorkflowId(onboardingId),
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        taskQueue,
        signal: transferMoved,
        signalArgs: [moved],
        args: [
          {
            onboardingId,
            tenantId,
            userId,
            policy: processPolicy(policy),
            linkTokenExpiresAt: watchUntil,
            transfer: { transferId, itemId, standing: 'funded', watchUntil },
          },
        ],
        typedSearchAttributes: [
          { key: searchAttributes.stage, value: 'watching_returns' },
          { key: searchAttributes.trouble, value: 'none' },
          { key: searchAttributes.tenant, value: tenantId },
          { key: searchAttributes.userId, value: userId },
          { key: searchAttributes.item, value: itemId },
          { key: searchAttributes.transfer, value: transferId },
        ],
      });
    },

    async microDepositsMoved({ onboardingId, ...moved }) {
      try {
        await client.workflow.getHandle(onboardingWorkflowId(onboardingId)).signal(microDepositsMoved, moved);
        return true;
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return false;
        throw error;
      }
    },
  };
}
