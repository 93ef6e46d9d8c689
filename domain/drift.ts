// Drift: what workflow, record and Plaid say about one case, where they should agree and do not.
import type { Direction, Outcome } from './case/onboarding.ts';
import type { Stage } from './case/stages.ts';
import { standing, type TransferStatus } from './transfers/transfer.ts';

/** The kinds of drift, with the words of the log. docs/operating.md has a row for each. */
export const driftWords = {
  no_workflow: 'the case is open on record, and no workflow runs for it',
  no_case: 'a workflow runs for a case that is not on record',
  stage_differs: 'the workflow shows another stage or outcome than the record',
  standing_differs: 'the record of the case does not follow from its transfer on record',
  transfer_unrecorded: 'Plaid has a transfer of ours that is not on record',
  transfer_differs: 'Plaid shows another status or amount of the transfer than the record',
  payment_unrecorded: 'Plaid has a payment of ours whose id is not on record',
  payment_differs: 'Plaid shows another status of the payment than the record',
  item_left: 'an Item that should be removed at Plaid is still there',
  item_differs: 'the Item is gone or broken at Plaid, and good on record',
  event_unsignalled: 'a case has not been signalled about an event',
  answer_unsignalled: 'a case has not been signalled about a decision, an answer or a result of Link',
} as const;
export type DriftKind = keyof typeof driftWords;
export const driftKinds = Object.keys(driftWords) as DriftKind[];

/** One finding. `detail` holds references and codes only. */
export type Drift = {
  kind: DriftKind;
  onboardingId: string;
  repaired: boolean;
  detail: Record<string, string | number | null>;
};

export type DriftCount = { kind: DriftKind; found: number; repaired: number };

/** Adds up the counts of each kind, and leaves out kinds without any. */
export function sumDrift(counts: readonly DriftCount[]): DriftCount[] {
  return driftKinds.flatMap((kind) => {
    const of = counts.filter((one) => one.kind === kind);
    if (of.length === 0) return [];
    const sum = (what: 'found' | 'repaired') => of.reduce((total, one) => total + one[what], 0);
    return [{ kind, found: sum('found'), repaired: sum('repaired') }];
  });
}

export const countDrift = (found: readonly Pick<Drift, 'kind' | 'repaired'>[]): DriftCount[] =>
  sumDrift(found.map(({ kind, repaired }) => ({ kind, found: 1, repaired: Number(repaired) })));

/** The parts of a reconciliation, in their order. Plaid comes first, because the record follows it. */
export const reconcileParts = ['transfers', 'payments', 'open_cases', 'closed_cases', 'workflows', 'signals'] as const;
export type ReconcilePart = (typeof reconcileParts)[number];

/** How far a reconciliation has come: the part, and the place in its list. The empty text is the beginning. */
export type ReconcilePlace = { part: ReconcilePart; after: string };
export const firstPlace: ReconcilePlace = { part: reconcileParts[0], after: '' };

/** Returns the beginning of the next part. Null after the last one. */
export function partAfter({ part }: ReconcilePlace): ReconcilePlace | null {
  const next = reconcileParts[reconcileParts.indexOf(part) + 1];
  return next ? { part: next, after: '' } : null;
}

/** The newest run of a case, as Temporal shows it. `stage` and `outcome` are its search attributes. */
export type CaseRun = {
  onboardingId: string;
  runId: string;
  /** `running`, or Temporal's word for how it ended. */
  status: string;
  stage: string | null;
  outcome: string | null;
};

export type RunDrift = Extract<DriftKind, 'no_workflow' | 'stage_differs'>;

/**
 * Compares the record of a case that has been at rest with its newest run. Null: they agree. Only a run that has
 * completed has to show the outcome, because a terminated one wrote nothing.
 */
export function runDrift(
  { stage, outcome }: { stage: Stage; outcome: Outcome | null },
  run: CaseRun | null,
): RunDrift | null {
  if (run?.status === 'running') return run.stage === stage ? null : 'stage_differs';
  if (stage !== 'closed') return 'no_workflow';
  return run?.status === 'completed' && run.outcome !== outcome ? 'stage_differs' : null;
}

export type NewestTransfer = {
  transferId: string;
  status: TransferStatus;
  /** The step that follows its return. Null: none. */
  followUp: string | null;
  cancelRequested: boolean;
};

/** True if the case's stage or outcome is not what its newest transfer on record causes. */
export function standingDiffers({
  stage,
  outcome,
  direction,
  transfer,
}: {
  stage: Stage;
  outcome: Outcome | null;
  direction: Direction | null;
  transfer: NewestTransfer | null;
}): boolean {
  // After a return that allows another try, the case has gone on.
  if (!transfer || !direction || transfer.followUp) return false;
  const now = standing(transfer.status, direction, transfer.cancelRequested);
  return now === 'moving' ? stage !== 'transferring' : outcome !== now;
}
