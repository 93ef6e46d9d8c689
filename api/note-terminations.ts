// Looks for cases that somebody has terminated in Temporal. Such a workflow can record nothing itself.
import { endTerminated } from '../cases/end-terminated.ts';
import { forTenantOf } from '../db/case/tenant-of.ts';
import type { CaseClient } from '../temporal/case-client.ts';
import { terminationLookBackDays } from '../temporal/terminations.ts';
import type { Deps } from './context.ts';

const lookEveryMs = 60_000;
const lookBackMs = terminationLookBackDays * 86_400_000;
/** Temporal lists a termination a moment later. */
const overlapMs = 10 * 60_000;

/** Returns the work of one turn of the relay. After a failure, a later turn looks at the same time again. */
export function noteTerminations(
  { db, log }: Pick<Deps, 'db' | 'log'>,
  now = () => Date.now(),
): (cases: CaseClient) => Promise<void> {
  let lookedAt: number | null = null;
  const known = new Set<string>();

  return async (cases) => {
    const at = now();
    if (lookedAt !== null && at - lookedAt < lookEveryMs) return;
    const since = lookedAt === null ? at - lookBackMs : lookedAt - overlapMs;
    for (const found of await cases.terminatedSince(new Date(since))) {
      if (known.has(found.runId)) continue;
      const about = { ...found, ...(await cases.aboutTermination(found)) };
      if (await forTenantOf(db, 'case', found.onboardingId, () => endTerminated(db, about)))
        log.error({ onboarding_id: found.onboardingId }, 'a case was terminated in Temporal');
      known.add(found.runId);
    }
    lookedAt = at;
  };
}
