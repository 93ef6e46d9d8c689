import type { LookupAddress } from 'node:dns';
import { Resolver } from 'node:dns/promises';

export type Resolve = (hostname: string) => Promise<LookupAddress[]>;

/**
 * Asks only the DNS, because the hosts file and search domains name hosts inside our network. It does not use the
 * system's resolver, because Node asks that one for four names at a time: a few slow names would hold up all others.
 */
export function createResolve({
  servers,
  timeoutMs = 1_000,
}: {
  servers?: string[];
  timeoutMs?: number;
} = {}): Resolve {
  const resolver = new Resolver({ timeout: timeoutMs, tries: 2 });
  if (servers) resolver.setServers(servers);
  return async (hostname) => {
    const [v4, v6] = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
    // One of the two answers is enough, because a name may have addresses of one family only.
    if (v4.status === 'rejected' && v6.status === 'rejected') throw v4.reason;
    return [...addresses(v4, 4), ...addresses(v6, 6)];
  };
}

const addresses = (answer: PromiseSettledResult<string[]>, family: 4 | 6): LookupAddress[] =>
  answer.status === 'fulfilled' ? answer.value.map((address) => ({ address, family })) : [];
