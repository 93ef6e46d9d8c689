// The gateway over HTTP, with Plaid's SDK. One file per group of endpoints; this one assembles them.

import { createProcessorToken, readAccounts, readNumbers } from './accounts.ts';
import { askPlaid, type PlaidSettings } from './ask.ts';
import { listBankTransferEvents, readBankTransferEvents } from './bank-transfer-events.ts';
import type { PlaidGateway } from './gateway.ts';
import { matchIdentity, readOwners } from './identity.ts';
import {
  createIdentityVerification,
  findIdentityVerification,
  readIdentityVerification,
} from './identity-verification.ts';
import { readIncome } from './income.ts';
import { exchangePublicToken, readItem, removeItem } from './items.ts';
import { readLedger } from './ledger.ts';
import { createLinkToken, readLinkResult } from './link.ts';
import { createPayment, createRecipient, listPayments, readPayment } from './payments.ts';
import { createRefund, listRefunds } from './refunds.ts';
import { createAssetReport, readAssetReport, removeAssetReport } from './reports.ts';
import { readReversal, reversePayment } from './reversals.ts';
import { readTransactions } from './transactions.ts';
import { listTransferEvents, readTransferEvents } from './transfer-events.ts';
import {
  authorize,
  cancelAuthorization,
  cancelTransfer,
  createTransfer,
  findTransfer,
  listTransfers,
  supportsRtp,
} from './transfers.ts';
import { createUser, describeUser, removeUser } from './users.ts';
import { readWebhookKey } from './webhook-key.ts';

export function createPlaid(settings: PlaidSettings): PlaidGateway {
  const ask = askPlaid(settings);
  return {
    createLinkToken: (request) => createLinkToken(ask, request),
    readLinkResult: (token) => readLinkResult(ask, token),
    createIdentityVerification: (by) => createIdentityVerification(ask, by),
    readIdentityVerification: (by) => readIdentityVerification(ask, by),
    findIdentityVerification: (id) => findIdentityVerification(ask, id),
    exchangePublicToken: (token) => exchangePublicToken(ask, token),
    readItem: (accessToken) => readItem(ask, accessToken),
    removeItem: (accessToken) => removeItem(ask, accessToken),
    readAccounts: (accessToken) => readAccounts(ask, accessToken),
    readNumbers: (accessToken, accountId) => readNumbers(ask, accessToken, accountId),
    createProcessorToken: (accessToken, accountId, processor) =>
      createProcessorToken(ask, accessToken, accountId, processor),
    matchIdentity: (accessToken, accountId, applicant) => matchIdentity(ask, accessToken, accountId, applicant),
    readOwners: (accessToken, accountId) => readOwners(ask, accessToken, accountId),
    supportsRtp: (accessToken, accountId) => supportsRtp(ask, accessToken, accountId),
    authorize: (request) => authorize(ask, request),
    cancelAuthorization: (authorizationId) => cancelAuthorization(ask, authorizationId),
    createTransfer: (request) => createTransfer(ask, request),
    findTransfer: (by) => findTransfer(ask, by),
    listTransfers: (page) => listTransfers(ask, page),
    cancelTransfer: (transferId) => cancelTransfer(ask, transferId),
    createRefund: (request) => createRefund(ask, request),
    listRefunds: (transferId) => listRefunds(ask, transferId),
    readLedger: (ledgerId) => readLedger(ask, ledgerId),
    readTransferEvents: (afterId) => readTransferEvents(ask, afterId),
    listTransferEvents: (filter) => listTransferEvents(ask, filter),
    readBankTransferEvents: (afterId) => readBankTransferEvents(ask, afterId),
    listBankTransferEvents: (filter) => listBankTransferEvents(ask, filter),
    readTransactions: (accessToken, cursor) => readTransactions(ask, accessToken, cursor),
    createAssetReport: (request) => createAssetReport(ask, request),
    readAssetReport: (token) => readAssetReport(ask, token),
    removeAssetReport: (token) => removeAssetReport(ask, token),
    createUser: (clientUserId) => createUser(ask, clientUserId),
    describeUser: (user, person) => describeUser(ask, user, person),
    removeUser: (user) => removeUser(ask, user),
    readIncome: (user) => readIncome(ask, user),
    createRecipient: (recipient) => createRecipient(ask, recipient),
    createPayment: (order) => createPayment(ask, order),
    readPayment: (paymentId) => readPayment(ask, paymentId),
    listPayments: (cursor) => listPayments(ask, cursor),
    reversePayment: (request) => reversePayment(ask, request),
    readReversal: (refundId) => readReversal(ask, refundId),
    readWebhookKey: (keyId) => readWebhookKey(ask, keyId),
  };
}
