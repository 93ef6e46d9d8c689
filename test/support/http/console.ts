// The console on a real API, with the OpenID provider of the development stack.
import { createProvider, type Provider, type ProviderSettings } from '../../../console/sign-in/provider.ts';
import type { Pool } from '../../../db/pool.ts';
import { serveProvider } from '../../../dev/oidc/provider.ts';
import { type DevUser, devUsers } from '../../../dev/oidc/users.ts';
import { freePort } from '../../../dev/ports.ts';
import { startApi, type TestApi } from './api.ts';

/** People whom the development stack has no use for. */
const others: DevUser[] = [
  { id: 'nora', name: 'Nora No-role', groups: ['staff'] },
  { id: 'rosa', name: 'Rosa Reviewer of acme', groups: ['gangway:reviewer:acme', 'gangway:viewer:default'] },
  { id: 'script', name: '<script>alert(1)</script>', groups: ['gangway:viewer'] },
];

export type TestConsole = Pick<TestApi, 'address' | 'logs' | 'callInside' | 'stop'> & {
  settings: ProviderSettings;
  stopProvider: () => Promise<void>;
};

export async function startConsole(pool: Pool): Promise<TestConsole> {
  const issuer = new URL(`http://127.0.0.1:${await freePort()}`);
  const settings = { issuer, clientId: 'gangway', clientSecret: 'a secret of the tests', rolesClaim: 'groups' };
  // The addresses of both contain the port of the API, which is known once it listens.
  let real: Provider | undefined;
  const provider: Provider = {
    rolesClaim: settings.rolesClaim,
    begin: () => (real as Provider).begin(),
    finish: (search, begun) => (real as Provider).finish(search, begun),
    signOutAddress: () => (real as Provider).signOutAddress(),
  };
  const api = await startApi(pool, { provider });
  real = createProvider(settings, api.address);
  const served = await serveProvider({
    ...{ issuer, client: { id: settings.clientId, secret: settings.clientSecret } },
    ...{ console: new URL(api.address), users: [...devUsers, ...others] },
  });
  return {
    address: api.address,
    logs: api.logs,
    callInside: api.callInside,
    settings,
    stopProvider: served.stop,
    stop: async () => {
      await served.stop();
      await api.stop();
    },
  };
}

export type Visitor = ReturnType<typeof visitorOf>;

/** A browser without a screen: it keeps cookies, and follows no redirect by itself. */
export function visitorOf({ address }: TestConsole) {
  const cookies = new Map<string, string>();

  async function send(path: string | URL, init: RequestInit = {}): Promise<Response> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { Accept: 'text/html', ...init.headers, cookie };
    const response = await fetch(new URL(path, address), { redirect: 'manual', ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  }
  const post = (path: string | URL, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    send(path, { method: 'POST', body: new URLSearchParams(fields), headers });
  const locationOf = (response: Response): URL => new URL(response.headers.get('location') ?? '', response.url);

  /** Signs in at the provider, and stops on the way back: at the address of the callback. */
  async function callback(user: string, to = '/console'): Promise<URL> {
    const page = locationOf(await send(locationOf(await send(`/console/sign-in?to=${encodeURIComponent(to)}`))));
    return locationOf(await send(locationOf(await post(page, { user }))));
  }

  return {
    cookies,
    send,
    post,
    callback,
    signIn: async (user: string, to?: string) => send(await callback(user, to)),
    /** The token of the forms of the first page that has one. */
    formToken: async (path = '/console/today') =>
      /name="token" value="([^"]+)"/.exec(await (await send(path)).text())?.[1] ?? '',
  };
}
