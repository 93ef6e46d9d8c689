// The dependencies of the pages, and the state of their requests.
import type { IncomingMessage } from 'node:http';
import type Koa from 'koa';
import type { Logger } from 'pino';
import type { CallInside } from '../api/http/insiders.ts';
import type { Pool } from '../db/pool.ts';
import type { Provider } from './sign-in/provider.ts';

export type Deps = {
  /** For the sessions of the pages. Everything about cases comes from the API. */
  db: Pool;
  callApi: CallInside;
  /** Returns the address of a case in the Temporal UI. Null: no address of the Temporal UI is set. */
  caseInTemporal: (caseId: string) => string | null;
  log: Logger;
  /** By which people sign in. Null: there is no console. */
  provider: Provider | null;
  /** The address of the browser. Null when a proxy passed on a text that is no address. */
  sourceOf: (request: IncomingMessage) => { address: string | null };
};

export type PageState = {
  requestId: string;
  /** For the log: the pattern of the route, and the code of a refusal. */
  route?: string;
  refused?: string;
  /** Until the session of the console ends, if the person does nothing. */
  secondsLeft?: number;
};
export type PageContext = Koa.ParameterizedContext<PageState> & { params?: Record<string, string> };

/** A page's method and path, and what answers it. */
export type PageRoute = [method: 'GET' | 'POST', path: string, handle: (ctx: PageContext) => Promise<void>];
