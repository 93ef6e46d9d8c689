import { isTemporalAway } from '../domain/failure.ts';
import type { CaseClient } from './case-client.ts';

const spareMs = 6_000;

export type FailFast = {
  cases: CaseClient;
  /** Returns whether a call would fail at once. */
  temporalIsAway: () => boolean;
};

/**
 * Returns the calls of `cases` for one turn of the relay. After one call has waited in vain for its three seconds,
 * all calls of the next six seconds fail at once with its error. So the relay spends most of an outage on work that
 * needs no Temporal.
 */
export function failFast(cases: CaseClient): FailFast {
  let inVain: unknown;
  let until = 0;
  const temporalIsAway = () => Date.now() < until;
  const calls = Object.entries(cases).map(([name, call]) => [
    name,
    async (...args: unknown[]) => {
      if (temporalIsAway()) throw inVain;
      try {
        return await (call as (...args: unknown[]) => Promise<unknown>)(...args);
      } catch (error) {
        if (isTemporalAway(error)) {
          inVain = error;
          until = Date.now() + spareMs;
        }
        throw error;
      }
    },
  ]);
  return { cases: Object.fromEntries(calls) as CaseClient, temporalIsAway };
}
