import { bankTransferEndpoints } from './bank-transfer/endpoints.ts';
import type { Endpoint } from './endpoint.ts';
import { identityVerificationEndpoints } from './identity-verification/endpoints.ts';
import { linkEndpoints } from './link/endpoints.ts';
import { paymentEndpoints } from './payment/endpoints.ts';
import { reportsEndpoints } from './reports/endpoints.ts';
import { transactionsEndpoints } from './transactions/endpoints.ts';
import { transferEndpoints } from './transfer/endpoints.ts';
import { webhookEndpoints } from './webhooks/endpoints.ts';

export const endpoints: readonly Endpoint[] = [
  ...linkEndpoints,
  ...transferEndpoints,
  ...bankTransferEndpoints,
  ...identityVerificationEndpoints,
  ...paymentEndpoints,
  ...transactionsEndpoints,
  ...reportsEndpoints,
  ...webhookEndpoints,
];
