// Who has signed in, by the cookie of a session.
import { type ConsoleSession, findSession, touchSession } from '../../db/console/sessions.ts';
import { consoleTenants } from '../../db/console/tenants.ts';
import { type Grant, grantsOf, roleFor } from '../../domain/operators/roles.ts';
import type { Deps, PageContext } from '../context.ts';
import type { SignedIn } from '../desk/mount.tsx';
import { readForm } from '../forms.ts';
import { Refusal } from '../refusal.ts';
import { checkForm, formToken } from '../security.ts';
import { hashOf, sessionSecret } from './session-cookie.ts';

type SessionDeps = Pick<Deps, 'db'>;

export type Visitor = {
  operator: ConsoleSession['operator'];
  grants: Grant[];
  /** Every form carries it. */
  token: string;
  /** Whole seconds until the session ends, if the person does nothing. */
  secondsLeft: number;
};
type Handle = (ctx: PageContext, person: Visitor) => Promise<void>;

/** For the pages of tenants and of the installation, which need a role there. */
export const signedInBy =
  (deps: SessionDeps): SignedIn =>
  async (ctx) => {
    const { operator, grants } = await signedIn(deps, ctx);
    const { tenant } = ctx.params ?? {};
    const exists = tenant === undefined || (await consoleTenants(deps.db, [tenant])).length === 1;
    const session = sessionSecret(ctx) ?? '';
    return { operator, session, roleFor: (tenantId) => (exists ? roleFor(grants, tenantId) : null) };
  };

/** A page for everyone who has signed in. */
export const forVisitor =
  (deps: SessionDeps, handle: Handle) =>
  async (ctx: PageContext): Promise<void> =>
    handle(ctx, await signedIn(deps, ctx));

/** A form for everyone who has signed in. */
export const formOfVisitor =
  (deps: SessionDeps, handle: Handle) =>
  async (ctx: PageContext): Promise<void> => {
    const person = await signedIn(deps, ctx);
    checkForm(ctx, await readForm(ctx), sessionSecret(ctx) ?? '');
    await handle(ctx, person);
  };

/** Null: this browser has no session, or its session has ended. */
export async function sessionOf({ db }: SessionDeps, ctx: PageContext): Promise<ConsoleSession | null> {
  const secret = sessionSecret(ctx);
  return secret ? findSession(db, hashOf(secret)) : null;
}

async function signedIn(deps: SessionDeps, ctx: PageContext): Promise<Visitor> {
  const session = await sessionOf(deps, ctx);
  if (!session) return askToSignIn(ctx);
  const secret = sessionSecret(ctx) ?? '';
  const { operator, groups, leftSeconds } = session;
  // The script of an open page asks by itself. That does not show that a person is there.
  const idleSeconds = isByPerson(ctx)
    ? await touchSession(deps.db, hashOf(secret), session.idleSeconds)
    : session.idleSeconds;
  const secondsLeft = Math.floor(Math.min(idleSeconds, leftSeconds));
  ctx.state.secondsLeft = secondsLeft;
  return { operator, grants: grantsOf(groups), token: formToken(secret), secondsLeft };
}

/** A form, or a page that a browser opens: scripts ask for no HTML. */
const isByPerson = (ctx: PageContext): boolean => ctx.method === 'POST' || ctx.get('Accept').includes('text/html');

/** Leads a person to the sign-in and back again. A form or a script cannot follow, so they get a refusal. */
function askToSignIn(ctx: PageContext): never {
  if (ctx.method !== 'POST' && isByPerson(ctx)) throw new SignInFirst(ctx.path + ctx.search);
  const detail = 'Your session has ended. Sign in again, then repeat what you did.';
  throw new Refusal(401, 'You are signed out', detail, { words: 'Sign in again', address: '/console' });
}

/** The person has to sign in before they see the page. */
export class SignInFirst extends Error {
  /** The page that the person wanted. */
  readonly to: string;

  constructor(to: string) {
    super('sign in first');
    this.to = to;
  }
}
