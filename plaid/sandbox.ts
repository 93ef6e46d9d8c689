// The endpoints by which a client moves things in Plaid's sandbox (https://plaid.com/docs/api/sandbox). They are not
// part of the gateway, because no code of the API or the worker may call them.

import type {
  PlaidApi,
  SandboxItemSetVerificationStatusRequestVerificationStatusEnum as SandboxStatus,
  SandboxItemFireWebhookRequestWebhookCodeEnum as WebhookCode,
  WebhookType,
} from 'plaid';
import { z } from 'zod';
import type { Secret } from '../domain/secret.ts';
import { askPlaid, type PlaidSettings } from './ask.ts';

/** SandboxItemFireWebhookRequest. */
export const webhookTypes = ['ITEM', 'AUTH', 'TRANSACTIONS', 'ASSETS'] as const;
/** SandboxItemSetVerificationStatusRequest. */
export const verifications = ['automatically_verified', 'verification_expired'] as const;
type VerificationStatus = (typeof verifications)[number];

type Moved = { id: string; to: string };
type Returned = Moved & { code: string | null };

type Send = (api: PlaidApi, options: { signal: AbortSignal }) => Promise<{ data: unknown }>;

/** `webhook`: the address to which Plaid sends the webhook about it. */
export function createSandbox(settings: PlaidSettings, webhook: string) {
  const ask = askPlaid(settings);
  const tell = (path: string, send: Send) => ask({ endpoint: `/sandbox/${path}`, answer: z.object({}), send });
  return {
    fireItemWebhook(token: Secret, code: string, type: string | null) {
      const what = { webhook_code: code as WebhookCode, ...(type && { webhook_type: type as WebhookType }) };
      return tell('item/fire_webhook', (api, options) =>
        api.sandboxItemFireWebhook({ access_token: token.reveal(), ...what }, options),
      );
    },
    resetLogin: (token: Secret) =>
      tell('item/reset_login', (api, options) => api.sandboxItemResetLogin({ access_token: token.reveal() }, options)),
    setVerification(token: Secret, account_id: string, status: VerificationStatus) {
      const verification_status = status as SandboxStatus;
      return tell('item/set_verification_status', (api, options) =>
        api.sandboxItemSetVerificationStatus(
          { access_token: token.reveal(), account_id, verification_status },
          options,
        ),
      );
    },
    moveTransfer({ id: transfer_id, to: event_type, code }: Returned) {
      const reason = code && { failure_reason: { failure_code: code, ach_return_code: code } };
      return tell('transfer/simulate', (api, options) =>
        api.sandboxTransferSimulate({ transfer_id, event_type, webhook, ...reason }, options),
      );
    },
    moveRefund: ({ id: refund_id, to }: Moved) =>
      tell('transfer/refund/simulate', (api, options) =>
        api.sandboxTransferRefundSimulate({ refund_id, event_type: `refund.${to}`, webhook }, options),
      ),
    moveMicroDeposit({ id: bank_transfer_id, to: event_type, code }: Returned) {
      const reason = code && { failure_reason: { ach_return_code: code, description: 'Simulated' } };
      return tell('bank_transfer/simulate', (api, options) =>
        api.sandboxBankTransferSimulate({ bank_transfer_id, event_type, ...reason }, options),
      );
    },
    movePayment: ({ id: payment_id, to }: Moved) =>
      tell('payment/simulate', (api, options) =>
        api.sandboxPaymentSimulate({ payment_id, status: `PAYMENT_STATUS_${to}`, webhook }, options),
      ),
    makeAvailable: () =>
      tell('transfer/ledger/simulate_available', (api, options) =>
        api.sandboxTransferLedgerSimulateAvailable({ webhook }, options),
      ),
    fireTransferWebhook: () =>
      tell('transfer/fire_webhook', (api, options) => api.sandboxTransferFireWebhook({ webhook }, options)),
    fireBankTransferWebhook: () =>
      tell('bank_transfer/fire_webhook', (api, options) => api.sandboxBankTransferFireWebhook({ webhook }, options)),
  };
}

export type Sandbox = ReturnType<typeof createSandbox>;
