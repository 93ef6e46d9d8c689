// The scopes of API keys: one row each. Add a new one here.

export const tenantScopes = {
  'onboardings:read': 'read onboardings and transfers, without personal data',
  'onboardings:write': 'start onboardings, make Link tokens, remove accounts, erase applicants',
  'money:write':
    'ask for transfers and refunds, decide reviews, confirm, refuse, cancel, lift holds, make processor tokens, erase a person',
  'personal:read': "read an applicant's data: owners, transactions, reports, proofs of authorization, exports",
  'accounts:read': 'read linked accounts, and their numbers',
  'audit:read': 'read the audit: who did or read what, from where',
  notifications: 'read notifications, and choose where they go',
} as const;

export type TenantScope = keyof typeof tenantScopes;
/** `operator` belongs to keys of no tenant, and to nothing else. */
export type Scope = TenantScope | 'operator';

export const allTenantScopes = Object.keys(tenantScopes) as [TenantScope, ...TenantScope[]];
