// A case with everything that the vault seals.
import { randomBytes } from 'node:crypto';
import { upsertAccount } from '../../../db/bank/accounts.ts';
import { insertItem } from '../../../db/bank/items.ts';
import { recordPlaidUser, sealPayerToken } from '../../../db/case/applicants.ts';
import { upsertVerification } from '../../../db/case/identity-verifications.ts';
import { insertReview } from '../../../db/case/reviews.ts';
import { keepPage } from '../../../db/data/bank-transactions.ts';
import { recordReportAsked, recordReportReady, wantReport } from '../../../db/data/reports.ts';
import { bindKey, claimKey, completeKey } from '../../../db/idempotency-keys.ts';
import { newId } from '../../../db/ids.ts';
import { insertWebhooks } from '../../../db/inbox/webhooks.ts';
import { finishLink } from '../../../db/link/link-results.ts';
import { addSecret, insertEndpoint } from '../../../db/notify/notification-endpoints.ts';
import { addNotification } from '../../../db/notify/notifications.ts';
import { recordedRecipient } from '../../../db/payments/recipients.ts';
import { type Pool, transaction } from '../../../db/pool.ts';
import { insertAuthorizationProof } from '../../../db/transfers/authorization-proofs.ts';
import { recordConsent } from '../../../db/transfers/consents.ts';
import { Secret } from '../../../domain/secret.ts';
import { aTransaction } from '../plaid/strict-transactions.ts';
import { storedCase, storedLink, storedTransfer, testVault } from './stored-case.ts';
import { storedTransactions } from './stored-transactions.ts';

export const secrets = {
  name: 'Canary Name-5512',
  email: 'canary-5512@example.com',
  phone: '+15125550199',
  street: '5512 Canary Street',
  linkToken: 'link-canary-5512',
  url: 'https://hosted.example/canary-5512',
  publicToken: 'public-canary-5512',
  verification: 'https://verify.example/canary-5512',
  accessToken: 'access-canary-5512',
  account: '5512000011112222',
  routing: '551255125',
  note: 'canary note 5512',
  webhookBody: '{"canary":"webhook 5512"}',
  reportToken: 'assets-canary-5512',
  report: '{"canary":"report 5512"}',
  payee: 'Canary Payee 5512',
  response: '{"canary":"response 5512"}',
  recipient: 'Canary Wallet 5512',
  payerToken: 'user-canary-5512',
  consent: 'canary consent 5512',
  iban: 'GB33BUKB20201555125512',
};

/** Stores a case with all personal data of an applicant, and data of others. `tag` ends Plaid's ids. */
export async function storeEverything(pool: Pool, { tenantId = 'ten_test', userId = 'user-1', tag = 'seen' } = {}) {
  const address = { street: secrets.street, city: 'X', region: null, postalCode: '1', country: 'US' };
  const onboardingId = await storedCase(pool, {
    tenantId,
    userId,
    applicant: { legalName: secrets.name, email: secrets.email, phone: secrets.phone, address },
  });
  const bank = await storeBank(pool, onboardingId, tag);
  const data = await storeData(pool, onboardingId, bank.itemId, tag);
  const key = { tenantId, key: `key-${tag}` };
  const requestHash = randomBytes(32);
  await claimKey(pool, testVault, { ...key, requestHash, leaseSeconds: 30 });
  await bindKey(pool, { ...key, onboardingId });
  await completeKey(pool, testVault, { ...key, onboardingId, status: 201, body: secrets.response });
  await addNotification(pool, { onboardingId, type: 'onboarding.action_required', action: 'repair_link' });
  return {
    tenantId,
    onboardingId,
    key: key.key,
    requestHash,
    ...bank,
    ...data,
    ...(await storeForOthers(pool, onboardingId, tenantId)),
  };
}

async function storeBank(pool: Pool, onboardingId: string, tag: string) {
  const link = await storedLink(pool, onboardingId, {
    token: new Secret(`${secrets.linkToken}-${tag}`),
    url: secrets.url,
  });
  await finishLink(pool, testVault, { sessionId: link.id, publicToken: new Secret(secrets.publicToken) });
  const itemId = `item-${tag}`;
  const accountId = `account-${tag}`;
  const accessToken = new Secret(secrets.accessToken);
  await insertItem(pool, testVault, { itemId, onboardingId, session: link.id, institution: null, accessToken });
  await upsertAccount(pool, testVault, {
    ...{ accountId, itemId, onboardingId, mask: '2222', subtype: null, verificationStatus: null },
    persistentAccountId: `persistent-${tag}`,
    numbers: { account: new Secret(secrets.account), routing: new Secret(secrets.routing), tokenized: false },
  });
  return { itemId, accountId, session: link.id };
}

async function storeData(pool: Pool, onboardingId: string, itemId: string, tag: string) {
  const review = { id: newId('rev'), onboardingId, decision: 'approve', reviewer: 'ops-1', reason: null } as const;
  const asked = { question: `qst_${tag}`, decides: true, signalAfterSeconds: 0 };
  await insertReview(pool, testVault, { ...review, ...asked, key: null, note: secrets.note });
  const verification = { id: `verification-${tag}`, status: 'active', url: secrets.verification };
  await upsertVerification(pool, testVault, { ...verification, onboardingId });
  const userToken = await sealPayerToken(pool, testVault, onboardingId, new Secret(secrets.payerToken));
  await recordPlaidUser(pool, onboardingId, `user-${tag}`, userToken);
  const consent = { text: secrets.consent, givenAt: '2026-03-02T15:00:00Z', until: null };
  await recordConsent(pool, testVault, onboardingId, consent);

  const { details } = aTransaction();
  const counterparties = [{ name: secrets.payee, type: 'merchant' }];
  const paid = { ...details, name: secrets.payee, merchant: secrets.payee, counterparties };
  const bought = aTransaction({ transactionId: `transaction-${tag}`, details: paid });
  const { itemId: read } = await storedTransactions(pool, onboardingId, [bought]);
  await keepPage(pool, testVault, { itemId: read, onboardingId, stored: [bought], removed: [] });

  const report = await wantReport(pool, { onboardingId, kind: 'assets', itemId });
  const token = new Secret(secrets.reportToken);
  await recordReportAsked(pool, testVault, { id: report, onboardingId, plaidId: `report-${tag}`, token });
  await recordReportReady(pool, testVault, { id: report, onboardingId, report: new Secret(secrets.report) });
  return { report, itemOfTransactions: read };
}

/** Stores what other data keys than the applicant's seal. */
async function storeForOthers(pool: Pool, onboardingId: string, tenantId: string) {
  const webhook = { bodyHash: randomBytes(32), signedAt: new Date(), type: 'ITEM', code: 'ERROR', stale: false };
  await insertWebhooks(pool, testVault, [{ ...webhook, body: secrets.webhookBody, plaidId: null }]);
  const endpoint = { id: newId('nep'), tenantId, channel: 'webhook', url: 'https://seen.example/' } as const;
  const signing = await transaction(pool, async (tx) => {
    await insertEndpoint(tx, testVault, { ...endpoint, types: null });
    return addSecret(tx, testVault, endpoint.id, new Date());
  });
  const given = { name: secrets.recipient, numbers: { iban: secrets.iban }, address: null };
  const recipient = await transaction(pool, (tx) => recordedRecipient(tx, testVault, { tenantId, recipient: given }));
  const transferId = await storedTransfer(pool, onboardingId);
  await transaction(pool, (tx) => insertAuthorizationProof(tx, testVault, transferId));
  return { endpoint, signing, recipient: recipient.id, transferId };
}
