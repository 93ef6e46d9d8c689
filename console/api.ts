// The API, as the pages call it: by the client that tenants use, inside this process.
import type { Insider } from '../api/http/insiders.ts';
import { type Client, createClient } from '../packages/client/src/index.ts';
import type { Deps, PageContext } from './context.ts';

/** Who calls, without the address of the browser, which comes from the request. */
export type PageCaller = Omit<Insider, 'source'>;

/** Returns a client of the API for this caller. It throws a `GangwayError` for every refusal. */
export function apiAs(
  { callApi, sourceOf }: Pick<Deps, 'callApi' | 'sourceOf'>,
  ctx: PageContext,
  caller: PageCaller,
): Client {
  const source = sourceOf(ctx.req).address;
  return createClient({
    // Nothing listens here. The call stays in this process, and gets a key there.
    baseUrl: 'http://gangway.invalid',
    apiKey: 'inside',
    retry: { times: 0 },
    fetch: (request) => callApi({ ...caller, source }, request),
  });
}
