// The parts that a page of the console gets, and the form of its routes.
import type { VNode } from 'preact';
import type { Role } from '../../domain/operators/roles.ts';
import type { Client } from '../../packages/client/src/index.ts';
import type { PageContext } from '../context.ts';

export type Desk = {
  ctx: PageContext;
  operator: { id: string; name: string };
  /** Theirs at this tenant, or across tenants. */
  role: Role;
  /** Null: the page is about the whole installation. */
  tenant: string | null;
  /** The API, with the scopes that the role has there. */
  api: Client;
  /** The API as an operator's key may use it. Null for everyone but operators across tenants. */
  installation: Client | null;
  /** As in `Deps`. */
  caseInTemporal: (caseId: string) => string | null;
  /** The address of a page of this tenant, or of the installation: `at('/reviews')`. */
  at: (path: string) => string;
  /** Every form carries it, in a field `token`. */
  token: string;
  /** The fields of the form that was sent. Empty for a GET. */
  form: URLSearchParams;
  show: (page: DeskPage) => void;
};

export type DeskPage = {
  title: string;
  /** The path of the menu's entry that the page belongs to, such as `/reviews`. */
  menu: string;
  /** The address of the page's events, if it follows them. */
  live?: string;
  /** The seconds after which the script loads the page again, if it does. */
  every?: number;
  status?: number;
  /** The reasons of a refusal, which the page shows on top. `field`: the id of the field, or null. */
  errors?: { field: string | null; message: string }[];
  children: VNode | VNode[];
};

/** `path` begins behind `/console/t/<tenant>`, or behind `/console` for a page of the installation. */
export type DeskRoute = [
  method: 'GET' | 'POST',
  path: string,
  needs: Role,
  handle: (desk: Desk, params: Record<string, string>) => Promise<void>,
];
