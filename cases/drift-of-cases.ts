// Compares the records of cases with their workflows, their transfers on record and their Items.
import { itemOfCase } from '../db/bank/items.ts';
import { loadCase } from '../db/case/onboardings.ts';
import { forTenantOf } from '../db/case/tenant-of.ts';
import { type ComparedCase, comparedCase } from '../db/drift/compared-cases.ts';
import { transaction } from '../db/pool.ts';
import { applyTransferEvents } from '../db/transfers/transfers.ts';
import { needsItem } from '../domain/case/stages.ts';
import { type CaseRun, type Drift, type RunDrift, runDrift, standingDiffers } from '../domain/drift.ts';
import { Failure } from '../domain/failure.ts';
import { itemFeed } from '../domain/feed.ts';
import { type DriftDeps, spanOf } from './drift-deps.ts';
import { endTerminated, mayHaveMovedMoney } from './end-terminated.ts';
import { itemsToRemove, leavePlaid } from './leave-plaid.ts';
import { startFromRecord } from './start-from-record.ts';
import { takeUpTransfer } from './take-up-transfer.ts';

/** A report from an Item, which delays its removal, takes minutes. */
const removedWithinSeconds = 3_600;

export async function driftOfCases(deps: DriftDeps, all: ComparedCase[]): Promise<Drift[]> {
  const { settledSeconds } = spanOf(deps);
  const cases = all.filter(({ unchangedSeconds }) => unchangedSeconds >= settledSeconds);
  const runs = await deps.cases.runsOf(cases.map(({ id }) => id));
  const found: Drift[] = [];
  for (const one of cases) {
    const listed = runs.get(one.id) ?? null;
    found.push(
      ...(await forTenantOf(deps.db, 'case', one.id, () => driftOf(deps, one, listed)).catch(notCompared(deps, one))),
    );
  }
  return found;
}

/** A case that cannot be compared, such as one with a damaged token, must not hold up the others. An outage does. */
function notCompared({ alert }: DriftDeps, { id }: ComparedCase) {
  return (error: unknown): Drift[] => {
    if (!(error instanceof Failure) || error.kind === 'unavailable' || error.kind === 'busy') throw error;
    alert({ onboarding_id: id, code: error.detail.code }, 'a case cannot be compared; the reconciliation goes on');
    return [];
  };
}

async function driftOf(deps: DriftDeps, record: ComparedCase, listed: CaseRun | null): Promise<Drift[]> {
  const standing = await standingDrift(deps, record);
  // Temporal's list is a moment late, so the run itself has the last word.
  const run = runDrift(record, listed) ? await deps.cases.currentRun(record.id) : listed;
  const found = [standing, await workflowDrift(deps, record, run), ...(await itemsLeft(deps, record, run))];
  return [...found, await itemDrift(deps, record)].filter((one) => one !== null);
}

async function standingDrift(deps: DriftDeps, record: ComparedCase): Promise<Drift | null> {
  if (!standingDiffers(record)) return null;
  const { id, stage, outcome, transfer } = record;
  const repaired = deps.repair && (await followTransfer(deps, record));
  const detail = { stage, outcome, transfer: transfer?.transferId ?? null };
  return { kind: 'standing_differs', onboardingId: id, repaired, detail };
}

async function workflowDrift(deps: DriftDeps, record: ComparedCase, run: CaseRun | null): Promise<Drift | null> {
  const kind = runDrift(record, run);
  if (!kind) return null;
  const { id, stage, outcome } = record;
  const repaired = deps.repair && (await wakes(deps, record, run, kind));
  const shown = { status: run?.status ?? 'not found', shown: run?.stage ?? null, shown_outcome: run?.outcome ?? null };
  return { kind, onboardingId: id, repaired, detail: { stage, outcome, ...shown } };
}

/** After a restore the record counts, whatever the workflow shows. */
function wakes(deps: DriftDeps, record: ComparedCase, run: CaseRun | null, kind: RunDrift): Promise<boolean> {
  if (deps.restoredTo) return startFromRecord(deps, record.id);
  return kind === 'no_workflow' ? startAgain(deps, record, run) : followTransfer(deps, record);
}

/**
 * Wakes a case that has no workflow: ends one that was terminated before money, follows the transfer of one that has
 * one, and starts any other from its beginning, if Temporal knows no run and no money can have moved. False if an
 * operator has to look.
 */
async function startAgain(deps: DriftDeps, record: ComparedCase, run: CaseRun | null): Promise<boolean> {
  const { db, cases } = deps;
  const { id, stage, transfer } = record;
  if (run?.status === 'terminated') {
    await endTerminated(db, { onboardingId: id, runId: run.runId, ...(await cases.aboutTermination(run)) });
    if ((await loadCase(db, id))?.stage === 'closed') return true;
  }
  if (transfer && stage !== 'authorizing') return followTransfer(deps, record);
  if (run || (await mayHaveMovedMoney(db, record))) return false;
  return startFromRecord(deps, id);
}

/** Records what follows from the newest transfer on record, and wakes the case, which then reads it. */
async function followTransfer(deps: DriftDeps, { id, transfer }: ComparedCase): Promise<boolean> {
  if (!transfer) return false;
  const { transferId } = transfer;
  const state = await transaction(deps.db, (tx) => applyTransferEvents(tx, transferId));
  if (!state) return false;
  await takeUpTransfer(deps, state);
  const after = await comparedCase(deps.db, id);
  return after !== null && !standingDiffers(after);
}

async function itemsLeft(deps: DriftDeps, record: ComparedCase, run: CaseRun | null): Promise<Drift[]> {
  const { id: onboardingId, unchangedSeconds, items } = record;
  // A workflow that still runs is removing them, and shows its trouble.
  if (unchangedSeconds < removedWithinSeconds || run?.status === 'running' || items === 0) return [];
  const left = await itemsToRemove(deps.db, deps.vault, record);
  if (left.length === 0) return [];
  const repaired = deps.repair && (await removesItems(deps, onboardingId));
  return left.map(({ itemId }) => ({ kind: 'item_left', onboardingId, repaired, detail: { item: itemId } }));
}

/** Plaid is still making a report from an Item, or does not answer: then the next reconciliation tries again. */
async function removesItems(deps: DriftDeps, onboardingId: string): Promise<boolean> {
  try {
    await leavePlaid(deps, onboardingId);
    return true;
  } catch (error) {
    if (error instanceof Failure) return false;
    throw error;
  }
}

/** Reads the Item of a case that needs it, and finds it gone or broken at Plaid. The Item's feed then records that. */
async function itemDrift({ db, vault, plaid, cases, repair }: DriftDeps, record: ComparedCase): Promise<Drift | null> {
  if (!needsItem(record)) return null;
  const item = await itemOfCase(db, vault, record.id);
  if (!item?.accessToken || item.error !== null) return null;
  const { itemId } = item;
  const code = await plaid.readItem(item.accessToken).then(({ error }) => error, repairCode);
  if (code === null) return null;
  if (repair) await cases.wakeFeed(itemFeed(itemId));
  return { kind: 'item_differs', onboardingId: record.id, repaired: repair, detail: { item: itemId, code } };
}

function repairCode(error: unknown): string {
  if (error instanceof Failure && error.detail.repair) return error.detail.code;
  throw error;
}
