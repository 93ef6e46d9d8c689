// Callers inside this process: the pages of `console/` call the API as a client does. Each call carries a key that only
// this process knows, and that is good until the call is answered.
import { createHash, randomBytes } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { Readable } from 'node:stream';
import inject from 'light-my-request';
import type { Scope } from '../../domain/scopes.ts';
import type { GivenKey } from '../limits/limits.ts';

export type Insider = {
  /** Eight characters, as the id of an API key: audit, reviews and limits know the caller by it. */
  id: string;
  /** Null: an operator, who reaches all tenants. */
  tenantId: string | null;
  scopes: readonly Scope[];
  /** Refuses every command, whatever the scopes allow. */
  readOnly: boolean;
  /** The address of the browser, for the audit. */
  source: string | null;
};

/** Answers a request as the API answers the insider's. Resolves once the answer begins; its body may still grow. */
export type CallInside = (insider: Insider, request: Request) => Promise<Response>;
export type Insiders = ReturnType<typeof createInsiders>;

export function createInsiders() {
  const bySecret = new Map<string, Insider>();
  const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex');
  return {
    find: ({ id, secretHash }: GivenKey): Insider | null => {
      const insider = bySecret.get(secretHash.toString('hex'));
      return insider?.id === id ? insider : null;
    },

    callBy:
      (app: RequestListener): CallInside =>
      async (insider, request) => {
        const secret = randomBytes(32).toString('base64url');
        bySecret.set(hashOf(secret), insider);
        try {
          return await call(app, `gw_${insider.id}_${secret}`, insider.source, request);
        } finally {
          bySecret.delete(hashOf(secret));
        }
      },
  };
}

async function call(app: RequestListener, key: string, source: string | null, request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const answer = await inject(app, {
    method: request.method as 'GET',
    url: `${pathname}${search}`,
    headers: { ...Object.fromEntries(request.headers), authorization: `Bearer ${key}` },
    payload: Buffer.from(await request.arrayBuffer()),
    payloadAsStream: true,
    ...(source !== null && { remoteAddress: source }),
  });
  // Not before the answer begins: light-my-request would fail the whole process then, by an error that no one catches.
  const { res } = answer.raw;
  if (request.signal.aborted) res.destroy();
  else request.signal.addEventListener('abort', () => res.destroy(), { once: true });
  const headers = Object.entries(answer.headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, `${value}`] as [string, string]],
  );
  const empty = answer.statusCode === 204 || answer.statusCode === 304;
  return new Response(empty ? null : (Readable.toWeb(answer.stream()) as ReadableStream), {
    status: answer.statusCode,
    headers,
  });
}
