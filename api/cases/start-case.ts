// Brings a recorded case to life: its first Link token, or the page on which the person is verified; then its workflow. Each part is skipped where an earlier try
// has done it, so that a request that died half-way is carried on by its retry or by the relay.
import { setTimeout as sleep } from 'node:timers/promises';
import { upsertVerification, verificationOfCase } from '../../db/identity-verifications.ts';
import { newId } from '../../db/ids.ts';
import { insertLinkSession, type LinkSession } from '../../db/link-sessions.ts';
import { newestLink } from '../../db/link-tells.ts';
import { type CaseRecord, loadCase, markWorkflowStarted } from '../../db/onboardings.ts';
import { type Db, transaction } from '../../db/pool.ts';
import { moveStage } from '../../db/stages.ts';
import { daysAfter } from '../../domain/days.ts';
import type { LinkOffer } from '../../domain/link.ts';
import { type Rail, waits } from '../../domain/onboarding.ts';
import type { LinkPurpose } from '../../plaid/gateway.ts';
import type { Deps } from '../context.ts';

type StartDeps = Pick<Deps, 'db' | 'vault' | 'plaid' | 'cases' | 'webhookUrl'>;

export async function startCase(deps: StartDeps, onboardingId: string): Promise<void> {
  const { db, cases } = deps;
  const record = await loadCase(db, onboardingId);
  if (!record) throw new TypeError('a case that was just recorded is gone');
  if (record.workflowStartedAt) return;
  const { tenantId, userId, policy } = record;
  const linkTokenExpiresAt = policy.identityVerification
    ? await offerVerification(deps, record, policy.identityVerification.templateId)
    : await firstLinks[record.funding.rail](deps, record);
  await cases.start({ onboardingId, tenantId, userId, policy, linkTokenExpiresAt }, record.funding);
  await markWorkflowStarted(db, onboardingId);
}

/** When the first Link token dies (ISO 8601). Null where the process makes it: a payment comes before its Link. */
const firstLinks: Record<Rail, (deps: StartDeps, record: CaseRecord) => Promise<string | null>> = {
  ach: offerFirstLink,
  'payment-initiation': async () => null,
};

/**
 * Waits a moment for what the person is to do first, so that it is in the answer to the request that created their case.
 * Where no worker is there in time, the case says `wait`.
 */
export async function firstOffer(db: Db, onboardingId: string, withinMs = 5_000): Promise<void> {
  const late = Date.now() + withinMs;
  while ((await loadCase(db, onboardingId))?.stage === 'starting' && Date.now() < late) await sleep(50);
}

async function offerFirstLink(deps: StartDeps, record: CaseRecord): Promise<string> {
  const waitingUntil = daysAfter(record.createdAt, record.policy.linkWithin);
  const link =
    (await newestLink(deps.db, record.id)) ??
    (await offerLink(deps, record, { mode: 'new' }, null, async (tx) => {
      const wait = { waitingFor: waits.link, waitingUntil };
      await moveStage(tx, { onboardingId: record.id, step: 0, stage: 'awaiting_link', ...wait });
    }));
  return link.expiresAt.toISOString();
}

/** The person is verified first; their Link token is made once they are. */
async function offerVerification({ db, vault, plaid }: StartDeps, record: CaseRecord, templateId: string) {
  const { id: onboardingId, createdAt, policy } = record;
  if (await verificationOfCase(db, vault, onboardingId)) return null;
  const attempt = await plaid.createIdentityVerification({ templateId, clientUserId: onboardingId });
  await transaction(db, async (tx) => {
    await upsertVerification(tx, vault, { ...attempt, onboardingId });
    const wait = { waitingFor: waits.identityVerification, waitingUntil: daysAfter(createdAt, policy.linkWithin) };
    await moveStage(tx, { onboardingId, step: 0, stage: 'awaiting_identity_verification', ...wait });
  });
  return null;
}

/** Asks Plaid for a Link token and records it, with what `also` records in the same transaction. */
export async function offerLink(
  { db, vault, plaid, webhookUrl }: StartDeps,
  record: CaseRecord,
  purpose: LinkPurpose,
  offer: LinkOffer | null,
  also: (tx: Db, session: string) => Promise<void>,
): Promise<LinkSession> {
  const { token, hostedUrl, expiresAt } = await plaid.createLinkToken({
    purpose,
    products: record.products,
    clientUserId: record.id,
    webhookUrl,
    redirectUri: record.redirectUri,
  });
  const session: LinkSession = { id: newId('lnk'), mode: purpose.mode, offer, token, url: hostedUrl, expiresAt };
  await transaction(db, async (tx) => {
    await insertLinkSession(tx, vault, { ...session, onboardingId: record.id });
    await also(tx, session.id);
  });
  return session;
}
