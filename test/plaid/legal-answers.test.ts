import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { Failure } from '../../domain/failure.ts';
import { Secret } from '../../domain/secret.ts';
import type { PlaidGateway } from '../../plaid/gateway.ts';
import { alberta } from '../support/cases/applicants.ts';
import { legalAnswers } from './legal-answers.ts';
import { answerOf } from './sdk-types.ts';
import { withStub } from './stub.ts';

const token = new Secret('token-1');
const user = { userId: 'user_id-1', token: null };
const account = { accessToken: token, accountId: 'account_id-1' };
const template = { templateId: 'template_id-1', clientUserId: 'client_user_id-1' };
const newest = { accountId: null, limit: 25, offset: 0 };
const link = { products: [], clientUserId: 'onb_1', webhookUrl: null, settings: {} };
const authorization = { ...account, network: 'ach', amountCents: 2500 } as const;
const recipient = { name: 'Wonder Wallet', numbers: { iban: 'NL02ABNA0123456789' }, address: null };
const order = { recipientId: 'recipient_id-1', plaidUserId: 'user_id-1', reference: 'reference1' };
const euros = { amountCents: 2500, currency: 'EUR' } as const;

/** By the SDK's name of the endpoint. */
const calls: Record<string, (plaid: PlaidGateway) => Promise<unknown>> = {
  linkTokenCreate: (plaid) => plaid.createLinkToken({ ...link, purpose: { mode: 'new' } }),
  linkTokenGet: (plaid) => plaid.readLinkResult(token),
  identityVerificationCreate: (plaid) => plaid.createIdentityVerification(template),
  identityVerificationGet: (plaid) => plaid.findIdentityVerification('idv-1'),
  identityVerificationList: (plaid) => plaid.readIdentityVerification(template),
  itemPublicTokenExchange: (plaid) => plaid.exchangePublicToken(token),
  itemGet: (plaid) => plaid.readItem(token),
  itemRemove: (plaid) => plaid.removeItem(token),
  accountsGet: (plaid) => plaid.readAccounts(token),
  authGet: (plaid) => plaid.readNumbers(token, 'account_id-1').catch(otherAccount),
  processorTokenCreate: (plaid) => plaid.createProcessorToken(token, 'account_id-1', 'dwolla'),
  identityMatch: (plaid) => plaid.matchIdentity(token, 'account_id-1', alberta),
  identityGet: (plaid) => plaid.readOwners(token, 'account_id-1'),
  transferCapabilitiesGet: (plaid) => plaid.supportsRtp(token, 'account_id-1'),
  transferAuthorizationCreate: (plaid) =>
    plaid.authorize({
      ...authorization,
      direction: 'debit',
      achClass: 'web',
      applicant: alberta,
      idempotencyKey: 'key-1',
    }),
  transferAuthorizationCancel: (plaid) => plaid.cancelAuthorization('authorization-1'),
  transferCreate: (plaid) =>
    plaid.createTransfer({
      ...authorization,
      authorizationId: 'authorization-1',
      description: 'Gangway',
      metadata: {},
    }),
  transferGet: async (plaid) => {
    await plaid.findTransfer({ transferId: 'transfer-1' });
    await plaid.listRefunds('transfer-1');
  },
  transferList: (plaid) => plaid.listTransfers({ since: new Date(0), until: new Date(1), offset: 0 }),
  transferCancel: (plaid) => plaid.cancelTransfer('transfer-1'),
  transferRefundCreate: (plaid) =>
    plaid.createRefund({ transferId: 'transfer-1', amountCents: 2500, idempotencyKey: 'key-1' }),
  transferLedgerGet: (plaid) => plaid.readLedger('ledger-1'),
  transferEventSync: (plaid) => plaid.readTransferEvents(0n),
  transferEventList: (plaid) => plaid.listTransferEvents({ ...newest, transferId: null }),
  bankTransferEventSync: (plaid) => plaid.readBankTransferEvents(0n),
  bankTransferEventList: (plaid) => plaid.listBankTransferEvents({ ...newest, bankTransferId: null }),
  transactionsSync: (plaid) => plaid.readTransactions(token, null),
  assetReportCreate: (plaid) =>
    plaid.createAssetReport({ accessToken: token, clientReportId: 'rep_1', webhookUrl: 'https://example.com' }),
  assetReportGet: (plaid) => plaid.readAssetReport(token),
  assetReportRemove: (plaid) => plaid.removeAssetReport(token),
  userCreate: (plaid) => plaid.createUser('client_user_id-1'),
  userUpdate: (plaid) => plaid.describeUser(user, alberta),
  userRemove: (plaid) => plaid.removeUser(user),
  creditPayrollIncomeGet: (plaid) => plaid.readIncome(user),
  paymentInitiationRecipientCreate: (plaid) => plaid.createRecipient(recipient),
  paymentInitiationPaymentCreate: (plaid) => plaid.createPayment({ ...order, ...euros }),
  paymentInitiationPaymentGet: (plaid) => plaid.readPayment('payment_id-1'),
  paymentInitiationPaymentList: (plaid) => plaid.listPayments(null),
  paymentInitiationPaymentReverse: (plaid) =>
    plaid.reversePayment({ ...euros, paymentId: 'payment_id-1', reference: 'reference1', idempotencyKey: 'key-1' }),
  walletTransactionGet: (plaid) => plaid.readReversal('refund_id-1'),
  webhookVerificationKeyGet: (plaid) => plaid.readWebhookKey('key-1'),
};

/** Without numbers of the requested account, the applicant links another one: no fault of the answer. */
function otherAccount(error: unknown): void {
  if (!(error instanceof Failure) || error.detail.code !== 'no_ach_numbers') throw error;
}

/**
 * According to the document of the answer alone. A hosted Link's address is present if it was requested, as we always
 * do.
 */
const notToOurRequest: Record<string, RegExp> = { linkTokenCreate: /^no optional field$|^hosted_link_url left out$/ };

/** A new value would have to be guessed, and money follows from the guess: it waits for a deploy. */
const waitsForDeploy: Record<string, [what: RegExp, kind: string]> = {
  transferAuthorizationCreate: [/^authorization\.decision "A_NEW_VALUE"$/, 'uncertain'],
  transferGet: [/^transfer\.(status|refunds\.0\.status) "A_NEW_VALUE"$/, 'bug'],
  transferRefundCreate: [/^refund\.status "A_NEW_VALUE"$/, 'uncertain'],
};

describe('an answer that Plaid may give by its own document', () => {
  it('is tried on every endpoint that we call', () => {
    const folder = new URL('../../plaid/', import.meta.url);
    const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      // The command that plays in Plaid's sandbox reads nothing of its answers.
      (name) => name.endsWith('.ts') && name !== 'sandbox.ts',
    );
    const called = sources.flatMap((name) =>
      [...readFileSync(new URL(name, folder), 'utf8').matchAll(/\bapi\.(\w+)\(/g)].map(([, method]) => method),
    );
    assert.deepEqual([...new Set(called)].sort(), Object.keys(calls).sort());
  });

  for (const [method, call] of Object.entries(calls)) {
    it(`is read: ${method}`, async () => {
      const answers = legalAnswers(answerOf(method)).filter(({ what }) => !notToOurRequest[method]?.test(what));
      const wrong: string[] = [];
      let body: unknown;
      await withStub(
        (response) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
        async (plaid) => {
          for (const answer of answers) {
            body = answer.body;
            const kind = await call(plaid).then(
              () => null,
              (error: unknown) => (error instanceof Failure ? error.kind : String(error)),
            );
            const [what, waits] = waitsForDeploy[method] ?? [];
            if (kind !== (what?.test(answer.what) ? waits : null)) wrong.push(`${answer.what}: ${kind}`);
          }
        },
      );
      assert.deepEqual(wrong, [], `of ${answers.length} answers`);
    });
  }
});
