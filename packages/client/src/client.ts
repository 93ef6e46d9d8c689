import { randomUUID } from 'node:crypto';
import createFetchClient, { type FetchOptions, type FetchResponse, type Middleware } from 'openapi-fetch';
import { errorOf } from './gangway-error.ts';
import { keyedPosts, type paths } from './openapi.ts';
import type { Onboarding, Transfer } from './schemas.ts';
import { createSender, type Fetch, isJson, type Retry } from './send.ts';
import { createWait, type WaitFor } from './wait-for.ts';

export type ClientOptions = {
  /** Where the API is, such as `http://localhost:3000`. */
  baseUrl: string;
  apiKey: string;
  /** Default: four times, within thirty seconds. */
  retry?: Partial<Retry>;
  /** Sends each try. Default: the global `fetch`. */
  fetch?: Fetch;
};

type Method = 'get' | 'post' | 'delete';
type PathWith<M extends Method> = {
  [P in keyof paths]: paths[P] extends { [K in M]: object } ? P : never;
}[keyof paths];
type Operation<P extends keyof paths, M extends Method> = NonNullable<paths[P][M]>;
type Options<O> = Pick<FetchOptions<O>, 'params' | 'body' | 'headers' | 'signal' | 'parseAs'>;
/** Optional where nothing in it is required. */
type Init<O> = Partial<FetchOptions<O>> extends FetchOptions<O> ? [init?: Options<O>] : [init: Options<O>];
type Content<O extends Record<string, unknown>> = NonNullable<FetchResponse<O, unknown, `${string}/${string}`>['data']>;
type Answer<O extends Record<string, unknown>> = {
  data: [Content<O>] extends [never] ? undefined : Content<O>;
  response: Response;
};
type Call<M extends Method> = <P extends PathWith<M>>(
  path: P,
  ...init: Init<Operation<P, M>>
) => Promise<Answer<Operation<P, M>>>;

type Page = { data: unknown[]; next_cursor: string | null };
type ListPath = {
  [P in PathWith<'get'>]: Content<Operation<P, 'get'>> extends Page ? P : never;
}[PathWith<'get'>];
type Entry<P extends ListPath> = Content<Operation<P, 'get'>> extends { data: (infer One)[] } ? One : never;

export type Client = {
  /** Resolves with the answer to a success. Throws a `GangwayError` otherwise. */
  GET: Call<'get'>;
  POST: Call<'post'>;
  DELETE: Call<'delete'>;
  /** Yields the entries of all pages of a list. */
  list: <P extends ListPath>(path: P, ...init: Init<Operation<P, 'get'>>) => AsyncGenerator<Entry<P>>;
  /** Resolves with the onboarding once it is at this stage, has this outcome, or meets this condition. */
  waitForOnboarding: WaitFor<Onboarding, Onboarding['stage'] | NonNullable<Onboarding['outcome']>>;
  /** As `waitForOnboarding`, for a transfer on a linked account. */
  waitForTransfer: WaitFor<Transfer, Transfer['status']>;
};

export function createClient({ baseUrl, apiKey, retry, fetch = globalThis.fetch }: ClientOptions): Client {
  if (!/^https?:\/\//.test(baseUrl))
    throw new TypeError(`baseUrl is an address such as http://localhost:3000, not ${baseUrl}`);
  if (!apiKey) throw new TypeError('apiKey is missing: pass an API key of your tenant');
  const send = createSender({ apiKey, retry: { times: 4, withinMs: 30_000, ...retry }, fetch });
  const calls = createFetchClient<paths>({ baseUrl, fetch: send });
  calls.use(keyRequests, refuseOthers);
  // The sender throws, so these resolve with a success only.
  const { GET, POST, DELETE } = calls as unknown as Client;
  const wait = createWait((path, init) => send(new Request(`${baseUrl.replace(/\/$/, '')}${path}`, init)));
  return {
    ...{ GET, POST, DELETE },
    list: listBy(GET) as Client['list'],
    waitForOnboarding: wait({
      pathOf: (id) => `/v1/onboardings/${id}/events`,
      read: async (id, signal) => (await GET('/v1/onboardings/{id}', { params: { path: { id } }, signal })).data,
      isAt: ({ stage, outcome }, state) => stage === state || outcome === state,
    }),
    waitForTransfer: wait({
      pathOf: (id) => `/v1/transfers/${id}/events`,
      read: async (id, signal) => (await GET('/v1/transfers/{id}', { params: { path: { id } }, signal })).data,
      isAt: ({ status }, state) => status === state,
    }),
  };
}

/** All tries of a call send one key, which the client makes where the caller gives none. */
const keyRequests: Middleware = {
  onRequest({ request, schemaPath }) {
    if (request.method !== 'POST' || !keyedPosts.includes(schemaPath)) return;
    if (!request.headers.has('Idempotency-Key')) request.headers.set('Idempotency-Key', randomUUID());
  },
};

/** A wrong `baseUrl` may lead to a web page. */
const refuseOthers: Middleware = {
  onResponse({ response, options }) {
    if (options.parseAs === 'json' && response.status !== 204 && !isJson(response)) throw errorOf(response, '');
  },
};

type Listed = (path: string, init: object) => Promise<{ data: Page }>;

const listBy = (get: unknown) =>
  async function* list(path: string, init: { params?: { query?: object } } = {}): AsyncGenerator<unknown> {
    let cursor: string | null = null;
    do {
      const query = { ...init.params?.query, ...(cursor && { cursor }) };
      const { data }: { data: Page } = await (get as Listed)(path, { ...init, params: { ...init.params, query } });
      yield* data.data;
      // A list that grows at its end (notifications, `order=oldest`) always has a cursor.
      cursor = data.data.length === 0 ? null : data.next_cursor;
    } while (cursor);
  };
