import type { Endpoint } from '../endpoint.ts';
import { cancelAuthorization, createAuthorization } from './authorizations.ts';
import { getLedger, listLedgerEvents } from './balance.ts';
import { getCapabilities } from './capabilities.ts';
import { listEvents, syncEvents } from './events.ts';
import { cancelRefund, createRefund, getRefund, simulateRefund } from './refunds.ts';
import { fireTransferWebhook, simulateAvailable, simulateTransfer } from './sandbox.ts';
import { cancelTransfer, createTransfer, getTransfer, listTransfers } from './transfers.ts';

export const transferEndpoints: Endpoint[] = [
  createAuthorization,
  cancelAuthorization,
  createTransfer,
  getTransfer,
  listTransfers,
  cancelTransfer,
  createRefund,
  getRefund,
  cancelRefund,
  syncEvents,
  listEvents,
  getCapabilities,
  getLedger,
  listLedgerEvents,
  simulateTransfer,
  simulateRefund,
  fireTransferWebhook,
  simulateAvailable,
];
