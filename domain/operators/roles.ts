// The roles of the people who use the console, and the groups of the OpenID provider that give them.
import { allTenantScopes, type Scope, type TenantScope } from '../scopes.ts';

type RoleRow = {
  /** The scopes with which the console calls the API for them. */
  scopes: readonly TenantScope[];
  /** True: the API refuses all their commands. */
  readOnly: boolean;
  words: string;
};

/** One row per role, the weakest first. */
export const roleRows = {
  viewer: {
    scopes: ['onboardings:read', 'accounts:read', 'notifications'],
    readOnly: true,
    words: 'reads everything but personal data and the audit',
  },
  reviewer: {
    // The API decides reviews by the scope of money. The console offers reviewers no other command of that scope.
    scopes: ['onboardings:read', 'accounts:read', 'notifications', 'personal:read', 'money:write'],
    readOnly: false,
    words: 'also reads personal data, and decides reviews',
  },
  operator: {
    scopes: allTenantScopes,
    readOnly: false,
    words: 'does all that a tenant can do; across tenants, also all that operators can do',
  },
} as const satisfies Record<string, RoleRow>;

export type Role = keyof typeof roleRows;
const roles = Object.keys(roleRows) as Role[];

export const isAtLeast = (role: Role, wanted: Role): boolean => roles.indexOf(role) >= roles.indexOf(wanted);

/** The right that one group gives. `tenantId`: null for all tenants. */
export type Grant = { role: Role; tenantId: string | null };

const group = /^gangway:(viewer|reviewer|operator)(?::([a-z][a-z0-9_-]{1,39}))?$/;

/** Returns the groups that concern Gangway. A provider sends a list, or one group as a text. */
export const gangwayGroups = (claim: unknown): string[] =>
  [claim].flat().filter((entry): entry is string => typeof entry === 'string' && group.test(entry));

export const grantsOf = (groups: readonly string[]): Grant[] =>
  groups.flatMap((entry) => {
    const [, role, tenantId = null] = group.exec(entry) ?? [];
    return role ? [{ role: role as Role, tenantId }] : [];
  });

/** Returns the strongest role for this tenant, or for work across tenants. Null: the person may not go there. */
export function roleFor(grants: readonly Grant[], tenantId: string | null): Role | null {
  const held = grants.filter((grant) => grant.tenantId === null || grant.tenantId === tenantId);
  return roles.findLast((role) => held.some((grant) => grant.role === role)) ?? null;
}

/** Returns the scopes of the role there. Only an operator across tenants has the scope `operator`. */
export const scopesOf = (role: Role, tenantId: string | null): readonly Scope[] => {
  if (tenantId !== null) return roleRows[role].scopes;
  return role === 'operator' ? ['operator'] : [];
};
