// Signals the cases that a feed has new events for: several cases at once, the signals of one case in their order, and
// no more than fit into one activity, which has 45 seconds (workflows/activities.ts). Each signal marks its events as
// it ends, so the next activity goes on where this one stopped.
import { isTemporalAway } from '../../domain/failure.ts';

export type Signal = {
  onboardingId: string;
  /** Signals the case and marks the events. Returns whether the case needed the signal. */
  send: () => Promise<boolean>;
};
/** Signals in the order of their events. `more`: there are others. */
export type SignalsFound = { signals: Signal[]; more: boolean };

/** The development server takes 320 signal-with-starts a second from all callers, and 16 on a very busy machine. */
const signalsAtOnce = 10;
/** The first signals begin whatever the time, because a slow Plaid may have taken forty seconds (pages.ts). */
const beginSignalsForMs = 20_000;

/** `began`: when the activity did. `more`: events are left for the next activity. */
export async function signalCases(found: SignalsFound, began: number): Promise<{ signalled: number; more: boolean }> {
  const ofCases = new Map<string, Signal[]>();
  for (const one of found.signals) ofCases.set(one.onboardingId, [...(ofCases.get(one.onboardingId) ?? []), one]);
  const cases = [...ofCases.values()];
  let next = 0;
  let signalled = 0;
  const failed: unknown[] = [];

  async function signalOne(ofCase: Signal[]): Promise<void> {
    try {
      for (const { send } of ofCase) if (await send()) signalled += 1;
    } catch (error) {
      failed.push(error);
    }
  }
  const isTime = () => next < signalsAtOnce || performance.now() - began < beginSignalsForMs;
  async function signalOn(): Promise<void> {
    // While Temporal is away, each signal would wait in vain for seconds.
    while (next < cases.length && isTime() && !failed.some(isTemporalAway)) await signalOne(cases[next++] ?? []);
  }
  await Promise.all(Array.from({ length: signalsAtOnce }, signalOn));

  // A case that cannot be signalled must not hold up the others. The retry comes back to that case alone.
  if (failed.length > 0) throw failed[0];
  return { signalled, more: found.more || next < cases.length };
}
