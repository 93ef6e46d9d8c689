// Tells a case what the feeds say.
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { CaseTeller } from '../activities/case-teller.ts';
import {
  feedType,
  feedWakeUp,
  microDepositsMoved,
  onboardingWorkflowId,
  processTypes,
  transferNews,
} from '../workflows/messages.ts';

export function caseTeller(client: Client): CaseTeller {
  return {
    async wakeFeed(feed) {
      await client.workflow.signalWithStart(feedType, feedWakeUp(feed));
    },

    async transferMoved(news) {
      await client.workflow.signalWithStart(processTypes.ach, transferNews(news));
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
