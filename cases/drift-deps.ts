import type { Pool } from '../db/pool.ts';
import type { Vault } from '../db/vault.ts';
import type { OnboardingStart } from '../domain/case/case-start.ts';
import type { Funding } from '../domain/case/onboarding.ts';
import type { CaseRun, Drift } from '../domain/drift.ts';
import type { Feed } from '../domain/feed.ts';
import type { TransferChange } from '../domain/transfers/transfer-change.ts';
import type { PlaidGateway } from '../plaid/gateway.ts';
import type { Alert } from './alert.ts';

/** The calls to Temporal that find drift, and those that wake a case or a feed. */
export type DriftCases = {
  runsOf: (onboardingIds: string[]) => Promise<Map<string, CaseRun>>;
  currentRun: (onboardingId: string) => Promise<CaseRun | null>;
  runningCases: (after: string) => Promise<{ onboardingIds: string[]; next: string | null }>;
  aboutTermination: (run: CaseRun) => Promise<{ who: string | null; runsAgain: boolean }>;
  transferMoved: (moved: TransferChange) => Promise<void>;
  paymentMoved: (onboardingId: string) => Promise<'signalled' | 'over'>;
  start: (start: OnboardingStart, funding: Funding | null) => Promise<void>;
  wakeFeed: (feed: Feed) => Promise<void>;
};

export type DriftDeps = {
  db: Pool;
  vault: Vault;
  plaid: Pick<
    PlaidGateway,
    'listTransfers' | 'findTransfer' | 'listPayments' | 'readPayment' | 'readItem' | 'removeItem'
  >;
  cases: DriftCases;
  alert: Alert;
  /** Whether to repair what is safe. Without it, nothing changes. */
  repair: boolean;
};

/** A page of findings. `next`: where to go on; null at the end of the list. */
export type DriftPage = { found: Drift[]; next: string | null };

/**
 * A record that moved this lately is not compared, because a step or a signal may be under way. Neither is what Plaid
 * made or changed this lately.
 */
export const settledSeconds = 10 * 60;
