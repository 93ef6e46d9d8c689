// Finds work in progress, so that a time jump waits for it.
import { Client } from '@temporalio/client';
import { feedType, processTypes } from '../workflows/messages.ts';
import { eachOf } from './each-of.ts';
import type { TimeTravel } from './time-travel.ts';

const atOnce = 8;

/**
 * Returns whether a feed or a case has an activity or a workflow task to do. The record of a case may be a step ahead
 * of its workflow: it says `returned` before the workflow has offered another Link, and a jump in between would let
 * days pass for an applicant who could not act. Returns true also if Temporal does not answer, because then nothing is
 * known.
 */
export async function isAnyAtWork({ temporal }: Pick<TimeTravel, 'temporal'>): Promise<boolean> {
  if (!temporal) return false;
  const client = new Client(temporal);
  try {
    // Check the feeds first: a feed at rest has signalled the cases about everything that it has stored.
    return (await isOneAtWork(client, [feedType])) || (await isOneAtWork(client, Object.values(processTypes)));
  } catch {
    return true;
  }
}

async function isOneAtWork(client: Client, types: string[]): Promise<boolean> {
  const named = types.map((type) => `'${type}'`).join(', ');
  let atWork = false;
  const query = `WorkflowType IN (${named}) AND ExecutionStatus = 'Running'`;
  await eachOf(client.workflow.list({ query }), atOnce, async ({ workflowId }) => {
    const { raw } = await client.workflow.getHandle(workflowId).describe();
    atWork ||= Boolean(raw.pendingActivities?.length || raw.pendingWorkflowTask);
  });
  return atWork;
}
