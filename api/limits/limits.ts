// The limits of the API: how many requests a minute, and how many at once. The headers follow
// draft-ietf-httpapi-ratelimit-headers-10.
import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';
import type { Pool } from '../../db/pool.ts';
import { Problem } from '../http/problem.ts';
import type { ProblemCode } from '../http/problems.ts';
import type { Context } from '../http/request.ts';
import type { SourceOf } from '../http/source-address.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { createPlaces } from './places.ts';
import { type Counted, createRate, type Rate } from './rate.ts';

/** Requests a minute, each; 0 is no limit. `atOnce`: of one tenant in one process. */
export type LimitSettings = { key: number; tenant: number; source: number; refused: number; atOnce: number };
/** The parts of a key that a request carries. */
export type GivenKey = { id: string; secretHash: Buffer };
export type Caller = { keyId: string; tenantId: string | null };
export type Limits = ReturnType<typeof createLimits>;

/** Over all tenants. */
const inAll = 64;
const mostWaiting = 1_000;
/** A client that sends without a pause waits this long for each refusal, so that refusals cost little. */
const waitMs = 10_000;
const mostRemembered = 10_000;
/**
 * After a restart of the process, all its event streams come at once. They wait longer, because to try again costs more
 * than to wait, and few begin at once, so that other requests get in. A stream that is open has no place (`admit`).
 */
const forStreams = { ofGroup: () => 2, inAll: 2, mostWaiting: 2_500, waitMs: 60_000 };

export function createLimits(
  { db, sourceOf, metrics }: { db: Pool; sourceOf: SourceOf; metrics: Pick<Metrics, 'requestsLimited'> },
  settings: LimitSettings,
) {
  const rates = {
    key: createRate(db, 'key', settings.key),
    tenant: createRate(db, 'tenant', settings.tenant),
    source: createRate(db, 'source', settings.source),
    refused: createRate(db, 'refused', settings.refused),
  };
  const places = createPlaces({
    ofGroup: (group) => Math.max(1, Math.floor(settings.atOnce * shares[group.split(' ')[0] as Kind])),
    ...{ inAll, mostWaiting, waitMs },
  });
  const placesOfStreams = createPlaces(forStreams);
  const remembered = new Map<string, Caller>();
  const nameOf = (request: IncomingMessage) => networkOf(sourceOf(request).address);

  function refuse(limit: keyof typeof refusals, wait: number): never {
    metrics.requestsLimited.inc({ limit });
    throw new Problem(429, refusals[limit].code, refusals[limit].detail, { headers: { 'Retry-After': `${wait}` } });
  }

  return {
    /**
     * Who used this key and secret in this process before, so that its requests are counted before the database is
     * asked. It proves nothing now: the key may have been revoked since.
     */
    callerOf: ({ id, secretHash }: GivenKey): Caller | null =>
      remembered.get(`${id} ${secretHash.toString('hex')}`) ?? null,

    remember({ id, secretHash }: GivenKey, tenantId: string | null): Caller {
      const [oldest] = remembered.keys();
      if (remembered.size >= mostRemembered && oldest !== undefined) remembered.delete(oldest);
      const caller = { keyId: id, tenantId };
      remembered.set(`${id} ${secretHash.toString('hex')}`, caller);
      return caller;
    },

    forget: ({ id, secretHash }: GivenKey): void => void remembered.delete(`${id} ${secretHash.toString('hex')}`),

    /** Throws once the source of the request has sent too many requests. */
    async countSource(request: IncomingMessage): Promise<void> {
      const { allowed, resetSeconds } = await rates.source.take(nameOf(request));
      if (!allowed) refuse('source', resetSeconds);
    },

    /** Throws while the source of the request has sent too many keys that the API refused. */
    async refuseGuessing(request: IncomingMessage): Promise<void> {
      const { allowed, resetSeconds } = await rates.refused.look(nameOf(request));
      if (!allowed) refuse('refused', resetSeconds);
    },

    countRefused: async (request: IncomingMessage): Promise<void> => void (await rates.refused.take(nameOf(request))),

    /** Counts the request, and waits for a place. Returns the function that gives the place back. */
    async enter(ctx: Context, { keyId, tenantId }: Caller): Promise<() => void> {
      const tenant = tenantId ?? 'operators of the installation';
      const key = await rates.key.take(keyId);
      const all = key.allowed ? await rates.tenant.take(tenant) : await rates.tenant.look(tenant);
      show(ctx, { key: [rates.key, key], tenant: [rates.tenant, all] });
      if (!key.allowed) refuse('key', key.resetSeconds);
      if (!all.allowed) refuse('tenant', all.resetSeconds);
      if (settings.atOnce === 0 || isHeld(ctx)) return () => {};
      const leave = await (isStream(ctx) ? placesOfStreams.enter(tenant) : places.enter(`${kindOf(ctx)} ${tenant}`));
      if (leave && !ctx.res.closed) return leave;
      // The request has waited too long, or its client has gone meanwhile.
      leave?.();
      refuse('at_once', 1);
    },
  };
}

/**
 * A write waits for Plaid and Temporal most of the time, and a read is short. One list of a hundred cases keeps a
 * connection to PostgreSQL busy, and an export does so for seconds, without keeping the lists waiting.
 */
const shares = { writes: 1, reads: 1 / 2, lists: 1 / 16, exports: 1 / 16 };
type Kind = keyof typeof shares;

function kindOf({ method, state: { route = '' } }: Context): Kind {
  if (method !== 'GET') return 'writes';
  if (route.endsWith('.csv')) return 'exports';
  return route.includes(':') ? 'reads' : 'lists';
}

const isStream = ({ state: { route = '' } }: Context) => route.endsWith('/events');

/** A held answer does nothing most of the time. */
const isHeld = ({ query }: Context) => query.wait !== undefined;

function show(ctx: Context, limits: Record<string, [Rate, Counted]>): void {
  const limited = Object.entries(limits).filter(([, [{ perMinute }]]) => perMinute > 0);
  if (limited.length === 0) return;
  ctx.set('RateLimit-Policy', limited.map(([name, [{ perMinute }]]) => `"${name}";q=${perMinute};w=60`).join(', '));
  ctx.set(
    'RateLimit',
    limited.map(([name, [, { left, resetSeconds }]]) => `"${name}";r=${left};t=${resetSeconds}`).join(', '),
  );
}

/** A subscriber usually has 2^64 addresses of IPv6, and would otherwise have as many limits. */
function networkOf(address: string | null): string {
  if (address === null) return 'unknown';
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return parsed.toNormalizedString().split(':').slice(0, 4).join(':');
}

const later = 'Wait as long as Retry-After says, then send the same request again.';
const refusals = {
  key: { code: 'key_limit', detail: `This API key has made too many requests in a minute. ${later}` },
  tenant: { code: 'tenant_limit', detail: `Your API keys together have made too many requests in a minute. ${later}` },
  source: { code: 'source_limit', detail: `Your address has sent too many requests in a minute. ${later}` },
  refused: {
    code: 'refused_keys_limit',
    detail: `Your address has sent too many API keys that are not valid. Correct the key first. ${later}`,
  },
  at_once: {
    code: 'too_many_at_once',
    detail: `Too many of your requests are under way at once. Send fewer at a time. ${later}`,
  },
} satisfies Record<string, { code: ProblemCode; detail: string }>;
