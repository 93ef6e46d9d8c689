import { isTemporalAway } from '../cases/cases.ts';

export type WaitOnce = <T>(call: () => Promise<T>) => Promise<T>;

const spareMs = 2_000;

/**
 * For calls to Temporal: once one has waited in vain (three seconds), those of the next two fail at once, as it did. What
 * does not need Temporal then comes to its turn.
 */
export function waitOnce(): WaitOnce {
  let inVain: unknown;
  let until = 0;
  return async (call) => {
    if (Date.now() < until) throw inVain;
    try {
      return await call();
    } catch (error) {
      if (isTemporalAway(error)) {
        inVain = error;
        until = Date.now() + spareMs;
      }
      throw error;
    }
  };
}
