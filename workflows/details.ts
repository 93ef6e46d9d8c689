// Writes the current details of one case for the Temporal UI, as Markdown. Holds references, codes and the amount only.
import { workflowInfo } from '@temporalio/workflow';
import { decidedBy } from '../domain/case/decided-by.ts';
import { waitRows } from '../domain/case/stages.ts';
import { type Case, reminderToCome } from './case.ts';
import { searchAttributes } from './search-attributes.ts';

/** The amount is a search attribute that the run starts with. Only operators need it; the process does not. */
export const amountOfRun = (): string | null =>
  workflowInfo().typedSearchAttributes.get(searchAttributes.amount) ?? null;

export function details(theCase: Case): string {
  const { stage, ending, transfer, paymentId, waiting, trouble, question, reviews, timeline } = theCase;
  const reminder = reminderToCome(theCase);
  const amount = amountOfRun();
  return [
    `**Stage:** ${stage}`,
    ...(ending ? [`**Outcome:** ${ending.outcome}${ending.reason === null ? '' : ` (${ending.reason})`}`] : []),
    ...(ending ? [`**Decided by** ${decidedBy(ending, reviews)}`] : []),
    ...(reviews.length > 0 ? [`**Reviews:** ${reviews.join(', ')}`] : []),
    ...(amount ? [`**Amount:** ${amount}`] : []),
    ...(transfer ? [`**Transfer** ${transfer.transferId}: ${transfer.standing}`] : []),
    ...(paymentId ? [`**Payment** ${paymentId}`] : []),
    ...(waiting
      ? [`**Waiting for** ${waitRows[waiting.for].words}${waiting.until ? ` until ${waiting.until}` : ''}`]
      : []),
    ...(reminder ? [`**Next reminder:** ${new Date(reminder).toISOString()}, if the case still waits`] : []),
    ...(question ? [`**Question to reviewers:** ${question}`] : []),
    ...(trouble ? [`**Trouble:** ${trouble.kind} (${trouble.code}). ${trouble.message}`] : []),
    timeline.map(({ at, what }) => `- ${at} ${what}`).join('\n'),
  ].join('\n\n');
}
