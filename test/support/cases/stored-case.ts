// Builders of rows: a case, its Link, its account and its transfer, as the code leaves them.
import { randomUUID } from 'node:crypto';
import { upsertAccount } from '../../../db/bank/accounts.ts';
import { insertItem } from '../../../db/bank/items.ts';
import { insertApplicant } from '../../../db/case/applicants.ts';
import { insertOnboarding } from '../../../db/case/onboardings.ts';
import { newId } from '../../../db/ids.ts';
import { insertLinkSession, type LinkSession } from '../../../db/link/link-sessions.ts';
import { type Pool, transaction } from '../../../db/pool.ts';
import { ensureTenant } from '../../../db/tenants.ts';
import { answerAuthorization, authorizationKey, storeAuthorizationKey } from '../../../db/transfers/authorizations.ts';
import { insertTransfer } from '../../../db/transfers/transfers.ts';
import { createVault, type Vault } from '../../../db/vault.ts';
import type { LinkSettings } from '../../../domain/bank/link-settings.ts';
import type { AchFunding, Applicant, Funding, PaymentFunding } from '../../../domain/case/onboarding.ts';
import { defaultPolicy, type Policy } from '../../../domain/case/policy.ts';
import type { DataProduct } from '../../../domain/data/data-product.ts';
import type { IdentityJudgement } from '../../../domain/owner/identity.ts';
import { Secret } from '../../../domain/secret.ts';

export const testVaultKeys = `test-1:${Buffer.alloc(32, 7).toString('base64')}`;
export const testVault: Vault = createVault(testVaultKeys);

export const aFunding: AchFunding = {
  rail: 'ach',
  direction: 'debit',
  amountCents: 2500,
  currency: 'USD',
  network: 'ach',
  achClass: 'ppd',
  description: 'First',
};

export const anApplicant: Applicant = {
  legalName: 'Ada Byron',
  email: 'ada@example.com',
  phone: '+14155550100',
  address: { street: '1 Main St', city: 'Springfield', region: 'IL', postalCode: '62701', country: 'US' },
};

export type CaseChange = {
  tenantId?: string;
  userId?: string;
  funding?: Partial<AchFunding> | PaymentFunding;
  policy?: Partial<Policy>;
  products?: DataProduct[];
  applicant?: Applicant;
  linkSettings?: LinkSettings;
};

const fundingOf = (change: CaseChange['funding'] = {}): Funding =>
  change.rail === 'payment-initiation' ? change : { ...aFunding, ...change };

/** A judgement that the applicant owns the account. */
export const aMatch: IdentityJudgement = {
  decision: 'match',
  reason: null,
  fields: [{ field: 'legal_name', score: 90, threshold: 70, verdict: 'match' }],
  flags: [],
  source: 'plaid_match',
  policyVersion: 2,
};

/** Stores a case that was just created. */
export async function storedCase(pool: Pool, change: CaseChange = {}): Promise<string> {
  const id = newId('onb');
  const tenantId = change.tenantId ?? 'ten_test';
  await transaction(pool, async (tx) => {
    await ensureTenant(tx, { id: tenantId, name: tenantId });
    const dataKeyId = await testVault.newDataKey(tx, tenantId);
    await insertOnboarding(tx, {
      id,
      tenantId,
      userId: change.userId ?? 'user-1',
      funding: fundingOf(change.funding),
      products: change.products ?? [],
      policy: { ...defaultPolicy, ...change.policy },
      linkSettings: change.linkSettings ?? {},
    });
    await insertApplicant(tx, testVault, {
      ...{ tenantId, onboardingId: id, dataKeyId },
      applicant: change.applicant ?? anApplicant,
    });
  });
  return id;
}

/** Stores an offered Link token. */
export async function storedLink(
  pool: Pool,
  onboardingId: string,
  change: Partial<LinkSession> = {},
): Promise<LinkSession> {
  const session: LinkSession = {
    id: newId('lnk'),
    mode: 'new',
    offer: null,
    token: new Secret(`link-test-${randomUUID()}`),
    url: 'https://hosted.example/link',
    expiresAt: new Date(Date.now() + 4 * 3_600_000),
    ...change,
  };
  await transaction(pool, (tx) => insertLinkSession(tx, testVault, { ...session, onboardingId }));
  return session;
}

/** Stores an Item with an account, from a Link of its own. */
export async function storedAccount(
  pool: Pool,
  onboardingId: string,
): Promise<{ itemId: string; accountId: string; session: string }> {
  const link = await storedLink(pool, onboardingId);
  const itemId = `item-${randomUUID()}`;
  const accountId = `account-${randomUUID()}`;
  await transaction(pool, async (tx) => {
    await insertItem(tx, testVault, {
      itemId,
      onboardingId,
      session: link.id,
      institution: 'First Platypus Bank',
      accessToken: new Secret(`access-test-${randomUUID()}`),
    });
    await upsertAccount(tx, testVault, {
      accountId,
      itemId,
      onboardingId,
      mask: '0000',
      subtype: 'checking',
      verificationStatus: null,
      persistentAccountId: null,
      numbers: { account: new Secret('1111222233330000'), routing: new Secret('011401533'), tokenized: false },
    });
  });
  return { itemId, accountId, session: link.id };
}

/** Stores a pending transfer with everything before it. */
export async function storedTransfer(
  pool: Pool,
  onboardingId: string,
  transferId = `transfer-${randomUUID()}`,
  transferNumber = 1,
): Promise<string> {
  const { accountId } = await storedAccount(pool, onboardingId);
  const key = authorizationKey(onboardingId, transferNumber);
  const authorizationId = `authorization-${randomUUID()}`;
  await transaction(pool, async (tx) => {
    await storeAuthorizationKey(tx, { key, onboardingId, accountId, transferNumber, network: 'ach' });
    await answerAuthorization(tx, { key, authorizationId, decision: 'approved', rationale: null });
    await insertTransfer(tx, {
      ...{ transferId, onboardingId, transferNumber, reinitiations: 0 },
      authorizationId,
      network: 'ach',
      status: 'pending',
      amountCents: 2500,
      windows: { standard: null, unauthorized: null },
      failure: null,
      createdAt: new Date('2026-03-02T15:00:00Z'),
    });
  });
  return transferId;
}
