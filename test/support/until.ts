// Tests wait for a fact, for as long as it takes.
import { until as asks } from '../../dev/until.ts';

/**
 * Ends a wait for a fact that will never come, so that the test can say in its own words which. It serves for nothing
 * else, because on a busy machine correct code may take many times as long as on a quiet one. Mocha ends every other
 * hang (.mocharc.json), later than this.
 */
export const hangSeconds = 120;

/** Returns true once `check` does; false after `hangSeconds`. */
export const until = (check: () => Promise<boolean>, options: { everyMs?: number } = {}): Promise<boolean> =>
  asks(check, { seconds: hangSeconds, ...options });
