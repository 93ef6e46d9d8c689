export const personActions = ['verify_identity', 'open_link', 'verify_micro_deposits', 'repair_link'] as const;
/** Actions that only the applicant can take. */
export type PersonAction = (typeof personActions)[number];
/** Actions of the tenant: to let a reviewer decide, and to confirm a transfer. */
export const tenantActions = ['review', 'confirm'] as const;
export type TenantAction = (typeof tenantActions)[number];
/** Actions that the case asks for: it notifies the tenant about each, and reminds. */
export const actionsAskedFor = [...personActions, ...tenantActions] as const;
export type AskedFor = (typeof actionsAskedFor)[number];

/** The next step of a case. The applicant or the tenant takes it, or the case waits. */
export type NextAction = AskedFor | 'wait' | 'none';

export const isPersonAction = (action: AskedFor): action is PersonAction =>
  (personActions as readonly AskedFor[]).includes(action);
