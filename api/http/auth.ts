// API keys read `gw_<id>_<secret>`. The id finds the row, whose hash the secret must match. A plain SHA-256 is enough
// for 256 random bits. Every refusal gets one and the same answer.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Db } from '../../db/pool.ts';
import { acrossTenants, forTenant } from '../../db/reach.ts';
import { findApiKey, recordUse } from '../../db/tenants.ts';
import { type Scope, tenantScopes } from '../../domain/scopes.ts';
import { Problem } from './problem.ts';
import type { Context, Next } from './request.ts';

export type GivenKey = { id: string; secretHash: Buffer };

const shape = /^gw_([a-z0-9]{8})_([A-Za-z0-9_-]{43})$/;

/** Null when the text is not an API key. */
export function parseApiKey(text: string): GivenKey | null {
  const [, id, secret] = shape.exec(text) ?? [];
  return id && secret ? { id, secretHash: createHash('sha256').update(secret).digest() } : null;
}

// Compared with the given hash where no such key exists, so that both refusals take equally long.
const nobody = Buffer.alloc(32);

/** The rest of the request reaches the rows of the key's tenant, or those of all tenants with an operator's key. */
export function authenticate(db: Db) {
  return async (ctx: Context, next: Next): Promise<void> => {
    const [scheme, token = ''] = ctx.get('Authorization').split(' ');
    const given = scheme?.toLowerCase() === 'bearer' ? parseApiKey(token) : null;
    if (!given) throw refusal();
    const known = await acrossTenants(() => findApiKey(db, given.id));
    if (!timingSafeEqual(given.secretHash, known?.secretHash ?? nobody) || !known) throw refusal();
    ctx.state.scopes = known.scopes;
    if (!known.usedLately) await acrossTenants(() => recordUse(db, given.id));
    if (known.tenantId === null) return acrossTenants(next);
    ctx.state.tenantId = known.tenantId;
    await forTenant(known.tenantId, next);
  };
}

/** Refuses a key that lacks the scope. Register it after `authenticate`. Throws for a route that declares none. */
export function requireScope(scope: Scope) {
  if (scope !== 'operator' && !Object.hasOwn(tenantScopes, `${scope}`))
    throw new TypeError(`A route declares no scope of domain/scopes.ts, but ${scope}.`);
  return async (ctx: Context, next: Next): Promise<void> => {
    if (!ctx.state.scopes?.includes(scope))
      throw new Problem(403, 'scope_missing', `This request needs a key with the scope ${scope}.`);
    await next();
  };
}

const refusal = () =>
  new Problem(401, 'unauthorized', 'Send a valid API key as Authorization: Bearer gw_<id>_<secret>.', {
    headers: { 'WWW-Authenticate': 'Bearer realm="gangway"' },
  });
