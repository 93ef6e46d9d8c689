// Transfers. The three calls that may move money are marked so: their unknown results are `uncertain`.

import { ACHClass, TransferNetwork, TransferType } from 'plaid';
import { z } from 'zod';
import type { AchClass, Network } from '../domain/case/onboarding.ts';
import { Failure } from '../domain/failure.ts';
import type { Secret } from '../domain/secret.ts';
import { transferStatuses } from '../domain/transfers/transfer.ts';
import type { Ask } from './ask.ts';
import { failureReason } from './failure-reason.ts';
import type {
  Authorization,
  AuthorizationRequest,
  PlaidGateway,
  Transfer,
  TransferRequest,
  TransfersPage,
} from './gateway.ts';
import { paymentRisk, textForPeople } from './payment-risk.ts';
import { achClassOnAchOnly, amountHasTwoDecimals, descriptionFitsNetwork, nullCodeIsNoRationale } from './quirks.ts';
import { rowsOf } from './rows.ts';
import { userOf } from './user-fields.ts';

const networks: Record<Network, TransferNetwork> = {
  ach: TransferNetwork.Ach,
  'same-day-ach': TransferNetwork.SameDayAch,
  rtp: TransferNetwork.Rtp,
};
const achClasses: Record<AchClass, ACHClass> = {
  ccd: ACHClass.Ccd,
  ppd: ACHClass.Ppd,
  tel: ACHClass.Tel,
  web: ACHClass.Web,
};

const capabilities = z.object({
  institution_supported_networks: z.object({ rtp: z.object({ credit: z.boolean().nullish() }).nullish() }),
});

/** RTP (or FedNow: Plaid chooses) only pays out: there is no debit to support. */
export async function supportsRtp(ask: Ask, accessToken: Secret, accountId: string): Promise<boolean> {
  const answer = await ask({
    endpoint: '/transfer/capabilities/get',
    answer: capabilities,
    send: (api, options) =>
      api.transferCapabilitiesGet({ access_token: accessToken.reveal(), account_id: accountId }, options),
  });
  return answer.institution_supported_networks.rtp?.credit ?? false;
}

const decided = z.object({
  authorization: z.object({
    id: z.string(),
    decision: z.enum(['approved', 'declined', 'user_action_required']),
    decision_rationale: z.object({ code: z.string().nullish(), description: textForPeople }).nullish(),
    payment_risk: paymentRisk,
  }),
});

/**
 * Plaid gives one decision per key and body for 48 hours, except after `user_action_required`, when it decides again.
 */
export async function authorize(ask: Ask, request: AuthorizationRequest): Promise<Authorization> {
  const achClass = achClassOnAchOnly(request.network, request.direction, request.achClass);
  const { authorization } = await ask({
    endpoint: '/transfer/authorization/create',
    item: request.accessToken,
    effect: 'money',
    answer: decided,
    send: (api, options) =>
      api.transferAuthorizationCreate(
        {
          access_token: request.accessToken.reveal(),
          account_id: request.accountId,
          type: request.direction === 'debit' ? TransferType.Debit : TransferType.Credit,
          network: networks[request.network],
          amount: amountHasTwoDecimals.write(request.amountCents),
          ...(achClass && { ach_class: achClasses[achClass] }),
          user: userOf(request.applicant),
          idempotency_key: request.idempotencyKey,
          ...(request.ruleset && { ruleset_key: request.ruleset }),
        },
        options,
      ),
  });
  return {
    authorizationId: authorization.id,
    decision: authorization.decision,
    rationale: nullCodeIsNoRationale(authorization.decision_rationale),
    description: authorization.decision_rationale?.description ?? null,
    risk: authorization.payment_risk,
  };
}

export async function cancelAuthorization(ask: Ask, authorizationId: string): Promise<void> {
  await ask({
    endpoint: '/transfer/authorization/cancel',
    answer: z.object({}),
    send: (api, options) => api.transferAuthorizationCancel({ authorization_id: authorizationId }, options),
  });
}

const date = z.iso.date().nullish();
// A status that we do not know stops here: to guess its meaning for money would be worse than to wait for a deploy.
const status = z.enum(transferStatuses);
const transfer = z.object({
  id: z.string(),
  authorization_id: z.string(),
  status,
  network: z.string(),
  amount: z.string().transform(amountHasTwoDecimals.read).pipe(z.number()),
  cancellable: z.boolean(),
  created: z.iso.datetime({ offset: true }),
  standard_return_window: date,
  unauthorized_return_window: date,
  ledger_id: z.string().nullish(),
  failure_reason: failureReason,
});
const transferAnswer = z.object({ transfer });
/** The transfer exists, whatever its status: it is recorded as `pending`, and later reads and events correct that. */
const createdAnswer = z.object({ transfer: transfer.extend({ status: status.catch('pending') }) });

const transferOf = ({ transfer }: z.output<typeof transferAnswer>): Transfer => ({
  transferId: transfer.id,
  authorizationId: transfer.authorization_id,
  status: transfer.status,
  // Read from Plaid, never assumed: after its cut-off a same-day transfer silently becomes `ach`.
  network: transfer.network,
  amountCents: transfer.amount,
  cancellable: transfer.cancellable,
  createdAt: new Date(transfer.created),
  windows: {
    standard: transfer.standard_return_window ?? null,
    unauthorized: transfer.unauthorized_return_window ?? null,
  },
  ledgerId: transfer.ledger_id ?? null,
  failure: transfer.failure_reason ?? null,
});

/** Idempotent by the authorization: Plaid makes one transfer, however often we ask. */
export async function createTransfer(ask: Ask, request: TransferRequest): Promise<Transfer> {
  const answer = await ask({
    endpoint: '/transfer/create',
    effect: 'money',
    answer: createdAnswer,
    send: (api, options) =>
      api.transferCreate(
        {
          access_token: request.accessToken.reveal(),
          account_id: request.accountId,
          authorization_id: request.authorizationId,
          amount: amountHasTwoDecimals.write(request.amountCents),
          description: descriptionFitsNetwork(request.network, request.description),
          metadata: request.metadata,
        },
        options,
      ),
  });
  return transferOf(answer);
}

export async function findTransfer(
  ask: Ask,
  by: { transferId: string } | { authorizationId: string },
): Promise<Transfer | null> {
  try {
    const answer = await ask({
      endpoint: '/transfer/get',
      answer: transferAnswer,
      send: (api, options) =>
        api.transferGet(
          'transferId' in by ? { transfer_id: by.transferId } : { authorization_id: by.authorizationId },
          options,
        ),
    });
    return transferOf(answer);
  } catch (error) {
    // Only for Plaid's own answer: a gateway's 404 has no error body and stays `unavailable`.
    if (error instanceof Failure && error.kind === 'missing') return null;
    throw error;
  }
}

/** Plaid gives no more. */
const transfersPerPage = 25;
const listed = transfer.extend({
  account_id: z.string().nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
});

/** Returns a page of the transfers of our client by their creation. A row that cannot be read is left out. */
export async function listTransfers(
  ask: Ask,
  { since, until, offset }: Parameters<PlaidGateway['listTransfers']>[0],
): Promise<TransfersPage> {
  const answer = await ask({
    endpoint: '/transfer/list',
    answer: z.object({ transfers: rowsOf(listed, 'id') }),
    send: (api, options) =>
      api.transferList(
        { start_date: since.toISOString(), end_date: until.toISOString(), count: transfersPerPage, offset },
        options,
      ),
  });
  const { read, unread } = answer.transfers;
  const transfers = read.map((one) => ({
    ...transferOf({ transfer: one }),
    accountId: one.account_id ?? null,
    onboardingId: one.metadata?.onboarding_id ?? null,
  }));
  // Plaid does not say whether there are more.
  const full = read.length + unread.length === transfersPerPage;
  return { transfers, next: full ? offset + transfersPerPage : null };
}

export async function cancelTransfer(ask: Ask, transferId: string): Promise<void> {
  await ask({
    endpoint: '/transfer/cancel',
    effect: 'money',
    answer: z.object({}),
    send: (api, options) => api.transferCancel({ transfer_id: transferId }, options),
  });
}
