// Starts a recorded case: makes its first Link token, or the page on which the applicant is verified; then starts its
// workflow. It skips each part that an earlier try has done, so that a retry or the relay can finish a request that
// died half-way.
import { setTimeout as sleep } from 'node:timers/promises';
import { createLink } from '../../cases/link.ts';
import { assertQuotaLeft } from '../../cases/quota.ts';
import { accountOfCase } from '../../db/bank/accounts.ts';
import { upsertVerification, verificationOfCase } from '../../db/case/identity-verifications.ts';
import { type CaseRecord, loadCase, markWorkflowStarted } from '../../db/case/onboardings.ts';
import { moveStage } from '../../db/case/stages.ts';
import { newestLink } from '../../db/link/link-signals.ts';
import { type Db, transaction } from '../../db/pool.ts';
import type { Rail } from '../../domain/case/onboarding.ts';
import { restingIn, type Stage } from '../../domain/case/stages.ts';
import { cancel } from '../../workflows/messages.ts';
import type { Deps } from '../context.ts';

type StartDeps = Pick<Deps, 'db' | 'vault' | 'plaid' | 'cases' | 'webhookUrl'>;

/** Returns the stage on record. */
export async function startCase(deps: StartDeps, onboardingId: string): Promise<Stage | null> {
  const { db, cases } = deps;
  const record = await loadCase(db, onboardingId);
  if (!record) throw new TypeError('a case that was just recorded is gone');
  if (record.workflowStartedAt || record.stage === 'closed') return record.stage;
  const { tenantId, userId, policy } = record;
  const itemId = record.accountId && (await accountOfCase(db, onboardingId))?.itemId;
  const linkTokenExpiresAt = await firstLinkOf(deps, record);
  const onAccount = itemId ? { itemId } : {};
  await cases.start({ onboardingId, tenantId, userId, policy, linkTokenExpiresAt, ...onAccount }, record.funding);
  // The tenant cancelled while this function called Plaid and Temporal, when there was no workflow to receive it.
  const stage = await markWorkflowStarted(db, onboardingId);
  if (stage === 'closed') await cases.update(onboardingId, cancel, [{ by: 'tenant' }], 'cancel');
  return stage;
}

/** Makes what the applicant needs first. Returns when their Link token expires (ISO 8601); null if they have none. */
async function firstLinkOf(deps: StartDeps, record: CaseRecord): Promise<string | null> {
  const { accountId, policy, funding } = record;
  if (accountId) return null;
  if (policy.identityVerification) {
    return offerIdentityVerification(deps, record, policy.identityVerification.templateId);
  }
  return firstLinks[funding?.rail ?? 'ach'](deps, record);
}

/** For a payment, the workflow makes the Link token, after the payment. */
const firstLinks: Record<Rail, (deps: StartDeps, record: CaseRecord) => Promise<string | null>> = {
  ach: offerFirstLink,
  'payment-initiation': async () => null,
};

/**
 * Waits a moment for the applicant's first Link, so that it is in the answer to the request that created the case. If
 * no worker makes it in time, the answer says `wait`.
 */
export async function firstOffer(db: Db, onboardingId: string, withinMs = 5_000): Promise<void> {
  const late = Date.now() + withinMs;
  while ((await loadCase(db, onboardingId))?.stage === 'starting' && Date.now() < late) await sleep(50);
}

async function offerFirstLink(deps: StartDeps, record: CaseRecord): Promise<string> {
  // The transaction that stores the first Link also moves the case.
  const made = record.stage === 'starting' ? null : await newestLink(deps.db, record.id);
  const link =
    made ??
    (await createLink(deps, record, { purpose: { mode: 'new' }, offer: null }, (tx) => {
      const rest = restingIn('awaiting_link', record.policy, record.createdAt);
      return moveStage(tx, { onboardingId: record.id, step: 0, ...rest });
    }));
  return link.expiresAt.toISOString();
}

/** Starts the applicant's verification. Their Link token is made once they have passed. */
async function offerIdentityVerification({ db, vault, plaid }: StartDeps, record: CaseRecord, templateId: string) {
  const { id: onboardingId, createdAt, policy } = record;
  if (await verificationOfCase(db, vault, onboardingId)) return null;
  await assertQuotaLeft(db, record.tenantId, 'identity_verification');
  const attempt = await plaid.createIdentityVerification({ templateId, clientUserId: onboardingId });
  await transaction(db, async (tx) => {
    await upsertVerification(tx, vault, { ...attempt, onboardingId });
    await moveStage(tx, { onboardingId, step: 0, ...restingIn('awaiting_identity_verification', policy, createdAt) });
  });
  return null;
}
