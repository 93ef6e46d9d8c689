// How many requests a minute one key, tenant or source may make, over all API processes. A process counts in memory and
// tells the others through PostgreSQL only each time a tenth of the limit is used up, so that a request of an ordinary
// tenant writes nothing. N processes let at most N tenths more pass than the limit.
import { RateLimiterMemory, RateLimiterPostgres, type RateLimiterRes } from 'rate-limiter-flexible';
import type { Pool } from '../../db/pool.ts';

const windowSeconds = 60;
const parts = 10;

/** As far as this process knows: whether the request may pass, how many more may, and when the minute ends. */
export type Counted = { allowed: boolean; left: number; resetSeconds: number };
export type Rate = {
  perMinute: number;
  take(key: string): Promise<Counted>;
  /** As `take`, but counts nothing. */
  look(key: string): Promise<Counted>;
};

/** `perMinute` 0: no limit. */
export function createRate(db: Pool, name: string, perMinute: number): Rate {
  if (perMinute === 0) return unlimited;
  const own = new RateLimiterMemory({ keyPrefix: name, points: perMinute, duration: windowSeconds });
  const part = Math.max(1, Math.floor(perMinute / parts));
  const shared = new RateLimiterPostgres({
    // Without the library's name for the statement, which a pooler by transaction might not know.
    storeClient: { query: ({ text, values }: { text: string; values: unknown[] }) => db.query(text, values) },
    storeType: 'pool',
    tableName: 'rate_limits',
    tableCreated: true,
    keyPrefix: name,
    points: perMinute,
    duration: windowSeconds,
  });

  /** No request waits for this. While the database is away, each process keeps to the limit alone. */
  async function tellOthers(key: string): Promise<void> {
    try {
      await shared.consume(key, part);
    } catch (refused) {
      if (!(refused instanceof Error)) await own.block(key, (refused as RateLimiterRes).msBeforeNext / 1000);
    }
  }

  const standing = (allowed: boolean, { remainingPoints, msBeforeNext }: RateLimiterRes): Counted => ({
    allowed,
    left: allowed ? Math.max(0, remainingPoints) : 0,
    resetSeconds: Math.max(1, Math.ceil(msBeforeNext / 1000)),
  });

  return {
    perMinute,
    async take(key) {
      try {
        const counted = await own.consume(key);
        if (counted.consumedPoints % part === 0) void tellOthers(key);
        return standing(true, counted);
      } catch (refused) {
        return standing(false, refused as RateLimiterRes);
      }
    },
    async look(key) {
      const counted = await own.get(key);
      return counted ? standing(counted.consumedPoints < perMinute, counted) : unused(perMinute);
    },
  };
}

const unused = (left: number): Counted => ({ allowed: true, left, resetSeconds: windowSeconds });
const unlimited: Rate = {
  perMinute: 0,
  take: async () => unused(Number.POSITIVE_INFINITY),
  look: async () => unused(Number.POSITIVE_INFINITY),
};
