// The tenant's answer about a transfer that Plaid has authorized.

export const tenantAnswers = ['confirmed', 'refused'] as const;
export type TenantAnswer = (typeof tenantAnswers)[number];
