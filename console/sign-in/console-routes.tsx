// The way into the console and out of it, and the choice of a tenant.
import { recordSignIn } from '../../db/console/operators.ts';
import { endSession } from '../../db/console/sessions.ts';
import { consoleTenants } from '../../db/console/tenants.ts';
import { roleFor } from '../../domain/operators/roles.ts';
import type { Deps, PageContext, PageRoute } from '../context.ts';
import { Bar, deskStyles } from '../desk/frame.tsx';
import { deskPages } from '../desk/pages.ts';
import { answerPage, Page } from '../layout.tsx';
import { noSuchPage, Refusal } from '../refusal.ts';
import { localPath } from './local-path.ts';
import type { Identity, Provider } from './provider.ts';
import {
  clearSession,
  givePending,
  giveSession,
  hashOf,
  newSecret,
  sessionSecret,
  takePending,
} from './session-cookie.ts';
import { formOfVisitor, forVisitor, sessionOf, signedInBy, type Visitor } from './signed-in.ts';

type ConsoleDeps = Deps & { provider: Provider };

/** Returns the routes of the console. Without a provider, each address says what is missing. */
export function consoleRoutes(deps: Deps): PageRoute[] {
  const { provider } = deps;
  if (!provider) {
    const missing = async () => {
      throw new Refusal(404, 'There is no console', 'Set GANGWAY_OIDC_ISSUER: people sign in by an OpenID provider.');
    };
    return [
      ['GET', '/console', missing],
      ['GET', '/console/{*page}', missing],
    ];
  }
  return [
    ...signInRoutes({ ...deps, provider }),
    ...deskPages(deps, signedInBy(deps)),
    // Last: people sign in before they learn that there is no such page.
    ['GET', '/console/{*page}', forVisitor(deps, noSuchPage)],
  ];
}

const signInRoutes = (deps: ConsoleDeps): PageRoute[] => [
  ['GET', '/console', forVisitor(deps, (ctx, person) => chooseTenant(deps, ctx, person))],
  ['GET', '/console/sign-in', (ctx) => beginSignIn(deps, ctx)],
  ['GET', '/console/callback', (ctx) => finishSignIn(deps, ctx)],
  ['POST', '/console/sign-out', formOfVisitor(deps, (ctx) => signOut(deps, ctx))],
  ['GET', '/console/signed-out', (ctx) => answerSignedOut(deps, ctx)],
  ['GET', '/console/session', forVisitor(deps, answerSeconds)],
  ['POST', '/console/extend', formOfVisitor(deps, answerSeconds)],
];

async function beginSignIn({ provider, log }: ConsoleDeps, ctx: PageContext): Promise<void> {
  const to = localPath(`${ctx.query.to ?? ''}`);
  const { address, begun } = await provider.begin().catch((error: unknown) => {
    log.warn({ request_id: ctx.state.requestId, ...fieldsOf(error) }, 'OpenID provider not reached');
    throw new Refusal(503, 'You cannot sign in now', 'Your OpenID provider does not answer. Try again in a moment.');
  });
  givePending(ctx, { ...begun, to });
  ctx.redirect(address.href);
}

async function finishSignIn(deps: ConsoleDeps, ctx: PageContext): Promise<void> {
  const pending = takePending(ctx, ctx.query.state);
  if (!pending) throw signInAgain();
  const identity = await deps.provider.finish(ctx.search, pending).catch((error: unknown) => {
    deps.log.warn({ request_id: ctx.state.requestId, ...fieldsOf(error) }, 'sign-in refused');
    throw signInAgain();
  });
  if (identity.groups.length === 0) throw noRole(deps.provider);
  await beginSession(deps, ctx, identity);
  ctx.redirect(pending.to);
}

/** Under a new secret, because another person may know that of an older session in this browser. */
async function beginSession({ db, sourceOf }: ConsoleDeps, ctx: PageContext, identity: Identity): Promise<void> {
  const before = sessionSecret(ctx);
  if (before) await endSession(db, hashOf(before));
  const secret = newSecret();
  const source = sourceOf(ctx.req).address;
  await recordSignIn(db, { ...identity, hash: hashOf(secret), source, requestId: ctx.state.requestId });
  giveSession(ctx, secret);
}

const signInAgain = () =>
  new Refusal(
    400,
    'You are not signed in',
    'This sign-in was refused, or is too old, or another window has begun one since.',
    { words: 'Begin again', address: '/console' },
  );

const noRole = ({ rolesClaim }: Provider) =>
  new Refusal(
    403,
    'You have no role here',
    `Ask the person who manages your OpenID provider for a group such as gangway:viewer, or gangway:viewer:acme for one tenant. Gangway reads the groups from the claim ${rolesClaim}. Then sign in again.`,
  );

async function signOut({ db }: ConsoleDeps, ctx: PageContext): Promise<void> {
  await endSession(db, hashOf(sessionSecret(ctx) ?? ''));
  clearSession(ctx);
  ctx.redirect('/console/signed-out');
  ctx.status = 303;
}

async function answerSignedOut(deps: ConsoleDeps, ctx: PageContext): Promise<void> {
  // The provider leads people here too, and a link may.
  if (await sessionOf(deps, ctx)) return ctx.redirect('/console');
  const elsewhere = await deps.provider.signOutAddress().catch(() => null);
  answerPage(
    ctx,
    <Page
      title="Signed out – Gangway"
      lang="en"
      header={<p class="brand">Gangway</p>}
      skip="Skip to the text"
      width="narrow"
    >
      <h1>You are signed out</h1>
      <p>
        <a href="/console">Sign in again</a>
      </p>
      {elsewhere && (
        <p>
          Your OpenID provider may still know you. <a href={elsewhere.href}>Sign out there too</a>
        </p>
      )}
    </Page>,
  );
}

async function answerSeconds(ctx: PageContext, { secondsLeft }: Visitor): Promise<void> {
  ctx.body = { seconds: secondsLeft };
}

/** Leads an operator across tenants to the board of all tenants, and a person of one tenant there. */
async function chooseTenant({ db }: ConsoleDeps, ctx: PageContext, person: Visitor): Promise<void> {
  const { operator, grants, token, secondsLeft } = person;
  const acrossTenants = roleFor(grants, null);
  if (acrossTenants === 'operator') return ctx.redirect('/console/today');
  const everywhere = acrossTenants !== null;
  const tenants = await consoleTenants(db, everywhere ? null : grants.flatMap(({ tenantId }) => tenantId ?? []));
  const [only] = tenants;
  if (only && !everywhere && tenants.length === 1) return ctx.redirect(`/console/t/${only.id}`);
  answerPage(
    ctx,
    <Page
      title="Tenants · Gangway"
      lang="en"
      skip="Skip to the page"
      width="wide"
      styles={deskStyles}
      header={<Bar name={operator.name} token={token} secondsLeft={secondsLeft} />}
    >
      <h1>Tenants</h1>
      {tenants.length === 0 && <p>None of your tenants exists yet. Ask an operator to make it.</p>}
      <ul>
        {tenants.map(({ id, name }) => (
          <li key={id}>
            <a href={`/console/t/${id}`}>{name}</a> <span class="dim">{roleFor(grants, id)}</span>
          </li>
        ))}
      </ul>
    </Page>,
  );
}

/** The class and the code of an error. Its message may quote the provider's answer. */
function fieldsOf(error: unknown): { error: string; code: unknown } {
  return error instanceof Error
    ? { error: error.name, code: (error as { code?: unknown }).code }
    : { error: typeof error, code: undefined };
}
