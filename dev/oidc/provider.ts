// An OpenID provider for development: a real one, which asks no password, but which of the users you want to be.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { exportJWK, generateKeyPair } from 'jose';
import Provider from 'oidc-provider';
import type { DevUser } from './users.ts';

export type DevProvider = { stop(): Promise<void> };

export type DevProviderOptions = {
  issuer: URL;
  client: { id: string; secret: string };
  /** Where the console is: the origin of the API. */
  console: URL;
  users: readonly DevUser[];
};

/** Serves at the host and port of the issuer. Grants and sessions are in memory, and end with this process. */
export async function serveProvider(options: DevProviderOptions): Promise<DevProvider> {
  const { issuer, users } = options;
  const provider = await makeProvider(options);
  const others = provider.callback();
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/auth')) forgetUser(request);
    if (!request.url?.startsWith('/interaction/')) return void others(request, response);
    interact(provider, users, request, response).catch((error: Error) => {
      response.writeHead(400, { 'content-type': 'text/plain' }).end(`${error.message}\n`);
    });
  });
  await once(server.listen(Number(issuer.port), issuer.hostname), 'listening');
  return {
    stop: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function makeProvider({ issuer, client, console, users }: DevProviderOptions): Promise<Provider> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return new Provider(issuer.origin, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [new URL('/console/callback', console).href],
        post_logout_redirect_uris: [new URL('/console/signed-out', console).href],
      },
    ],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256' }] },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    ttl: { AccessToken: 600, Grant: 86_400, IdToken: 600, Interaction: 600, Session: 86_400 },
    claims: { openid: ['sub'], profile: ['name', 'groups'] },
    // The name and the groups are in the ID token, as with most providers.
    conformIdTokenClaims: false,
    findAccount: (_ctx, id) => {
      const user = users.find((one) => one.id === id);
      return user && { accountId: id, claims: async () => ({ sub: id, name: user.name, groups: user.groups }) };
    },
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ clientId: client.id, accountId: oidc.session?.accountId ?? '' });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    features: {
      devInteractions: { enabled: false },
      // The pages of the library load a font from elsewhere.
      rpInitiatedLogout: {
        logoutSource: async (ctx, form) => {
          ctx.body = page(
            'Sign out?',
            `${form}<button form="op.logoutForm" name="logout" value="yes">Sign out</button>`,
          );
        },
        postLogoutSuccessSource: async (ctx) => {
          ctx.body = page('You are signed out', '');
        },
      },
    },
  });
}

/** A developer is several people in one browser, so each sign-in asks again who you want to be. */
function forgetUser({ headers }: IncomingMessage): void {
  headers.cookie = headers.cookie?.replaceAll(/\b_session(\.\w+)?=[^;]*;? ?/g, '');
}

async function interact(
  provider: Provider,
  users: readonly DevUser[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // Throws if this browser has begun no sign-in.
  await provider.interactionDetails(request, response);
  if (request.method !== 'POST') {
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      .end(page('Who do you want to be?', choice(users)));
    return;
  }
  const accountId = new URLSearchParams(await text(request)).get('user') ?? '';
  await provider.interactionFinished(request, response, { login: { accountId } });
}

const choice = (users: readonly DevUser[]): string => `<form method="post">
${users.map(({ id, name, groups }) => `<p><button name="user" value="${id}">${name}</button> ${groups.join(', ')}</p>`).join('\n')}
</form>`;

const page = (title: string, main: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<h1>${title}</h1>
<p>This is the OpenID provider of the development stack. It asks no password.</p>
${main}
</html>
`;
