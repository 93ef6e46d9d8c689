// The activities on a real database and a strict Plaid, and builders of their cases.

import type { Deps } from '../../../activities/deps.ts';
import { createActivities } from '../../../activities/index.ts';
import { endCase } from '../../../cases/end-case.ts';
import { insertIdentityCheck } from '../../../db/bank/identity-checks.ts';
import { copyApplicant } from '../../../db/case/applicants.ts';
import { type CaseRecord, insertOnboarding, loadCase } from '../../../db/case/onboardings.ts';
import { moveStage } from '../../../db/case/stages.ts';
import { newId } from '../../../db/ids.ts';
import { finishLink } from '../../../db/link/link-results.ts';
import { type Pool, transaction } from '../../../db/pool.ts';
import type { ShownAccount } from '../../../domain/bank/duplicates.ts';
import { Failure } from '../../../domain/failure.ts';
import type { Secret } from '../../../domain/secret.ts';
import { poolAs } from '../database/pool-as.ts';
import type { StrictPlaid } from '../plaid/strict-plaid.ts';
import { aMatch, type CaseChange, storedAccount, storedCase, storedLink, testVault } from './stored-case.ts';

/** A Temporal that has no workflow, and takes every message. */
export const deafCases: Deps['cases'] = {
  transferMoved: async () => {},
  microDepositsMoved: async () => 'signalled',
  wakeFeed: async () => {},
  runsOf: async () => new Map(),
  currentRun: async () => null,
  runningCases: async () => ({ onboardingIds: [], next: null }),
  aboutTermination: async () => ({ who: null, runsAgain: false }),
  paymentMoved: async () => 'over',
  start: async () => {},
  startInPlace: async () => {},
  followInPlace: async () => {},
  stop: async () => {},
};

/** Cases and feeds receive everything and do nothing, unless the test brings functions for them. */
export function activitiesOn(
  pool: Pool,
  plaid: StrictPlaid,
  { cases, ...change }: Partial<Omit<Deps, 'cases'>> & { cases?: Partial<Deps['cases']> } = {},
) {
  return createActivities({
    db: poolAs(pool, 'gangway_worker'),
    vault: testVault,
    plaid: plaid.gateway,
    cases: { ...deafCases, ...cases },
    alert: () => {},
    webhookUrl: 'https://gangway.example/plaid/webhooks',
    feedSeconds: 60,
    transactionsSeconds: 86_400,
    ...change,
  });
}

/** Stores a case whose applicant has finished Link. */
export async function storedLinkedCase(
  pool: Pool,
  plaid: StrictPlaid,
  publicToken = plaid.publicToken(),
  change: CaseChange = {},
  shown?: ShownAccount,
): Promise<{ onboardingId: string; step: number }> {
  const onboardingId = await storedCase(pool, change);
  await finishNewLink(pool, onboardingId, publicToken, shown);
  return { onboardingId, step: 1 };
}

export async function finishNewLink(
  pool: Pool,
  onboardingId: string,
  publicToken: Secret,
  shown?: ShownAccount,
): Promise<{ linkToken: string }> {
  const { id, token } = await storedLink(pool, onboardingId);
  await transaction(pool, (tx) => finishLink(tx, testVault, { sessionId: id, publicToken, shown }));
  return { linkToken: token.reveal() };
}

/** Stores a case at step 3, with its account verified and matched. */
export async function storedPayment(
  pool: Pool,
  change: CaseChange = {},
): Promise<{ onboardingId: string; step: number }> {
  const onboardingId = await storedCase(pool, change);
  await storedMatchedAccount(pool, onboardingId);
  await moveStage(pool, { onboardingId, step: 2, stage: 'authorizing' });
  return { onboardingId, step: 3 };
}

/** Stores a transfer on a linked account, before its first step. */
export async function storedOnAccount(
  pool: Pool,
  change: CaseChange = {},
): Promise<{ onboardingId: string; step: number }> {
  const linker = await storedCase(pool, change);
  const { accountId } = await storedMatchedAccount(pool, linker);
  const id = newId('trf');
  await transaction(pool, async (tx) => {
    await endCase(tx, { onboardingId: linker, step: 3, outcome: 'verified', reason: null });
    const { tenantId, userId, funding, policy } = (await loadCase(tx, linker)) as CaseRecord;
    const terms = { funding, policy: { ...policy, linkAgain: 0 }, products: [] };
    await insertOnboarding(tx, { id, tenantId, userId, ...terms, accountId });
    await copyApplicant(tx, testVault, { from: linker, to: id });
  });
  return { onboardingId: id, step: 1 };
}

/** Stores an account that has a judgement about its owner. */
export async function storedMatchedAccount(pool: Pool, onboardingId: string): Promise<{ accountId: string }> {
  const { accountId } = await storedAccount(pool, onboardingId);
  await insertIdentityCheck(pool, { ...aMatch, onboardingId, accountId });
  return { accountId };
}

/** Repeats the call after every failure that a retry may heal, as Temporal does. */
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
