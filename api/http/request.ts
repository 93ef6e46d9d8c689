// The state of a request.
import type Koa from 'koa';

export type State = {
  requestId: string;
  /** The tenant of the API key; set by authentication. */
  tenantId?: string;
  /** Whether it is an operator's key; set by authentication. */
  operator?: boolean;
  /** For the log: the case that the request is about. */
  onboardingId?: string;
  /** For the log: the pattern of the route, and the code of a refusal. */
  route?: string;
  refused?: string;
};
export type Context = Koa.ParameterizedContext<State> & { params?: Record<string, string> };
export type Next = Koa.Next;
