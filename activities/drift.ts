import { reconcile } from '../cases/reconcile.ts';
import { recordDriftCounts } from '../db/drift/counts.ts';
import { acrossTenants } from '../db/reach.ts';
import { countDrift, driftWords } from '../domain/drift.ts';
import type { Deps } from './deps.ts';
import type { DriftActivities } from './types.ts';

export function driftActivities(deps: Deps): DriftActivities {
  return {
    reconcile: (place) =>
      acrossTenants(async () => {
        const { found, next } = await reconcile({ ...deps, repair: true, restoredTo: null }, place);
        for (const { kind, onboardingId, repaired, detail } of found) {
          const about = { onboarding_id: onboardingId, drift: kind, repaired: repaired ? 'yes' : 'no', ...detail };
          deps.alert(about, `drift: ${driftWords[kind]}`);
        }
        return { counts: countDrift(found), next };
      }),

    async recordDrift({ counts, failed }) {
      for (const part of failed) deps.alert({ part }, 'a part of the reconciliation could not be finished');
      await acrossTenants(() => recordDriftCounts(deps.db, counts));
    },
  };
}
