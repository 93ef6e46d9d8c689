import type { Endpoint } from '../endpoint.ts';
import { cancelAuthorization, createAuthorization } from './authorizations.ts';
import { getCapabilities } from './capabilities.ts';
import { listEvents, syncEvents } from './events.ts';
import { fireTransferWebhook, simulateTransfer } from './sandbox.ts';
import { cancelTransfer, createTransfer, getTransfer } from './transfers.ts';

export const transferEndpoints: Endpoint[] = [
  createAuthorization,
  cancelAuthorization,
  createTransfer,
  getTransfer,
  cancelTransfer,
  syncEvents,
  listEvents,
  getCapabilities,
  simulateTransfer,
  fireTransferWebhook,
];
