// People who have signed in to the console, without an OpenID provider: a request names its person in a header.
import type { SignedIn } from '../../../console/desk/mount.tsx';
import { formToken } from '../../../console/security.ts';
import type { Pool } from '../../../db/pool.ts';
import { type Grant, roleFor } from '../../../domain/operators/roles.ts';
import { startApi, type TestApi } from './api.ts';

const header = 'X-Person';
const of = (id: string, name: string, ...grants: Grant[]) => ({ id, name, grants });

export const people = {
  viola: of('op000001', 'Viola Viewer', { role: 'viewer', tenantId: 'default' }),
  ines: of('op000002', 'Inès Moor', { role: 'reviewer', tenantId: 'default' }),
  /** The name of another person. */
  namesake: of('op000003', 'Ines Moor', { role: 'reviewer', tenantId: 'default' }),
  rosa: of('op000004', 'rosa@example.com', { role: 'reviewer', tenantId: 'default' }),
  omar: of('op000005', 'Omar Operator', { role: 'operator', tenantId: 'default' }),
  ada: of('op000006', 'Ada Admin', { role: 'operator', tenantId: null }),
  stranger: of('op000007', 'Stella Stranger', { role: 'operator', tenantId: 'other' }),
};
export type Person = keyof typeof people;

/** `renamed`: the new names of people, by their ids. */
export const signedInBy =
  (renamed: Map<string, string> = new Map()): SignedIn =>
  async (ctx) => {
    const person = people[ctx.get(header) as Person];
    if (!person) return null;
    const { id, name, grants } = person;
    const role = (tenantId: string | null) => roleFor(grants, tenantId);
    return { operator: { id, name: renamed.get(id) ?? name }, session: `session of ${id}`, roleFor: role };
  };

export const startApiWithConsole = (pool: Pool): Promise<TestApi> => startApi(pool, { signedIn: signedInBy() });

export const headersOf = (person: Person): Record<string, string> => ({ [header]: person });

type Shown = { status: number; text: string; location: string | null };

/** The console of a tenant, or of the installation for null, as a browser asks for it. */
export function consoleOf(api: Pick<TestApi, 'address'>, tenant: string | null = 'default') {
  async function send(person: Person, path: string, init: RequestInit = {}): Promise<Shown> {
    const address = `${api.address}/console${tenant === null ? '' : `/t/${tenant}`}${path}`;
    const response = await fetch(address, { ...init, headers: headersOf(person), redirect: 'manual' });
    return { status: response.status, text: await response.text(), location: response.headers.get('location') };
  }
  return {
    get: (person: Person, path: string) => send(person, path),
    /** Sends a form with the token of the person's session. */
    post: (person: Person, path: string, fields: Record<string, string> = {}) => {
      const token = formToken(`session of ${people[person].id}`);
      return send(person, path, { method: 'POST', body: new URLSearchParams({ token, ...fields }) });
    },
  };
}
