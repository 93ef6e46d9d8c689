// The activities on a database and a strict Plaid, and the cases they are for.

import type { CaseTeller } from '../../activities/case-teller.ts';
import type { Gateways } from '../../activities/gateways.ts';
import { createActivities } from '../../activities/index.ts';
import { insertIdentityCheck } from '../../db/identity-checks.ts';
import { finishLink } from '../../db/link-sessions.ts';
import { type Pool, transaction } from '../../db/pool.ts';
import { moveStage } from '../../db/stages.ts';
import type { ShownAccount } from '../../domain/duplicates.ts';
import { Failure } from '../../domain/failure.ts';
import type { Secret } from '../../domain/secret.ts';
import { aMatch, type CaseChange, storedAccount, storedCase, storedLink, testVault } from './stored-case.ts';
import type { StrictPlaid } from './strict-plaid.ts';

/** Cases and feeds hear everything and do nothing, unless the test brings them something to do. */
export function activitiesOn(
  pool: Pool,
  plaid: StrictPlaid,
  { cases, ...change }: Partial<Omit<Gateways, 'cases'>> & { cases?: Partial<CaseTeller> } = {},
) {
  return createActivities({
    pool,
    vault: testVault,
    plaid: plaid.gateway,
    cases: { transferMoved: async () => {}, microDepositsMoved: async () => true, wakeFeed: async () => {}, ...cases },
    alert: () => {},
    webhookUrl: 'https://gangway.example/plaid/webhooks',
    feedSeconds: 60,
    transactionsSeconds: 86_400,
    ...change,
  });
}

/** A case whose person has finished Link. */
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

/** At step 3, with its account proven and matched. */
export async function storedPayment(
  pool: Pool,
  change: CaseChange = {},
): Promise<{ onboardingId: string; step: number }> {
  const onboardingId = await storedCase(pool, change);
  await storedMatchedAccount(pool, onboardingId);
  await moveStage(pool, { onboardingId, step: 2, stage: 'authorizing' });
  return { onboardingId, step: 3 };
}

/** An account whose owner has been judged. */
export async function storedMatchedAccount(pool: Pool, onboardingId: string): Promise<{ accountId: string }> {
  const { accountId } = await storedAccount(pool, onboardingId);
  await insertIdentityCheck(pool, { ...aMatch, onboardingId, accountId });
  return { accountId };
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
