// Signals cases about their micro-deposits, from both feeds.

import {
  microDepositsOf,
  type UnsignalledMicroDeposits,
  unsignalledMicroDeposits,
} from '../../db/bank/micro-deposits.ts';
import { markSignalled } from '../../db/feeds/feeds.ts';
import { foldMicroDeposits } from '../../domain/bank/micro-deposits.ts';
import { feeds } from '../../domain/feed.ts';
import type { Deps } from '../deps.ts';
import type { Signal } from './signal-cases.ts';

export async function microDepositSignals({ db, cases }: Deps): Promise<Signal[]> {
  const unsignalled = await unsignalledMicroDeposits(db);
  return unsignalled.map((one) => ({ onboardingId: one.onboardingId, send: () => signal(one) }));

  async function signal({ onboardingId, accountId, events }: UnsignalledMicroDeposits): Promise<boolean> {
    const all = await microDepositsOf(db, accountId);
    const [now, before] = [all, all.filter(({ signalled }) => signalled)].map(foldMicroDeposits);
    // Temporal bills every signal, so the case receives only a state that it does not know.
    const changed = now && JSON.stringify(now) !== JSON.stringify(before) ? now : null;
    const eventIds = events.map(({ feed, eventId }) => `${feed}/${eventId}`);
    const signalled =
      changed !== null &&
      (await cases.microDepositsMoved({ onboardingId, accountId, ...changed, eventIds })) === 'signalled';
    for (const feed of feeds) {
      const ids = events.filter((event) => event.feed === feed).map(({ eventId }) => eventId);
      if (ids.length > 0) await markSignalled(db, feed, ids);
    }
    return signalled;
  }
}
