// Lets signed-in people to the pages of the console that their role allows.
import { isAtLeast, type Role, roleRows, scopesOf } from '../../domain/operators/roles.ts';
import { apiAs } from '../api.ts';
import type { Deps, PageContext, PageRoute } from '../context.ts';
import { readForm } from '../forms.ts';
import { answerPage } from '../layout.tsx';
import { Refusal } from '../refusal.ts';
import { checkForm, formToken } from '../security.ts';
import type { Desk, DeskRoute } from './desk.ts';
import { Frame } from './frame.tsx';

export type Signed = {
  operator: { id: string; name: string };
  /** The secret id of the session. */
  session: string;
  /** Theirs at the tenant, or across tenants for null. Null: they may not go there. */
  roleFor: (tenantId: string | null) => Role | null;
};

/** Returns the person who is signed in. Without one, throws, or answers with a redirect and returns null. */
export type SignedIn = (ctx: PageContext) => Promise<Signed | null>;

/** Returns the routes of pages about one tenant. */
export const ofTenant = (deps: Deps, signedIn: SignedIn, routes: DeskRoute[]): PageRoute[] =>
  routes.map(([method, path, needs, handle]) => [
    method,
    `/console/t/:tenant${path}`,
    (ctx) => answer(deps, signedIn, ctx, ctx.params?.tenant ?? '', needs, handle),
  ]);

/** Returns the routes of pages about the whole installation. */
export const ofInstallation = (deps: Deps, signedIn: SignedIn, routes: DeskRoute[]): PageRoute[] =>
  routes.map(([method, path, needs, handle]) => [
    method,
    `/console${path}`,
    (ctx) => answer(deps, signedIn, ctx, null, needs, handle),
  ]);

async function answer(
  deps: Deps,
  signedIn: SignedIn,
  ctx: PageContext,
  tenant: string | null,
  needs: Role,
  handle: DeskRoute[3],
): Promise<void> {
  const signed = await signedIn(ctx);
  if (!signed) return;
  const role = signed.roleFor(tenant);
  // The same words as for a tenant that does not exist, so that the page does not say which there are.
  if (!role) throw new Refusal(404, 'There is no such page', 'Check the address, or choose a tenant in the menu.');
  if (!isAtLeast(role, needs))
    throw new Refusal(403, 'You may not do this', `This needs the role ${needs}, and you have the role ${role}.`);
  const form = ctx.method === 'POST' ? await readForm(ctx) : new URLSearchParams();
  if (ctx.method === 'POST') checkForm(ctx, form, signed.session);
  const { tenant: _, ...params } = ctx.params ?? {};
  await handle(deskOf(deps, ctx, signed, { tenant, role, form }), params);
}

function deskOf(
  deps: Deps,
  ctx: PageContext,
  { operator, session, roleFor }: Signed,
  { tenant, role, form }: Pick<Desk, 'tenant' | 'role' | 'form'>,
): Desk {
  const as = (tenantId: string | null, held: Role) =>
    apiAs(deps, ctx, {
      ...{ id: operator.id, tenantId, scopes: scopesOf(held, tenantId) },
      readOnly: roleRows[held].readOnly,
    });
  const desk: Desk = {
    ...{ ctx, operator, role, tenant, form },
    api: as(tenant, role),
    installation: roleFor(null) === 'operator' ? as(null, 'operator') : null,
    at: (path) => (tenant === null ? `/console${path}` : `/console/t/${tenant}${path}`),
    caseInTemporal: deps.caseInTemporal,
    token: formToken(session),
    show: ({ status, ...page }) => answerPage(ctx, <Frame desk={desk} {...page} />, status),
  };
  return desk;
}
