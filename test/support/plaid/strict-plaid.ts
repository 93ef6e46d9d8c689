// A gateway that follows Plaid's rules of idempotency, counts its effects, and can fail or hang at any call, before the
// effect or after it. If Plaid's behaviour is unknown, it does what is worse for us.
import { randomUUID } from 'node:crypto';
import { Failure } from '../../../domain/failure.ts';
import type { IdentityFlag, IdentityScores } from '../../../domain/owner/identity.ts';
import type { Owner } from '../../../domain/owner/owner.ts';
import { Secret } from '../../../domain/secret.ts';
import type {
  BankAccount,
  BankTransferEvent,
  IdentityVerification,
  LinkResult,
  PlaidGateway,
  TransferEvent,
} from '../../../plaid/gateway.ts';
import { anAccount } from '../cases/an-account.ts';
import { interruptions, type When } from './interruptions.ts';
import { eventsAfter, newestEvents } from './strict-feeds.ts';
import { refusal, strictMoney, strictMoneyRules } from './strict-money.ts';
import { strictPayments } from './strict-payments.ts';
import { strictReports } from './strict-reports.ts';
import { strictTransactions } from './strict-transactions.ts';

type Call = keyof PlaidGateway;

const minute = 60_000;

export type StrictPlaid = ReturnType<typeof strictPlaid>;

export function strictPlaid() {
  const { calls, perform, failNext, holdNext } = interruptions<Call>();
  const publicTokens = new Map<string, { used: boolean }>();
  let passed = 0;
  const now = () => Date.now() + passed;

  /** The state that tests set and count. */
  const bank = {
    calls,
    ...strictMoney(),
    accounts: [anAccount()] as BankAccount[],
    itemError: null as string | null,
    scores: { legal_name: 95, email: 90, phone: null, address: null } as IdentityScores,
    flags: [] as IdentityFlag[],
    /** Whether Plaid compares owners, and the owners that the bank names if it does not. Null: the bank names none. */
    matches: true,
    owners: null as Owner[] | null,
    rtp: true,
    verification: {
      id: `idv_${randomUUID()}`,
      status: 'active',
      url: 'https://verify.example',
    } as IdentityVerification,
    links: new Map<string, LinkResult>(),
    linkRequests: [] as Parameters<PlaidGateway['createLinkToken']>[0][],
    /** The two feeds, and the number of events on a page. */
    events: [] as TransferEvent[],
    bankTransferEvents: [] as BankTransferEvent[],
    pageSize: 100,
    numbers: {
      account: '1111222233330000',
      routing: '011401533',
      tokenized: false,
      wireRouting: null as string | null,
    },
    /** Tokens that no longer work. */
    removed: new Set<string>(),
    numbersRead: 0,
    processorTokens: [] as { accountId: string; processor: string; token: string }[],
    transactions: strictTransactions(),
    reports: strictReports(),
    payments: strictPayments(),
  };

  const money = strictMoneyRules(bank, now);

  const gateway: PlaidGateway = {
    createLinkToken: (request) =>
      perform('createLinkToken', () => {
        bank.linkRequests.push(request);
        const token = `link-${randomUUID()}`;
        const expiresAt = new Date(now() + 240 * minute);
        return { token: new Secret(token), hostedUrl: `https://hosted.example/${token}`, expiresAt };
      }),
    createIdentityVerification: () => perform('createIdentityVerification', () => bank.verification),
    readIdentityVerification: () => perform('readIdentityVerification', () => bank.verification),
    findIdentityVerification: (id) =>
      perform('findIdentityVerification', () => (id === bank.verification.id ? { clientUserId: 'of-nobody' } : null)),
    readLinkResult: (token) =>
      perform('readLinkResult', () => {
        const result = bank.links.get(token.reveal());
        if (!result) throw refusal('missing', 'INVALID_LINK_TOKEN');
        return result;
      }),
    exchangePublicToken: (token) =>
      perform('exchangePublicToken', () => {
        const known = publicTokens.get(token.reveal());
        if (!known || known.used) {
          throw new Failure('needs-user', 'Link again.', { code: 'INVALID_PUBLIC_TOKEN', repair: { mode: 'new' } });
        }
        known.used = true;
        return { accessToken: new Secret(`access-${token.reveal()}`), itemId: `item-${token.reveal()}` };
      }),
    readItem: (accessToken) =>
      perform('readItem', () => ({
        itemId: accessToken.reveal().replace('access-', 'item-'),
        institution: 'First Platypus Bank',
        institutionId: 'ins_109508',
        error: bank.itemError,
      })),
    removeItem: (accessToken) => perform('removeItem', () => void bank.removed.add(accessToken.reveal())),
    readAccounts: () => perform('readAccounts', () => bank.accounts),
    readNumbers: () =>
      perform('readNumbers', () => {
        bank.numbersRead += 1;
        const { account, routing, tokenized, wireRouting } = bank.numbers;
        const unsaid = { transfersIn: null, transfersOut: null };
        return {
          ...{ account: new Secret(account), routing: new Secret(routing), tokenized, ...unsaid },
          wireRouting: wireRouting === null ? null : new Secret(wireRouting),
        };
      }),
    createProcessorToken: (_accessToken, accountId, processor) =>
      perform('createProcessorToken', () => {
        const token = `processor-sandbox-${randomUUID()}`;
        bank.processorTokens.push({ accountId, processor, token });
        return new Secret(token);
      }),
    matchIdentity: () =>
      perform('matchIdentity', () => (bank.matches ? { scores: bank.scores, flags: bank.flags } : null)),
    readOwners: () => perform('readOwners', () => bank.owners),
    supportsRtp: () => perform('supportsRtp', () => bank.rtp),
    authorize: (request) => perform('authorize', () => money.authorize(request)),
    cancelAuthorization: (authorizationId) =>
      perform('cancelAuthorization', () => money.cancelAuthorization(authorizationId)),
    createTransfer: (request) => perform('createTransfer', () => money.createTransfer(request)),
    findTransfer: (by) => perform('findTransfer', () => money.findTransfer(by)),
    listTransfers: (page) => perform('listTransfers', () => money.listTransfers(page)),
    cancelTransfer: (transferId) => perform('cancelTransfer', () => money.cancelTransfer(transferId)),
    createRefund: (request) => perform('createRefund', () => money.createRefund(request)),
    listRefunds: (transferId) =>
      perform('listRefunds', () => bank.refunds.filter((one) => one.transferId === transferId)),
    readLedger: () => perform('readLedger', () => bank.ledger),
    readTransferEvents: (afterId) =>
      perform('readTransferEvents', () => eventsAfter(bank.events, afterId, bank.pageSize)),
    listTransferEvents: (filter) => perform('listTransferEvents', () => newestEvents(bank.events, filter)),
    readBankTransferEvents: (afterId) =>
      perform('readBankTransferEvents', () => {
        const { events } = eventsAfter(bank.bankTransferEvents, afterId, bank.pageSize);
        return { events, unread: [], hasMore: events.length > 0 };
      }),
    listBankTransferEvents: (filter) =>
      perform('listBankTransferEvents', () => newestEvents(bank.bankTransferEvents, filter)),
    readTransactions: (_accessToken, cursor) => perform('readTransactions', () => bank.transactions.read(cursor)),
    createAssetReport: (request) => perform('createAssetReport', () => bank.reports.create(request)),
    removeAssetReport: (token) => perform('removeAssetReport', () => bank.reports.remove(token)),
    readAssetReport: (token) => perform('readAssetReport', () => bank.reports.read(token)),
    createUser: (clientUserId) => perform('createUser', () => bank.reports.createUser(clientUserId)),
    describeUser: (user, person) => perform('describeUser', () => bank.reports.describeUser(user, person)),
    removeUser: ({ userId }) => perform('removeUser', () => void bank.reports.described.delete(userId)),
    readIncome: (user) => perform('readIncome', () => bank.reports.readIncome(user)),
    createRecipient: (recipient) => perform('createRecipient', () => bank.payments.createRecipient(recipient)),
    createPayment: (request) =>
      perform('createPayment', () => {
        if (!bank.reports.described.has(request.plaidUserId)) throw refusal('bug', 'INVALID_FIELD');
        return bank.payments.create(request);
      }),
    readPayment: (paymentId) => perform('readPayment', () => bank.payments.read(paymentId)),
    listPayments: (cursor) => perform('listPayments', () => ({ ...bank.payments.list(cursor), unread: [] })),
    reversePayment: (request) => perform('reversePayment', () => bank.payments.reverse(request, now())),
    readReversal: (refundId) => perform('readReversal', () => bank.payments.readRefund(refundId)),
    readWebhookKey: () => Promise.reject(refusal('missing', 'NOT_FOUND')),
  };

  return Object.assign(bank, {
    gateway,
    /** Finishes a Link. Returns its public token. */
    publicToken(): Secret {
      const token = `public-${randomUUID()}`;
      publicTokens.set(token, { used: false });
      return new Secret(token);
    },
    /** Moves Plaid's clock ahead. */
    later(ms: number): void {
      passed += ms;
    },
    failNext: (call: Call, when: When, error: unknown = unsure(), nth = 1) => failNext(call, when, error, nth),
    holdNext,
    transfersOf: (onboardingId: string) =>
      bank.transfers.filter(({ metadata }) => metadata.onboarding_id === onboardingId),
  });
}

export const unsure = () => new Failure('uncertain', 'Plaid did not answer in time.', { code: 'timeout' });
