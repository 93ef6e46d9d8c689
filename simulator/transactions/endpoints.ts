import type { Endpoint } from '../endpoint.ts';
import { createTransactions, refreshTransactions } from './sandbox.ts';
import { syncTransactions } from './sync.ts';

export const transactionsEndpoints: Endpoint[] = [syncTransactions, createTransactions, refreshTransactions];
