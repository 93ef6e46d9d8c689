// What operators can filter by in the Temporal UI. Keywords only, and nothing about the person.
import { defineSearchAttributeKey } from '@temporalio/common';

export const searchAttributes = {
  stage: defineSearchAttributeKey('GangwayStage', 'KEYWORD'),
  /** The failure kind that a step is stuck on; `none` otherwise. */
  trouble: defineSearchAttributeKey('GangwayTrouble', 'KEYWORD'),
  tenant: defineSearchAttributeKey('GangwayTenant', 'KEYWORD'),
  userId: defineSearchAttributeKey('GangwayUserId', 'KEYWORD'),
  item: defineSearchAttributeKey('GangwayItem', 'KEYWORD'),
  transfer: defineSearchAttributeKey('GangwayTransfer', 'KEYWORD'),
  payment: defineSearchAttributeKey('GangwayPayment', 'KEYWORD'),
};
