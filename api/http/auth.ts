// API keys read `gw_<id>_<secret>`. The id finds the row, whose hash the secret must match. A plain SHA-256 is enough
// for 256 random bits. Every refusal gets one and the same answer.
import { createHash, timingSafeEqual } from 'node:crypto';
import { Stream } from 'node:stream';
import { ofOperators } from '../../db/audit/entries.ts';
import type { Db } from '../../db/pool.ts';
import { acrossTenants, forTenant } from '../../db/reach.ts';
import { findApiKey, recordUse, tenantsOf } from '../../db/tenants.ts';
import { type Scope, tenantScopes } from '../../domain/scopes.ts';
import { onBehalfOf } from '../../plaid/caller.ts';
import type { GivenKey, Limits } from '../limits/limits.ts';
import type { Insider, Insiders } from './insiders.ts';
import type { Route } from './operation.ts';
import { Problem } from './problem.ts';
import type { Context, Next } from './request.ts';

/** The ids that tenants have. PostgreSQL cannot compare some other texts. */
export const tenantId = /^[a-z][a-z0-9_-]{1,39}$/;

const shape = /^gw_([a-z0-9]{8})_([A-Za-z0-9_-]{43})$/;

/** Null when the text is not an API key. */
export function parseApiKey(text: string): GivenKey | null {
  const [, id, secret] = shape.exec(text) ?? [];
  return id && secret ? { id, secretHash: createHash('sha256').update(secret).digest() } : null;
}

// Compared with the given hash where no such key exists, so that both refusals take equally long.
const nobody = Buffer.alloc(32);

/**
 * Lets a request in that has a valid key and keeps to the limits. A key that was good before is counted, and waits for
 * its place, before the database is asked. Register it before `authorize`.
 */
export function admit({ db, limits, insiders }: { db: Db; limits: Limits; insiders: Insiders }) {
  async function enter(ctx: Context, given: GivenKey | null): Promise<() => void> {
    await limits.countSource(ctx.req);
    const before = given && limits.callerOf(given);
    if (!before) await limits.refuseGuessing(ctx.req);
    const authenticated = async () => {
      if (given && (await authenticate(db, ctx, given))) return given;
      if (given) limits.forget(given);
      await limits.countRefused(ctx.req);
      throw refusal();
    };
    if (!before) return limits.enter(ctx, limits.remember(await authenticated(), ctx.state.tenantId ?? null));
    const leave = await limits.enter(ctx, before);
    return authenticated().then(
      () => leave,
      (error: unknown) => {
        leave();
        throw error;
      },
    );
  }

  /** A page makes several calls for one request of a browser, so its source is not counted for each. */
  function enterInside(ctx: Context, insider: Insider): Promise<() => void> {
    letIn(ctx, insider);
    return limits.enter(ctx, { keyId: insider.id, tenantId: insider.tenantId });
  }

  return async (ctx: Context, next: Next): Promise<void> => {
    const given = givenKey(ctx);
    const insider = given && insiders.find(given);
    const leave = await (insider ? enterInside(ctx, insider) : enter(ctx, given));
    try {
      await onBehalfOf(
        async () => ctx.state.tenantId ?? '',
        () => inReach(ctx, next),
      );
    } finally {
      // A stream works until its end, but one of events does nothing most of the time: `streamEvents` bounds them.
      const works = ctx.body instanceof Stream && !ctx.response.is('text/event-stream');
      if (works && !ctx.res.closed) ctx.res.once('close', leave);
      else leave();
    }
  };
}

/** The rest of the request reaches the rows of the key's tenant, or those of all tenants with an operator's key. */
const inReach = ({ state: { tenantId } }: Context, next: Next): Promise<void> =>
  tenantId === undefined ? acrossTenants(next) : forTenant(tenantId, next);

function givenKey(ctx: Context): GivenKey | null {
  const [scheme, token = ''] = ctx.get('Authorization').split(' ');
  return scheme?.toLowerCase() === 'bearer' ? parseApiKey(token) : null;
}

async function authenticate(db: Db, ctx: Context, given: GivenKey): Promise<boolean> {
  const known = await acrossTenants(() => findApiKey(db, given.id));
  if (!timingSafeEqual(given.secretHash, known?.secretHash ?? nobody) || !known) return false;
  letIn(ctx, { id: given.id, ...known });
  if (!known.usedLately) await acrossTenants(() => recordUse(db, given.id));
  return true;
}

type Admitted = { id: string; tenantId: string | null; scopes: readonly Scope[]; readOnly?: boolean };

function letIn({ state }: Context, { id, tenantId, scopes, readOnly = false }: Admitted): void {
  state.keyId = id;
  state.operator = tenantId === null;
  if (tenantId !== null) state.tenantId = tenantId;
  state.scopes = scopes;
  state.readOnly = readOnly;
}

/**
 * Refuses a key that lacks the scope. An operator's key may read for a tenant whom it names. Throws for a route that
 * declares no scope.
 */
export function authorize(db: Db, [method, , scope]: Route) {
  if (scope === null || (scope !== 'operator' && !Object.hasOwn(tenantScopes, `${scope}`)))
    throw new TypeError(`A route declares no scope of domain/scopes.ts, but ${scope}.`);
  return async (ctx: Context, next: Next): Promise<void> => {
    const { scopes = [], operator, readOnly } = ctx.state;
    if (readOnly && method !== 'GET') throw new Problem(403, 'scope_missing', 'You may read here, and change nothing.');
    if (scopes.includes(scope)) return next();
    if (!operator || method !== 'GET')
      throw new Problem(403, 'scope_missing', `This request needs a key with the scope ${scope}.`);
    const named = await tenantNamed(db, ctx.query.tenant);
    ctx.state.tenantId = named;
    await forTenant(named, next);
  };
}

/** Also admits the name of what concerns no tenant, of which there is only an audit. */
async function tenantNamed(db: Db, name: string | string[] | undefined): Promise<string> {
  if (typeof name !== 'string')
    throw new Problem(
      400,
      'tenant_required',
      "An operator's key reads for one tenant at a time. Name the tenant: add ?tenant= and its id.",
    );
  const [known] = tenantId.test(name) ? await tenantsOf(db, name) : [];
  if (!known && name !== ofOperators)
    throw new Problem(404, 'tenant_not_found', 'There is no tenant with this id. GET /v1/tenants lists them.');
  return name;
}

/** The id of the API key by which the request came. */
export function keyOf({ state }: Context): string {
  if (!state.keyId) throw new TypeError('a route that needs a key stands before authentication');
  return state.keyId;
}

const refusal = () =>
  new Problem(401, 'unauthorized', 'Send a valid API key as Authorization: Bearer gw_<id>_<secret>.', {
    headers: { 'WWW-Authenticate': 'Bearer realm="gangway"' },
  });
