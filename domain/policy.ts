// What a product may decide about its cases. Recorded with each case, so that a changed default changes no open one.

/** How a case waits, in durations that Temporal reads. */
export type Policy = {
  linkWithin: Days;
  reviewWithin: Days;
  repairWithin: Days;
  /** Where present, Plaid verifies the person by this template of its Dashboard before they link. */
  identityVerification?: { templateId: string };
};
export type Days = `${number} days`;

export const defaultPolicy: Policy = { linkWithin: '30 days', reviewWithin: '14 days', repairWithin: '14 days' };

/** Where a case begins. */
export const firstStage = (policy: Policy): 'awaiting_identity_verification' | 'awaiting_link' =>
  policy.identityVerification ? 'awaiting_identity_verification' : 'awaiting_link';

export function daysAfter(from: Date, days: Days): Date {
  return new Date(from.getTime() + Number.parseInt(days, 10) * 86_400_000);
}
