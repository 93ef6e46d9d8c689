// API keys read `gw_<id>_<secret>`. The id finds the row, whose hash the secret must match. A plain SHA-256 is enough
// for 256 random bits. Every refusal gets one and the same answer.
import { createHash, timingSafeEqual } from 'node:crypto';
import { Stream } from 'node:stream';
import type { Db } from '../../db/pool.ts';
import { findApiKey, recordUse } from '../../db/tenants.ts';
import type { Scope } from '../../domain/scopes.ts';
import { onBehalfOf } from '../../plaid/caller.ts';
import type { GivenKey, Limits } from '../limits/limits.ts';
import { Problem } from './problem.ts';
import type { Context, Next } from './request.ts';

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
 * its place, before the database is asked. Register it before `requireScope`.
 */
export function admit({ db, limits }: { db: Db; limits: Limits }) {
  return async (ctx: Context, next: Next): Promise<void> => {
    await limits.countSource(ctx.req);
    const given = givenKey(ctx);
    const before = given && limits.callerOf(given);
    if (!before) await limits.refuseGuessing(ctx.req);
    const authenticated = async () => {
      if (given && (await authenticate(db, ctx, given))) return given;
      if (given) limits.forget(given);
      await limits.countRefused(ctx.req);
      throw refusal();
    };
    const leave = await limits.enter(ctx, before ?? limits.remember(await authenticated(), ctx.state.tenantId ?? null));
    try {
      if (before) await authenticated();
      await onBehalfOf(async () => ctx.state.tenantId ?? '', next);
    } finally {
      // A stream works until its end.
      if (ctx.body instanceof Stream && !ctx.res.closed) ctx.res.once('close', leave);
      else leave();
    }
  };
}

function givenKey(ctx: Context): GivenKey | null {
  const [scheme, token = ''] = ctx.get('Authorization').split(' ');
  return scheme?.toLowerCase() === 'bearer' ? parseApiKey(token) : null;
}

async function authenticate(db: Db, ctx: Context, given: GivenKey): Promise<boolean> {
  const known = await findApiKey(db, given.id);
  if (!timingSafeEqual(given.secretHash, known?.secretHash ?? nobody) || !known) return false;
  if (known.tenantId !== null) ctx.state.tenantId = known.tenantId;
  ctx.state.scopes = known.scopes;
  if (!known.usedLately) await recordUse(db, given.id);
  return true;
}

/** Refuses a key that lacks the scope. Register it after `admit`. */
export function requireScope(scope: Scope) {
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
