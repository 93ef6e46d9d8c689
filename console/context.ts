// The dependencies of the pages, and the state of their requests.
import type { IncomingMessage } from 'node:http';
import type Koa from 'koa';
import type { Logger } from 'pino';
import type { CallInside } from '../api/http/insiders.ts';
import type { PageCase } from '../db/console/page-secret.ts';
import type { Pool } from '../db/pool.ts';
import type { Provider } from './sign-in/provider.ts';

export type Deps = {
  /** For the sessions of the pages. Everything about cases comes from the API. */
  db: Pool;
  callApi: CallInside;
  /** Returns the address of a case in the Temporal UI. Null: no address of the Temporal UI is set. */
  caseInTemporal: (caseId: string) => string | null;
  casePages: CasePages;
  log: Logger;
  /** Throws once the source of the request has sent too many requests. */
  limits: { countSource: (request: IncomingMessage) => Promise<void> };
  /** By which people sign in. Null: there is no console. */
  provider: Provider | null;
  /** The address of the browser. Null when a proxy passed on a text that is no address. */
  sourceOf: (request: IncomingMessage) => { address: string | null };
};

/** Finds the case of a page and emails its person, for which the API has no routes. */
export type CasePages = {
  /** Null for an unknown secret, and once the applicant was erased. */
  bySecret: (secret: string) => Promise<PageCase | null>;
  byId: (id: string) => Promise<PageCase | null>;
  /** Makes the pass by which a page in a frame opens Plaid in a tab. */
  passOf: (page: PageCase) => Promise<string>;
  isPass: (page: PageCase, pass: string) => Promise<boolean>;
  /** The origins that may show the page in a frame. */
  framedBy: (tenantId: string) => Promise<string[]>;
  /** False if this installation sends no email, or the applicant gave no address. */
  canMail: (page: PageCase) => Promise<boolean>;
  /** True once the mail server has taken it. */
  mail: (page: PageCase, email: { id: string; subject: string; text: string }) => Promise<boolean>;
};

export type PageState = {
  requestId: string;
  /** For the log: the pattern of the route, and the code of a refusal. */
  route?: string;
  refused?: string;
  /** Until the session of the console ends, if the person does nothing. */
  secondsLeft?: number;
  /** For the log: the case that the page is about. */
  onboardingId?: string;
};
export type PageContext = Koa.ParameterizedContext<PageState> & { params?: Record<string, string> };

/** A page's method and path, and what answers it. */
export type PageRoute = [method: 'GET' | 'POST', path: string, handle: (ctx: PageContext) => Promise<void>];
