// Plaid's side of the server: every endpoint is a POST of JSON with the caller's credentials.
import type Koa from 'koa';
import getRawBody from 'raw-body';
import type { Endpoint } from './endpoint.ts';
import { invalidInput, invalidRequest, notSimulated, PlaidError } from './errors.ts';
import { failAs } from './faults/fail.ts';
import { countCall } from './faults/limits.ts';
import { takeFault } from './faults/plan.ts';
import { newRequestId } from './ids.ts';
import { plaidPaths } from './plaid-paths.ts';
import { strictly } from './strict.ts';
import { timePasses } from './time-passes.ts';
import type { World } from './world.ts';

export type Credentials = { clientId: string; secret: string };

export function plaidApi(world: World, endpoints: readonly Endpoint[], credentials: Credentials): Koa.Middleware {
  const byPath = new Map(endpoints.map((endpoint) => [endpoint.path, endpoint]));

  function endpointOf({ method, path }: Koa.Context): Endpoint {
    const endpoint = method === 'POST' ? byPath.get(path) : undefined;
    if (endpoint) return endpoint;
    if (method === 'POST' && plaidPaths.has(path)) throw notSimulated(path);
    throw new PlaidError(404, 'INVALID_REQUEST', 'NOT_FOUND', 'the requested resource does not exist');
  }

  async function respond(ctx: Koa.Context, endpoint: Endpoint): Promise<object> {
    const body = withoutCredentials(ctx, await readJson(ctx), credentials);
    countCall(world, endpoint.path, body);
    timePasses(world);
    return endpoint.respond(world, strictly(endpoint, body));
  }

  return async (ctx) => {
    const request_id = newRequestId();
    ctx.state.request_id = request_id;
    try {
      const endpoint = endpointOf(ctx);
      const fault = takeFault(world, endpoint.path);
      const work = () => respond(ctx, endpoint);
      const answer = fault ? await failAs(fault, ctx, work) : await work();
      if (answer) ctx.body = { ...answer, request_id };
    } catch (error) {
      const { status, body } = asPlaidError(error, ctx);
      ctx.status = status;
      ctx.body = { ...body, request_id };
      ctx.state.error_code = body.error_code;
    } finally {
      await world.saved();
    }
  };
}

/** The simulator throws nothing but `PlaidError` on purpose: it reports anything else as its own bug. */
function asPlaidError(error: unknown, ctx: Koa.Context): PlaidError {
  if (error instanceof PlaidError) return error;
  ctx.app.emit('error', error, ctx);
  return new PlaidError(500, 'API_ERROR', 'INTERNAL_SERVER_ERROR', 'the simulator has a bug');
}

async function readJson(ctx: Koa.Context): Promise<Record<string, unknown>> {
  const refused = invalidRequest('INVALID_BODY', 'body could not be parsed as JSON');
  if (!ctx.is('application/json')) throw refused;
  try {
    const text = await getRawBody(ctx.req, { limit: '1mb', encoding: 'utf8' });
    const body: unknown = JSON.parse(text);
    if (typeof body !== 'object' || body === null || Array.isArray(body)) throw refused;
    return body as Record<string, unknown>;
  } catch {
    throw refused;
  }
}

/** A caller sends the credentials in the body or, as the SDK does, in headers. */
function withoutCredentials(ctx: Koa.Context, body: Record<string, unknown>, { clientId, secret }: Credentials) {
  const given = {
    client_id: body.client_id ?? ctx.get('PLAID-CLIENT-ID'),
    secret: body.secret ?? ctx.get('PLAID-SECRET'),
  };
  const missing = Object.entries(given).flatMap(([name, value]) => (value === '' ? [name] : []));
  if (missing.length > 0) {
    throw invalidRequest('MISSING_FIELDS', `the following required fields are missing: ${missing.join(', ')}`);
  }
  if (given.client_id !== clientId || given.secret !== secret) {
    throw invalidInput('INVALID_API_KEYS', 'invalid client_id or secret provided');
  }
  const { client_id: _, secret: __, ...rest } = body;
  return rest;
}
