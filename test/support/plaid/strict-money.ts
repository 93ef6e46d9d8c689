// The strict gateway's calls that move money, with Plaid's rules.
import { randomUUID } from 'node:crypto';
import { Failure } from '../../../domain/failure.ts';
import type {
  Authorization,
  AuthorizationRequest,
  PlaidGateway,
  Refund,
  RefundRequest,
  Transfer,
  TransferRequest,
  TransfersPage,
} from '../../../plaid/gateway.ts';

type Asked = Authorization & { request: AuthorizationRequest; at: number };
type Decided = Pick<Authorization, 'decision'> & Partial<Omit<Authorization, 'authorizationId'>>;

const hour = 3_600_000;

/** The state that tests set and count. */
export const strictMoney = () => ({
  authorizations: [] as Asked[],
  /** Ids of the cancelled authorizations. */
  cancelled: new Set<string>(),
  transfers: [] as (Transfer & { accountId: string; metadata: Record<string, string>; description: string })[],
  /** It is too late for a same-day transfer today. */
  late: false,
  /** Plaid does not yet find a transfer by its authorization. */
  findsLate: false,
  /** New authorizations take these decisions one by one. When none is left, Plaid approves. */
  decisions: [] as Decided[],
  refunds: [] as (Refund & { transferId: string; key: string; at: number })[],
  /** The Ledger's balance. Tests set it: no transfer changes it. */
  ledger: { availableCents: 1_000_000_00, pendingCents: 0 },
  /** The code with which Plaid refuses refunds. */
  refundRefusal: null as string | null,
});

export function strictMoneyRules(bank: ReturnType<typeof strictMoney>, now: () => number) {
  return {
    authorize(request: AuthorizationRequest): Authorization {
      if (request.idempotencyKey.length > 50) throw refusal('bug', 'INVALID_FIELD');
      const known = bank.authorizations.findLast(
        (one) => one.request.idempotencyKey === request.idempotencyKey && now() - one.at < 48 * hour,
      );
      const { accountId, network } = request;
      const other = known && (known.request.accountId !== accountId || known.request.network !== network);
      if (other) throw refusal('bug', 'IDEMPOTENCY_KEY_REUSED');
      if (known && known.decision !== 'user_action_required') return known;
      const answer: Authorization = {
        authorizationId: `authorization-${randomUUID()}`,
        ...{ rationale: null, description: null, risk: null },
        ...(bank.decisions.shift() ?? { decision: 'approved' }),
      };
      bank.authorizations.push({ ...answer, request, at: now() });
      return answer;
    },

    createTransfer(request: TransferRequest): Transfer {
      const { authorizationId, accountId, amountCents, metadata, description } = request;
      const authorization = bank.authorizations.find((one) => one.authorizationId === authorizationId);
      if (authorization?.decision !== 'approved' || bank.cancelled.has(authorizationId)) {
        throw refusal('bug', 'INVALID_FIELD');
      }
      // Plaid documents neither its answer to an expired authorization that was used, nor how soon it finds the
      // transfer.
      if (now() - authorization.at >= hour) throw refusal('bug', 'INVALID_FIELD');
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
        ledgerId: null,
        failure: null,
      };
      bank.transfers.push({ ...transfer, accountId, metadata, description });
      return transfer;
    },

    cancelAuthorization(authorizationId: string): void {
      const used = bank.transfers.some((one) => one.authorizationId === authorizationId);
      if (used || !bank.authorizations.some((one) => one.authorizationId === authorizationId)) {
        throw refusal('bug', 'INVALID_FIELD');
      }
      bank.cancelled.add(authorizationId);
    },

    findTransfer(by: Parameters<PlaidGateway['findTransfer']>[0]): Transfer | null {
      const found = bank.transfers.find((one) =>
        'transferId' in by
          ? one.transferId === by.transferId
          : one.authorizationId === by.authorizationId && !bank.findsLate,
      );
      return found ?? null;
    },

    listTransfers({ since, until, offset }: Parameters<PlaidGateway['listTransfers']>[0]): TransfersPage {
      const found = bank.transfers.filter(({ createdAt }) => createdAt >= since && createdAt <= until);
      const page = found.slice(offset, offset + 25);
      const transfers = page.map((one) => ({ ...one, onboardingId: one.metadata.onboarding_id ?? null }));
      return { transfers, next: page.length === 25 ? offset + 25 : null };
    },

    cancelTransfer(transferId: string): void {
      const transfer = bank.transfers.find((one) => one.transferId === transferId);
      if (!transfer?.cancellable) throw refusal('conflict', 'TRANSFER_NOT_CANCELLABLE');
      Object.assign(transfer, { status: 'cancelled', cancellable: false });
    },

    /** Plaid does not document how long the keys of refunds live. We assume as long as those of authorizations. */
    createRefund({ transferId, amountCents, idempotencyKey }: RefundRequest): Refund {
      const made = bank.refunds.find((one) => one.key === idempotencyKey && now() - one.at < 48 * hour);
      if (made) return made;
      if (bank.refundRefusal) throw refusal('bug', bank.refundRefusal);
      const refund = { refundId: `refund-${randomUUID()}`, amountCents, status: 'pending' as const, failureCode: null };
      bank.refunds.push({ ...refund, transferId, key: idempotencyKey, at: now() });
      return refund;
    },
  };
}

export const refusal = (kind: 'bug' | 'missing' | 'conflict', code: string) =>
  new Failure(kind, `Plaid says ${code}.`, { code });
