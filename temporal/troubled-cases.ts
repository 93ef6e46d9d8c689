// Counts the cases that stand still, which only Temporal knows.
import type { Client } from '@temporalio/client';
import { type FailureKind, failureKinds } from '../domain/failure.ts';

export type TroubledCases = {
  /** Cases with a step in trouble, by the kind of failure. */
  inTrouble: Record<FailureKind, number>;
  /** Workflows whose code throws, or does not fit their history. */
  failing: number;
};

type Call = <T>(work: () => Promise<T>) => Promise<T>;

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
  };
}
