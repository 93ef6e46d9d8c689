// Counts and lists the cases that stand still, which only Temporal knows.
import type { Client } from '@temporalio/client';
import type { Stage } from '../domain/case/stages.ts';
import { type FailureKind, failureKinds } from '../domain/failure.ts';
import { caseIdOf } from '../workflows/messages.ts';
import { searchAttributes } from '../workflows/search-attributes.ts';
import type { Call } from './call.ts';

export type TroubledCases = {
  /** Cases with a step in trouble, by the kind of failure. */
  inTrouble: Record<FailureKind, number>;
  /** Workflows whose code throws, or does not fit their history. */
  failing: number;
};

export type TroubledCase = { id: string; tenant: string | null; stage: Stage | null };

/** A page holds 1,000 cases. */
const listWithin = 60_000;

export function troubledCases(client: Pick<Client, 'workflow'>, call: Call) {
  const running = async (condition: string): Promise<number> =>
    (await client.workflow.count(`${condition} AND ExecutionStatus = 'Running'`)).count;
  return {
    countTroubled: (): Promise<TroubledCases> =>
      call(async () => {
        // Temporal groups a count by no attribute of ours.
        const [failing, ...counts] = await Promise.all([
          running(`TemporalReportedProblems IN ('category=WorkflowTaskFailed')`),
          ...failureKinds.map((kind) => running(`GangwayTrouble = '${kind}'`)),
        ]);
        const inTrouble = Object.fromEntries(failureKinds.map((kind, at) => [kind, counts[at]]));
        return { inTrouble: inTrouble as TroubledCases['inTrouble'], failing };
      }),

    /** Returns the cases with a step in trouble of this kind: of a tenant, or all. */
    casesInTrouble: (kind: FailureKind, tenant?: string): Promise<TroubledCase[]> =>
      call(async () => {
        const ofTenant = tenant === undefined ? '' : ` AND GangwayTenant = '${tenant}'`;
        const query = `GangwayTrouble = '${kind}'${ofTenant} AND ExecutionStatus = 'Running'`;
        const found: TroubledCase[] = [];
        for await (const { workflowId, typedSearchAttributes: shown } of client.workflow.list({ query }))
          found.push({
            id: caseIdOf(workflowId),
            tenant: shown.get(searchAttributes.tenant) ?? null,
            stage: (shown.get(searchAttributes.stage) ?? null) as Stage | null,
          });
        return found;
      }, listWithin),
  };
}
