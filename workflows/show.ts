// Shows operators the state of a case: in the query `caseFile` and in the current details of the Temporal UI.
import { setCurrentDetails } from '@temporalio/workflow';
import type { Stage } from '../domain/case/stages.ts';
import { addToTimeline, type Case, moveTo } from './case.ts';
import { details } from './details.ts';
import type { CaseFile } from './messages.ts';

/** Adds an entry to the timeline that the query and the Temporal UI show. Pass references and codes only. */
export function note(theCase: Case, what: string): void {
  addToTimeline(theCase, what);
  setCurrentDetails(details(theCase));
}

/**
 * Notes a message that the case cannot use, without its content, which may be anything. Several in a row are one note.
 */
export function ignore(theCase: Case, message: string): void {
  const what = `ignored: ${message}`;
  if (theCase.timeline.at(-1)?.what !== what) note(theCase, what);
}

/** Shows the stage and the wait. This is free: current details are neither an Action nor an event. */
export function show(theCase: Case, stage: Stage, waiting: Case['waiting']): void {
  if (stage !== theCase.stage || theCase.timeline.length === 0) note(theCase, stage);
  moveTo(theCase, stage, waiting);
  setCurrentDetails(details(theCase));
}

export function caseFile({ stage, waiting, trouble, question, timeline }: Case): CaseFile {
  return { stage, waiting, trouble, question, timeline };
}
