// Tells cases about their micro-deposits, whichever feed has them.
import { markTold } from '../db/feeds.ts';
import { microDepositsOf, type UntoldMicroDeposits, untoldMicroDeposits } from '../db/micro-deposits.ts';
import { feeds } from '../domain/feed.ts';
import { foldMicroDeposits } from '../domain/micro-deposits.ts';
import type { Gateways } from './gateways.ts';

export async function microDepositTellings({ pool, cases }: Gateways): Promise<(() => Promise<boolean>)[]> {
  return (await untoldMicroDeposits(pool)).map((untold) => () => tell(untold));

  async function tell({ onboardingId, accountId, events }: UntoldMicroDeposits): Promise<boolean> {
    const all = await microDepositsOf(pool, accountId);
    const [now, before] = [all, all.filter(({ told }) => told)].map(foldMicroDeposits);
    // Every signal is billed: only what the case does not know already is news.
    const news = now && JSON.stringify(now) !== JSON.stringify(before) ? now : null;
    const eventIds = events.map(({ feed, eventId }) => `${feed}/${eventId}`);
    const told = news !== null && (await cases.microDepositsMoved({ onboardingId, accountId, ...news, eventIds }));
    for (const feed of feeds) {
      const ids = events.filter((event) => event.feed === feed).map(({ eventId }) => eventId);
      if (ids.length > 0) await markTold(pool, feed, ids);
    }
    return told;
  }
}
