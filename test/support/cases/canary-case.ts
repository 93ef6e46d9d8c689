// A case with a unique value in every place where Gangway keeps data of a person.
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

export const canaries = {
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
  userToken: 'user-canary-5512',
  consent: 'I allow canary 5512 to debit my account.',
  recipient: 'Canary Wallet 5512',
  iban: 'GB33BUKB20201555125512',
};

/** Stores a case of the tenant `default` with all personal data of an applicant, and with data of others. */
export async function storedCanaries(pool: Pool) {
  const address = { street: canaries.street, city: 'X', region: null, postalCode: '1', country: 'US' };
  const onboardingId = await storedCase(pool, {
    tenantId: 'default',
    userId: 'user-seen',
    applicant: { legalName: canaries.name, email: canaries.email, phone: canaries.phone, address },
  });
  const link = await storedLink(pool, onboardingId, { token: new Secret(canaries.linkToken), url: canaries.url });
  await finishLink(pool, testVault, { sessionId: link.id, publicToken: new Secret(canaries.publicToken) });
  const itemId = 'item-seen';
  const accessToken = new Secret(canaries.accessToken);
  await insertItem(pool, testVault, { itemId, onboardingId, session: link.id, institution: null, accessToken });
  await upsertAccount(pool, testVault, {
    accountId: 'account-seen',
    itemId,
    onboardingId,
    mask: '2222',
    subtype: null,
    verificationStatus: null,
    persistentAccountId: 'persistent-seen',
    numbers: { account: new Secret(canaries.account), routing: new Secret(canaries.routing), tokenized: false },
  });
  const review = { id: newId('rev'), onboardingId, decision: 'approve', reviewer: 'ops-1' } as const;
  const asked = { question: 'qst_seen', signalAfterSeconds: 0 };
  await insertReview(pool, testVault, { ...review, ...asked, note: canaries.note });
  const verification = { id: 'verification-seen', status: 'active', url: canaries.verification };
  await upsertVerification(pool, testVault, { ...verification, onboardingId });
  const webhook = { bodyHash: randomBytes(32), signedAt: new Date(), type: 'ITEM', code: 'ERROR', stale: false };
  await insertWebhooks(pool, testVault, [{ ...webhook, body: canaries.webhookBody, plaidId: null }]);
  const key = { tenantId: 'default', key: 'key-seen' };
  await claimKey(pool, testVault, { ...key, requestHash: randomBytes(32), leaseSeconds: 30 });
  await bindKey(pool, { ...key, onboardingId });
  await completeKey(pool, testVault, { ...key, onboardingId, status: 201, body: canaries.response });

  const userToken = await sealPayerToken(pool, testVault, onboardingId, new Secret(canaries.userToken));
  await recordPlaidUser(pool, onboardingId, 'plaid-user-seen', userToken);
  await recordConsent(pool, testVault, onboardingId, {
    text: canaries.consent,
    givenAt: '2026-01-02T03:04:05Z',
    until: null,
  });

  const { details } = aTransaction();
  const paid = {
    ...details,
    name: canaries.payee,
    merchant: canaries.payee,
    counterparties: [{ name: canaries.payee, type: 'merchant' }],
  };
  const bought = aTransaction({ transactionId: 'transaction-seen', details: paid });
  const { itemId: read } = await storedTransactions(pool, onboardingId, [bought]);
  await keepPage(pool, testVault, { itemId: read, onboardingId, stored: [bought], removed: [] });

  const report = await wantReport(pool, { onboardingId, kind: 'assets', itemId });
  const token = new Secret(canaries.reportToken);
  await recordReportAsked(pool, testVault, { id: report, onboardingId, plaidId: 'report-seen', token });
  await recordReportReady(pool, testVault, { id: report, onboardingId, report: new Secret(canaries.report) });
  const endpoint = {
    id: newId('nep'),
    tenantId: 'default',
    channel: 'webhook',
    url: 'https://seen.example/',
  } as const;
  const signing = await transaction(pool, async (tx) => {
    await insertEndpoint(tx, testVault, { ...endpoint, types: null });
    return addSecret(tx, testVault, endpoint.id, new Date());
  });
  await addNotification(pool, { onboardingId, type: 'onboarding.action_required', action: 'repair_link' });

  const recipient = { name: canaries.recipient, numbers: { iban: canaries.iban }, address: null };
  await transaction(pool, (tx) => recordedRecipient(tx, testVault, { tenantId: 'default', recipient }));
  const transferId = await storedTransfer(pool, onboardingId);
  await transaction(pool, (tx) => insertAuthorizationProof(tx, testVault, transferId));
  return { onboardingId, itemId, endpoint, signing };
}
