import type { Endpoint } from '../endpoint.ts';
import { listBankTransferEvents, syncBankTransferEvents } from './events.ts';
import { fireBankTransferWebhook, simulateBankTransfer } from './sandbox.ts';

export const bankTransferEndpoints: Endpoint[] = [
  syncBankTransferEvents,
  listBankTransferEvents,
  simulateBankTransfer,
  fireBankTransferWebhook,
];
