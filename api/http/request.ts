// The state of a request.
import type Koa from 'koa';
import type { Scope } from '../../domain/scopes.ts';

export type State = {
  requestId: string;
  /** The tenant of the API key, if it is not an operator's; set by authentication. */
  tenantId?: string;
  /** The id of the API key; set by authentication. */
  keyId?: string;
  /** The scopes of the API key; set by authentication. */
  scopes?: readonly Scope[];
  /** For the log: the case that the request is about. */
  onboardingId?: string;
  /** For the log: the pattern of the route, and the code of a refusal. */
  route?: string;
  refused?: string;
};
export type Context = Koa.ParameterizedContext<State> & { params?: Record<string, string> };
export type Next = Koa.Next;
