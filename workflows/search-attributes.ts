// Operators filter by these in the Temporal UI and see them as columns; its list shows no memo. They hold no data about
// the applicant. Temporal over SQL holds ten keywords, three texts and three times in a namespace. No filter needs the
// amount, so it is a text.
import { defineSearchAttributeKey, type SearchAttributePair } from '@temporalio/common';
import type { Outcome } from '../domain/case/onboarding.ts';
import type { Stage } from '../domain/case/stages.ts';

export const searchAttributes = {
  stage: defineSearchAttributeKey('GangwayStage', 'KEYWORD'),
  /** The kind of failure of the step in trouble; `none` otherwise. */
  trouble: defineSearchAttributeKey('GangwayTrouble', 'KEYWORD'),
  /** The outcome on record: `funded` also while the case watches for a return, any other once the case has ended. */
  outcome: defineSearchAttributeKey('GangwayOutcome', 'KEYWORD'),
  reason: defineSearchAttributeKey('GangwayReason', 'KEYWORD'),
  amount: defineSearchAttributeKey('GangwayAmount', 'TEXT'),
  /** Until when a sleeping run waits, unless its transfer changes before. */
  asleepUntil: defineSearchAttributeKey('GangwayAsleepUntil', 'DATETIME'),
  tenant: defineSearchAttributeKey('GangwayTenant', 'KEYWORD'),
  userId: defineSearchAttributeKey('GangwayUserId', 'KEYWORD'),
  item: defineSearchAttributeKey('GangwayItem', 'KEYWORD'),
  transfer: defineSearchAttributeKey('GangwayTransfer', 'KEYWORD'),
  payment: defineSearchAttributeKey('GangwayPayment', 'KEYWORD'),
};

const typeNames = { KEYWORD: 'Keyword', TEXT: 'Text', DATETIME: 'Datetime' } as const;

/** The name and type of each attribute, as Temporal's command line takes them. */
export const registrations = Object.values(searchAttributes).map(({ name, type }) => [name, typeNames[type]] as const);

type Following = {
  stage: Stage;
  outcome: Outcome | null;
  amount: string | null;
  tenantId: string;
  userId: string;
  itemId: string;
  transferId: string;
  asleepUntil?: Date;
};

/** Returns the attributes of a run that only follows a transfer. */
export function followingAttributes(run: Following): SearchAttributePair[] {
  return [
    { key: searchAttributes.stage, value: run.stage },
    { key: searchAttributes.trouble, value: 'none' },
    ...(run.outcome ? [{ key: searchAttributes.outcome, value: run.outcome }] : []),
    ...(run.amount ? [{ key: searchAttributes.amount, value: run.amount }] : []),
    ...(run.asleepUntil ? [{ key: searchAttributes.asleepUntil, value: run.asleepUntil }] : []),
    { key: searchAttributes.tenant, value: run.tenantId },
    { key: searchAttributes.userId, value: run.userId },
    { key: searchAttributes.item, value: run.itemId },
    { key: searchAttributes.transfer, value: run.transferId },
  ];
}
