import { endCase } from '../../cases/end-case.ts';
import { addCaseAudit } from '../../db/audit/entries.ts';
import { noteCancellation } from '../../db/case/timeline.ts';
import { transaction } from '../../db/pool.ts';
import { unusedApproval } from '../../db/transfers/authorizations.ts';
import { cancellerOf } from '../../domain/case/payloads.ts';
import type { Deps } from '../deps.ts';
import { authorizations } from '../transfers/authorizations.ts';
import type { PeopleActivities } from '../types.ts';

export function closeCase({ db, vault, plaid }: Pick<Deps, 'db' | 'vault' | 'plaid'>): PeopleActivities['closeCase'] {
  return async ({ onboardingId, step, outcome, reason }) => {
    const ending = await transaction(db, async (tx) => {
      // A cancellation over HTTP is already on record. This is the only place that records one from Temporal.
      const by = reason && cancellerOf(reason);
      if (by && (await noteCancellation(tx, onboardingId, by)) && by === 'operator')
        await addCaseAudit(tx, onboardingId, { actor: 'temporal', action: 'onboardings.cancel', outcome: 'accepted' });
      return endCase(tx, { onboardingId, step, outcome, reason });
    });
    const unused = await unusedApproval(db, onboardingId);
    if (unused) await authorizations({ db, vault, plaid }).letGo(unused);
    return ending;
  };
}
