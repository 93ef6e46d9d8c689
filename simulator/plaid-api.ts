// Plaid's side of the server: every endpoint is a POST of JSON with the client's credentials.
import type Koa from 'koa';
import getRawBody from 'raw-body';
import type { Endpoint } from './endpoint.ts';
import { invalidInput, invalidRequest, PlaidError } from './errors.ts';
import { type Fault, takeFault } from './faults.ts';
import { newRequestId } from './ids.ts';
import { strictly } from './strict.ts';
import { timePasses } from './time-passes.ts';
import type { World } from './world.ts';

export type Credentials = { clientId: string; secret: string };

export function plaidApi(world: World, endpoints: readonly Endpoint[], credentials: Credentials): Koa.Middleware {
  const byPath = new Map(endpoints.map((endpoint) => [endpoint.path, endpoint]));
  return async (ctx) => {
    const request_id = newRequestId();
    ctx.state.request_id = request_id;
    try {
      const endpoint = ctx.method === 'POST' ? byPath.get(ctx.path) : undefined;
      if (!endpoint) throw new PlaidError(404, 'INVALID_REQUEST', 'NOT_FOUND', 'the requested resource does not exist');
      const fault = takeFault(world, endpoint.path);
      if (fault && !(await passes(ctx, fault))) return;
      const body = withoutCredentials(ctx, await readJson(ctx), credentials);
      timePasses(world);
      const answer = endpoint.respond(world, strictly(endpoint.request, body));
      if (fault?.kind === 'commit_then_hang') return await hangUp(ctx, true);
      if (fault) throw failure(fault);
      ctx.body = { ...answer, request_id };
    } catch (error) {
      const known = error instanceof PlaidError;
      if (!known) ctx.app.emit('error', error, ctx);
      const shown = known
        ? error
        : new PlaidError(500, 'API_ERROR', 'INTERNAL_SERVER_ERROR', 'the simulator has a bug');
      ctx.status = shown.status;
      ctx.body = { ...shown.body, request_id };
      ctx.state.error_code = shown.body.error_code;
    } finally {
      await world.saved();
    }
  };
}

/** False once the connection is gone; throws the failure that is to be answered. */
async function passes(ctx: Koa.Context, fault: Fault): Promise<boolean> {
  if (fault.kind === 'commit_then_fail' || fault.kind === 'commit_then_hang') return true;
  if (fault.kind === 'status') throw failure(fault);
  await hangUp(ctx, fault.kind === 'hang');
  return false;
}

async function hangUp(ctx: Koa.Context, late: boolean): Promise<void> {
  const { socket } = ctx.req;
  if (late) await closedOrLate(socket);
  ctx.respond = false;
  socket.destroy();
}

const longestHangMs = 60_000;

function closedOrLate(socket: NodeJS.EventEmitter): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, longestHangMs);
    socket.once('close', () => {
      clearTimeout(late);
      resolve();
    });
  });
}

const failure = ({ status, error_type, error_code }: Fault) =>
  new PlaidError(status, error_type, error_code, 'an unexpected error occurred');

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

/** Plaid takes them from the body or, as the SDK sends them, from headers. */
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
