// Cases on which record, workflow and Plaid agree, until a test changes one side alone.
import { randomUUID } from 'node:crypto';
import type { DriftDeps } from '../../../cases/drift-deps.ts';
import { reconcile } from '../../../cases/reconcile.ts';
import { loadCase } from '../../../db/case/onboardings.ts';
import { moveStage } from '../../../db/case/stages.ts';
import { acrossTenants } from '../../../db/reach.ts';
import type { Stage } from '../../../domain/case/stages.ts';
import { type CaseRun, type Drift, firstPlace, type ReconcilePlace } from '../../../domain/drift.ts';
import type { TransferStatus } from '../../../domain/transfers/transfer.ts';
import type { TransferChange } from '../../../domain/transfers/transfer-change.ts';
import type { TestDatabase } from '../database/database.ts';
import { poolAs } from '../database/pool-as.ts';
import { strictPlaid } from '../plaid/strict-plaid.ts';
import { deafCases } from './activities.ts';
import { storedAccount, storedCase, storedTransfer, testVault } from './stored-case.ts';

/** `database`: of the test file, which is there once its tests run. */
export function agreeingCases(database: Pick<TestDatabase, 'pool'>) {
  const plaid = strictPlaid();
  const runs = new Map<string, CaseRun>();
  const moved: TransferChange[] = [];
  const woken: string[] = [];
  const paymentsSignalled: string[] = [];
  const replaced: string[] = [];
  const alerts: string[] = [];

  const deps = (repair: boolean, restoredTo: Date | null = null): DriftDeps => ({
    db: poolAs(database.pool, 'gangway_worker'),
    vault: testVault,
    plaid: plaid.gateway,
    cases: {
      ...deafCases,
      runsOf: async (ids) => new Map([...runs].filter(([id]) => ids.includes(id))),
      currentRun: async (id) => runs.get(id) ?? null,
      runningCases: async () => ({ onboardingIds: [...runs.keys()], next: null }),
      transferMoved: async (change) => void moved.push(change),
      wakeFeed: async (feed) => void woken.push(feed),
      startInPlace: async ({ onboardingId }) => void replaced.push(`${onboardingId} starts`),
      followInPlace: async ({ onboardingId, standing }) => void replaced.push(`${onboardingId} follows ${standing}`),
      stop: async (onboardingId) => void replaced.push(`${onboardingId} stops`),
      paymentMoved: async (id) => {
        paymentsSignalled.push(id);
        return 'signalled';
      },
    },
    alert: (_about, what) => void alerts.push(what),
    repair,
    restoredTo,
  });
  async function findings(repair: boolean, restoredTo: Date | null = null): Promise<Drift[]> {
    const all: Drift[] = [];
    for (let place: ReconcilePlace | null = firstPlace; place; ) {
      const { found, next }: Awaited<ReturnType<typeof reconcile>> = await acrossTenants(() =>
        reconcile(deps(repair, restoredTo), place ?? firstPlace),
      );
      all.push(...found);
      place = next;
    }
    return all;
  }

  const lists = [moved, woken, paymentsSignalled, replaced];

  /**
   * Reports first, and throws if that changed or woke anything. Then repairs. Returns what was found of the case, as
   * `kind repaired` or `kind left`.
   */
  async function found(id: string): Promise<string[]> {
    const ofCase = (all: Drift[]) => all.filter(({ onboardingId }) => onboardingId === id);
    for (const list of lists) list.length = 0;
    const reported = ofCase(await findings(false));
    if (lists.some((list) => list.length > 0) || reported.some(({ repaired }) => repaired))
      throw new Error('a report changed something');
    const repaired = ofCase(await findings(true));
    const kinds = (of: Drift[]) => of.map(({ kind }) => kind).join();
    if (kinds(repaired) !== kinds(reported)) throw new Error(`${kinds(reported)} became ${kinds(repaired)}`);
    return repaired.map((one) => `${one.kind} ${one.repaired ? 'repaired' : 'left'}`);
  }

  const sql = (text: string, ...values: unknown[]) => database.pool.query(text, values);
  const rest = (id: string) => sql(`update onboardings set updated_at = now() - interval '2 hours' where id = $1`, id);
  const shows = (onboardingId: string, status: string, stage: string | null, outcome: string | null = null) =>
    runs.set(onboardingId, { onboardingId, runId: randomUUID(), status, stage, outcome });
  const record = async (id: string) => {
    const found = await loadCase(database.pool, id);
    return [found?.stage, found?.outcome, found?.reason];
  };

  /** A case that rests in a stage, and whose workflow shows it. */
  async function aCase(stage: Exclude<Stage, 'closed'>, change: Parameters<typeof storedCase>[1] = {}) {
    const id = await storedCase(database.pool, change);
    await sql('update onboardings set workflow_started_at = now() where id = $1', id);
    await moveStage(database.pool, { onboardingId: id, step: 3, stage });
    shows(id, 'running', stage);
    await rest(id);
    return id;
  }

  /** A case with a transfer of this status on record and at Plaid, and the stage that follows from it. */
  async function aTransfer(status: TransferStatus, stage: Stage, outcome: string | null = null) {
    const id = await aCase('transferring');
    const transferId = await storedTransfer(database.pool, id);
    await sql('update transfers set status = $2 where id = $1', transferId, status);
    await sql('update onboardings set stage = $2, outcome = $3 where id = $1', id, stage, outcome);
    shows(id, 'running', stage, outcome);
    await rest(id);
    atPlaid(id, transferId, status);
    return { id, transferId };
  }

  const atPlaid = (onboardingId: string, transferId: string, status: TransferStatus, accountId = 'account-1') =>
    plaid.transfers.push({
      ...{ transferId, status, accountId, authorizationId: `of-${transferId}`, description: 'First' },
      ...{ network: 'ach', amountCents: 2500, cancellable: false, createdAt: new Date(Date.now() - 3_600_000) },
      ...{ windows: { standard: null, unauthorized: null }, ledgerId: null, failure: null },
      metadata: { onboarding_id: onboardingId },
    });

  /** A case that closed two hours ago. */
  async function aClosedCase(outcome: string, policy: Parameters<typeof storedCase>[1] = {}) {
    const id = await aCase('in_review', policy);
    const account = await storedAccount(database.pool, id);
    await sql(`update onboardings set stage = 'closed', outcome = $2 where id = $1`, id, outcome);
    await sql(`insert into timeline (onboarding_id, what, at) values ($1, 'closed', now() - interval '2 hours')`, id);
    shows(id, 'completed', 'in_review', outcome);
    await rest(id);
    return { id, ...account };
  }

  return {
    ...{ plaid, moved, woken, paymentsSignalled, replaced, alerts, deps, runs, found, findings },
    ...{ sql, rest, shows, record, aCase, aTransfer, aClosedCase, atPlaid },
  };
}
