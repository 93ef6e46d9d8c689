// Plaid's limits of calls, where a test or a developer asks for them. They count in real time, because Plaid's are by
// the minute and the simulated days pass in seconds. A restart forgets them.
import { z } from 'zod';
import { PlaidError } from '../errors.ts';
import type { World } from '../world.ts';

export const limitRequest = z.strictObject({
  path: z.string(),
  per_item: z.int().min(0).optional(),
  per_client: z.int().min(0).optional(),
  seconds: z.int().min(1).max(3600).default(60),
});

type Limit = z.output<typeof limitRequest> & { calls: { at: number; item: string }[]; refused: number };

const limitsOf = new WeakMap<World, Map<string, Limit>>();

export function setLimit(world: World, asked: z.output<typeof limitRequest>): object {
  const limits = limitsOf.get(world) ?? new Map<string, Limit>();
  limitsOf.set(world, limits.set(asked.path, { ...asked, calls: [], refused: 0 }));
  return shownLimits(world);
}

export const shownLimits = (world: World) => ({
  limits: [...(limitsOf.get(world)?.values() ?? [])].map(({ path, calls, refused }) => ({
    ...{ path, calls: calls.length, refused },
  })),
});

/** Throws Plaid's 429 once the calls to `path` are too many. Plaid counts calls before it looks at what they ask. */
export function countCall(world: World, path: string, { access_token }: { access_token?: unknown }): void {
  const limit = limitsOf.get(world)?.get(path);
  if (!limit) return;
  const { per_item, per_client, seconds } = limit;
  const now = Date.now();
  limit.calls = limit.calls.filter(({ at }) => now - at < seconds * 1000);
  const item = String(access_token ?? '');
  const ofItem = limit.calls.filter((call) => call.item === item).length;
  if (
    ofItem < (per_item ?? Number.POSITIVE_INFINITY) &&
    limit.calls.length < (per_client ?? Number.POSITIVE_INFINITY)
  ) {
    limit.calls.push({ at: now, item });
    return;
  }
  limit.refused += 1;
  // https://plaid.com/docs/errors/rate-limit-exceeded: no header says when to come again.
  throw new PlaidError(429, 'RATE_LIMIT_EXCEEDED', 'RATE_LIMIT', 'rate limit exceeded. please try again later');
}
