// A gateway that holds to Plaid's rules for what happens once, counts its effects, and can fail or hang at any call,
// before the effect or after it. Where Plaid's behaviour is not known it does what is worse for us.
import { randomUUID } from 'node:crypto';
import { Failure } from '../../domain/failure.ts';
import type { IdentityFlag, IdentityScores } from '../../domain/identity.ts';
import type { Owner } from '../../domain/owner.ts';
import { Secret } from '../../domain/secret.ts';
import type {
  Authorization,
  AuthorizationRequest,
  BankAccount,
  BankTransferEvent,
  IdentityVerification,
  LinkResult,
  PlaidGateway,
  Transfer,
  TransferEvent,
} from '../../plaid/gateway.ts';
import { anAccount } from './an-account.ts';
import { interruptions, type When } from './interruptions.ts';
import { eventsAfter, newestEvents } from './strict-feeds.ts';
import { strictPayments } from './strict-payments.ts';
import { strictReports } from './strict-reports.ts';
import { strictTransactions } from './strict-transactions.ts';

type Call = keyof PlaidGateway;
type Asked = Authorization & { request: AuthorizationRequest; at: number };
type Decided = Pick<Authorization, 'decision'> & { rationale?: string };

const minute = 60_000;

export type StrictPlaid = ReturnType<typeof strictPlaid>;

export function strictPlaid() {
  const { calls, perform, failNext, holdNext } = interruptions<Call>();
  const publicTokens = new Map<string, { used: boolean }>();
  let passed = 0;
  const now = () => Date.now() + passed;

  /** What the tests arrange and count. */
  const bank = {
    calls,
    authorizations: [] as Asked[],
    /** Ids of those that were let go. */
    cancelled: new Set<string>(),
    transfers: [] as (Transfer & { accountId: string; metadata: Record<string, string> })[],
    /** It is too late for a same-day transfer today. */
    late: false,
    /** A transfer is not found by its authorization yet. */
    findsLate: false,
    /** Taken one by one by new authorizations; approved when there is none left. */
    decisions: [] as Decided[],
    accounts: [anAccount()] as BankAccount[],
    itemError: null as string | null,
    scores: { legal_name: 95, email: 90, phone: null, address: null } as IdentityScores,
    flags: [] as IdentityFlag[],
    /** Whether Plaid compares owners, and whom the bank names where it does not. Null: nobody. */
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
    /** The two feeds, and how many events a page of them holds. */
    events: [] as TransferEvent[],
    bankTransferEvents: [] as BankTransferEvent[],
    pageSize: 100,
    numbersRead: 0,
    transactions: strictTransactions(),
    reports: strictReports(),
    payments: strictPayments(),
  };

  function authorize(request: AuthorizationRequest): Authorization {
    if (request.idempotencyKey.length > 50) throw refusal('bug', 'INVALID_FIELD');
    const known = bank.authorizations.findLast(
      (one) => one.request.idempotencyKey === request.idempotencyKey && now() - one.at < 48 * 60 * minute,
    );
    const { accountId, network } = request;
    const other = known && (known.request.accountId !== accountId || known.request.network !== network);
    if (other) throw refusal('bug', 'IDEMPOTENCY_KEY_REUSED');
    if (known && known.decision !== 'user_action_required') return known;
    const { decision, rationale = null } = bank.decisions.shift() ?? { decision: 'approved' };
    const answer: Authorization = {
      authorizationId: `authorization-${randomUUID()}`,
      decision,
      rationale: rationale === null ? null : { code: rationale, description: '' },
    };
    bank.authorizations.push({ ...answer, request, at: now() });
    return answer;
  }

  function createTransfer(request: Parameters<PlaidGateway['createTransfer']>[0]): Transfer {
    const { authorizationId, accountId, amountCents, metadata } = request;
    const authorization = bank.authorizations.find((one) => one.authorizationId === authorizationId);
    if (authorization?.decision !== 'approved' || bank.cancelled.has(authorizationId)) {
      throw refusal('bug', 'INVALID_FIELD');
    }
    // Plaid documents neither what it says to an expired authorization that was used, nor how soon it finds its transfer.
    if (now() - authorization.at >= 60 * minute) throw refusal('bug', 'INVALID_FIELD');
    const made = bank.transfers.find((one) => one.authorizationId === authorizationId);
    if (made) return made;
    const asked = authorization.request;
    if (asked.accountId !== accountId || asked.amountCents < amountCents) throw refusal('bug', 'INVALID_FIELD');
    const transfer = {
      transferId: `transfer-${randomUUID()}`,
      authorizationId,
      status: 'pending' as const,
      network: bank.late && asked.network === 'same-day-ach' ? 'ach' : asked.network,
      amountCents,
      cancellable: true,
      createdAt: new Date(),
      windows: { standard: null, unauthorized: null },
      failure: null,
    };
    bank.transfers.push({ ...transfer, accountId, metadata });
    return transfer;
  }

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
          throw new Failure('needs-user', 'Link anew.', { code: 'INVALID_PUBLIC_TOKEN', repair: { mode: 'new' } });
        }
        known.used = true;
        return { accessToken: new Secret(`access-${token.reveal()}`), itemId: `item-${token.reveal()}` };
      }),
    readItem: (accessToken) =>
      perform('readItem', () => ({
        itemId: accessToken.reveal().replace('access-', 'item-'),
        institution: 'First Platypus Bank',
        error: bank.itemError,
      })),
    removeItem: () => perform('removeItem', () => undefined),
    readAccounts: () => perform('readAccounts', () => bank.accounts),
    readNumbers: () =>
      perform('readNumbers', () => {
        bank.numbersRead += 1;
        return { account: new Secret('1111222233330000'), routing: new Secret('011401533'), tokenized: false };
      }),
    matchIdentity: () =>
      perform('matchIdentity', () => (bank.matches ? { scores: bank.scores, flags: bank.flags } : null)),
    readOwners: () => perform('readOwners', () => bank.owners),
    supportsRtp: () => perform('supportsRtp', () => bank.rtp),
    authorize: (request) => perform('authorize', () => authorize(request)),
    cancelAuthorization: (authorizationId) =>
      perform('cancelAuthorization', () => {
        const used = bank.transfers.some((one) => one.authorizationId === authorizationId);
        if (used || !bank.authorizations.some((one) => one.authorizationId === authorizationId)) {
          throw refusal('bug', 'INVALID_FIELD');
        }
        bank.cancelled.add(authorizationId);
      }),
    createTransfer: (request) => perform('createTransfer', () => createTransfer(request)),
    findTransfer: (by) =>
      perform(
        'findTransfer',
        () =>
          bank.transfers.find((one) =>
            'transferId' in by
              ? one.transferId === by.transferId
              : one.authorizationId === by.authorizationId && !bank.findsLate,
          ) ?? null,
      ),
    cancelTransfer: (transferId) =>
      perform('cancelTransfer', () => {
        const transfer = bank.transfers.find((one) => one.transferId === transferId);
        if (!transfer?.cancellable) throw refusal('conflict', 'TRANSFER_NOT_CANCELLABLE');
        Object.assign(transfer, { status: 'cancelled', cancellable: false });
      }),
    readTransferEvents: (afterId) =>
      perform('readTransferEvents', () => eventsAfter(bank.events, afterId, bank.pageSize)),
    listTransferEvents: (filter) => perform('listTransferEvents', () => newestEvents(bank.events, filter)),
    readBankTransferEvents: (afterId) =>
      perform('readBankTransferEvents', () => {
        const { events } = eventsAfter(bank.bankTransferEvents, afterId, bank.pageSize);
        return { events, hasMore: events.length > 0 };
      }),
    listBankTransferEvents: (filter) =>
      perform('listBankTransferEvents', () => newestEvents(bank.bankTransferEvents, filter)),
    readTransactions: (_accessToken, cursor) => perform('readTransactions', () => bank.transactions.read(cursor)),
    createAssetReport: (request) => perform('createAssetReport', () => bank.reports.create(request)),
    readAssetReport: (token) => perform('readAssetReport', () => bank.reports.read(token)),
    createUser: (clientUserId) => perform('createUser', () => bank.reports.createUser(clientUserId)),
    readIncome: (user) => perform('readIncome', () => bank.reports.readIncome(user)),
    createRecipient: (recipient) => perform('createRecipient', () => bank.payments.createRecipient(recipient)),
    createPayment: (request) => perform('createPayment', () => bank.payments.create(request)),
    readPayment: (paymentId) => perform('readPayment', () => bank.payments.read(paymentId)),
    listPayments: (cursor) => perform('listPayments', () => bank.payments.list(cursor)),
    readWebhookKey: () => Promise.reject(refusal('missing', 'NOT_FOUND')),
  };

  return Object.assign(bank, {
    gateway,
    /** A Link that somebody finished: the public token it ended with. */
    publicToken(): Secret {
      const token = `public-${randomUUID()}`;
      publicTokens.set(token, { used: false });
      return new Secret(token);
    },
    /** Lets time pass at Plaid. */
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
const refusal = (kind: 'bug' | 'missing' | 'conflict', code: string) =>
  new Failure(kind, `Plaid says ${code}.`, { code });
