// The updates that an operator sends to a case by name: over HTTP, by command, and in Temporal's own interfaces. A
// review is none of them, because it has to be on record first.
import { randomUUID } from 'node:crypto';
import type { UpdateDefinition } from '@temporalio/common';
import { loadCase, unknownCase } from '../../db/case/onboardings.ts';
import { cancel, refresh, resendNotification, retryStep, skipReminder } from '../../workflows/messages.ts';
import type { Deps } from '../context.ts';
import { askCase } from './ask-case.ts';

type Send = <A extends unknown[]>(update: UpdateDefinition<void, A>, ...args: A) => Promise<void>;

/** By their names in paths, in the command and in the audit. */
const updates = {
  cancel: { summary: 'End a case, while no money has moved', by: (send) => send(cancel, { by: 'operator' }) },
  retry_step: { summary: 'Retry the step of a case in trouble now', by: (send) => send(retryStep) },
  refresh: { summary: 'Read from Plaid now what a case waits for', by: (send) => send(refresh) },
  skip_reminder: { summary: "Do not send the next reminder of a case's wait", by: (send) => send(skipReminder) },
  resend_notification: {
    summary: 'Send the last notification about a case again',
    by: (send) => send(resendNotification),
  },
} as const satisfies Record<string, { summary: string; by: (send: Send) => Promise<void> }>;

export type UpdateName = keyof typeof updates;
export const updateNames = Object.keys(updates) as [UpdateName, ...UpdateName[]];
export const summaryOf = (name: UpdateName): string => updates[name].summary;

/** Sends the update to the case, whose tenant does not matter. Throws the refusal of the case. */
export async function updateCase(
  deps: Pick<Deps, 'db' | 'cases'>,
  onboardingId: string,
  name: UpdateName,
): Promise<void> {
  if (!(await loadCase(deps.db, onboardingId))) throw unknownCase();
  await updates[name].by((update, ...args) => askCase(deps, onboardingId, update, args, randomUUID()));
}
