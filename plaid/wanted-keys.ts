// Key ids that wait for a look-up, and their order. Look-ups are few and a stranger can name any number of ids, so
// first come, first served would give all of them to a flood: 150 made-up ids a second kept a real key out for three
// minutes (measured).

export type Wanted = {
  /** Records that a delivery named this id. */
  note(kid: string, from: string | null): void;
  /** Returns the id to look up now, which then no longer waits. Null while the look-ups are used up. */
  next(): string | null;
  /** Records that this address sent a genuine delivery. True if that is the first one. */
  trust(from: string): boolean;
};

/**
 * Beyond this number the older half is forgotten at once. At 150 ids a second that takes one to two minutes: by then
 * Plaid has repeated its first delivery, and so named its id twice. Not one by one, because a Map that loses its first
 * entry again and again finds the next one ever more slowly.
 */
const mostWanted = 20_000;
/** Plaid has four addresses; a proxy in front of us may have some more. */
const mostTrusted = 100;

type Entry = { from: string; named: number };

/**
 * A minute has at most `lookupsPerMinute`, of which half may come at once. First come addresses that have sent a
 * genuine delivery; then the address that has waited longest for its turn; and among the ids of one address the id that
 * most deliveries have named, because Plaid repeats its id.
 */
export function createWanted({ lookupsPerMinute, now }: { lookupsPerMinute: number; now: () => Date }): Wanted {
  const most = lookupsPerMinute / 2;
  const perMs = most / 60_000;
  let older = new Map<string, Entry>();
  let wanted = new Map<string, Entry>();
  const trusted = new Set<string>();
  const served = new Map<string, number>();
  let left = most;
  let counted = now().getTime();
  let turns = 0;

  function mayLookUp(): boolean {
    const at = now().getTime();
    if (at > counted) left = Math.min(most, left + (at - counted) * perMs);
    counted = at;
    return left >= 1;
  }

  const rank = ({ from, named }: Entry) => [trusted.has(from) ? 0 : 1, served.get(from) ?? 0, -named];

  return {
    note(kid, from) {
      const entry = wanted.get(kid) ?? older.get(kid);
      wanted.set(kid, { from: entry?.from ?? from ?? '', named: (entry?.named ?? 0) + 1 });
      older.delete(kid);
      if (wanted.size >= mostWanted / 2) [older, wanted] = [wanted, new Map()];
    },
    next() {
      if (!mayLookUp()) return null;
      let best: { kid: string; from: string; rank: number[] } | null = null;
      for (const [kid, entry] of [...older, ...wanted]) {
        const ranked = rank(entry);
        if (!best || isBefore(ranked, best.rank)) best = { kid, from: entry.from, rank: ranked };
      }
      if (!best) return null;
      left -= 1;
      for (const some of [older, wanted]) some.delete(best.kid);
      served.delete(best.from);
      served.set(best.from, ++turns);
      if (served.size > mostWanted) forgetOldest(served);
      return best.kid;
    },
    trust(from) {
      if (trusted.has(from)) return false;
      trusted.add(from);
      if (trusted.size > mostTrusted) forgetOldest(trusted);
      return true;
    },
  };
}

function isBefore(a: number[], b: number[]): boolean {
  const differs = a.findIndex((value, at) => value !== b[at]);
  return differs >= 0 && (a[differs] ?? 0) < (b[differs] ?? 0);
}

function forgetOldest<T>(some: Map<T, unknown> | Set<T>): void {
  for (const one of some.keys()) {
    some.delete(one);
    return;
  }
}
