// A case that is about to move money, and the activities that move it.

import { createActivities, type Gateways } from '../../activities/index.ts';
import type { Pool } from '../../db/pool.ts';
import { moveStage } from '../../db/stages.ts';
import { Failure } from '../../domain/failure.ts';
import { type CaseChange, storedAccount, storedCase, testVault } from './stored-case.ts';
import type { StrictPlaid } from './strict-plaid.ts';

export function activitiesOn(pool: Pool, plaid: StrictPlaid, change: Partial<Gateways> = {}) {
  return createActivities({
    pool,
    vault: testVault,
    plaid: plaid.gateway,
    cases: { transferMoved: async () => {} },
    webhookUrl: 'https://gangway.example/plaid/webhooks',
    feedSeconds: 60,
    ...change,
  });
}

/** At step 3, with its account proven and matched. */
export async function storedPayment(
  pool: Pool,
  change: CaseChange = {},
): Promise<{ onboardingId: string; step: number }> {
  const onboardingId = await storedCase(pool, change);
  await storedAccount(pool, onboardingId);
  await moveStage(pool, { onboardingId, step: 2, stage: 'authorizing' });
  return { onboardingId, step: 3 };
}

/** As Temporal does it: the same call again after every failure that another try may heal. */
export async function untilDone<T>(run: () => Promise<T>, failed: unknown[] = []): Promise<T> {
  for (let tries = 0; tries < 5; tries++) {
    try {
      return await run();
    } catch (error) {
      failed.push(error);
      if (error instanceof Failure && error.kind === 'needs-user') throw error;
    }
  }
  throw new AggregateError(failed, 'five tries failed');
}
