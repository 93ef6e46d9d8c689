// The state of a request.
import type Koa from 'koa';
import type { NewAuditRow } from '../../db/audit/entries.ts';
import type { Scope } from '../../domain/scopes.ts';

export type State = {
  requestId: string;
  /** The tenant of the API key, or the one that an operator's key reads; set by authentication. */
  tenantId?: string;
  /** The id of the API key, and whether it is an operator's; set by authentication. */
  keyId?: string;
  operator?: boolean;
  /** The scopes of the API key; set by authentication. */
  scopes?: readonly Scope[];
  /** The caller may change nothing; set by authentication. */
  readOnly?: boolean;
  /** For the audit: what the request says of itself. Missing where nothing is audited. */
  audit?: RequestAudit;
  /** For the log: the case that the request is about. */
  onboardingId?: string;
  /** For the log: the pattern of the route, and the code of a refusal. */
  route?: string;
  refused?: string;
};
export type Context = Koa.ParameterizedContext<State> & { params?: Record<string, string> };
export type Next = Koa.Next;

/** The part of a row of the audit that the handler of a request may add to. */
export type RequestAudit = Pick<NewAuditRow, 'actor' | 'who' | 'source' | 'action' | 'object'> & {
  /** A row stands in the transaction of the effect. */
  accepted: boolean;
};
