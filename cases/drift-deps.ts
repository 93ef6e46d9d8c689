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
  startInPlace: (start: OnboardingStart, funding: Funding | null) => Promise<void>;
  followInPlace: (transfer: TransferChange) => Promise<void>;
  stop: (onboardingId: string) => Promise<void>;
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
  /**
   * The moment to which a database was restored. API and worker are stopped then, so nothing is under way. Null: they
   * run.
   */
  restoredTo: Date | null;
};

/** A page of findings. `next`: where to go on; null at the end of the list. */
export type DriftPage = { found: Drift[]; next: string | null };

/** Signals and removals that take longer are late. */
export const settledSeconds = 10 * 60;
/** Temporal's usual retention, and how far the relay looks for terminations. */
const recentDays = 7;

/**
 * Returns how long a record must have stood still to be compared, because a step or a signal may be under way. The same
 * holds for what Plaid made or changed. And returns since when closed cases and Plaid's lists are compared.
 */
export function spanOf({ restoredTo }: Pick<DriftDeps, 'restoredTo'>): { settledSeconds: number; since: Date } {
  const since = Date.now() - recentDays * 86_400_000;
  if (!restoredTo) return { settledSeconds, since: new Date(since) };
  return { settledSeconds: 0, since: new Date(Math.min(since, restoredTo.getTime())) };
}
