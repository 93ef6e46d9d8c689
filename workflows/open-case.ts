// Makes a case from the payload with which its workflow starts.
import { ApplicationFailure } from '@temporalio/workflow';
import { caseStartOf, type OnboardingStart, stageAtStart } from '../domain/case/case-start.ts';
import { type Ending, foreignReason } from '../domain/case/reasons.ts';
import type { Case } from './case.ts';
import { emptyInbox } from './inbox.ts';
import { refusals } from './messages.ts';
import { searchableOf } from './searchable.ts';

/** Throws, and so fails the workflow, when the payload is not a case. */
export function openCase(given: unknown): Case {
  const checked = caseStartOf(given);
  if ('wrong' in checked) throw ApplicationFailure.nonRetryable(checked.wrong, refusals.invalid);
  const { start } = checked;
  const { transfer = null, payment } = start;
  const stage = stageAtStart(start);
  const itemId = transfer?.itemId ?? start.itemId ?? null;
  const trouble = null;
  const ending = endingAtStart(start);
  const paymentId = payment?.paymentId ?? null;
  return {
    start,
    stage,
    waiting: null,
    trouble,
    delay: null,
    timeline: [],
    question: null,
    ending,
    reviews: start.reviews ?? [],
    transfer,
    transferNumber: 1,
    // No money moves before the applicant is verified, so a case with a transfer has passed.
    personVerified: transfer !== null,
    linkedAgain: 0,
    repairs: 0,
    depositsSent: new Map(),
    itemId,
    paymentId,
    brokenOff: new Map(),
    reminding: null,
    reminders: 0,
    // The caller that started this run has set the search attributes to these values.
    searchable: searchableOf({ start, stage, trouble, itemId, transfer, paymentId, ending }),
    items: transfer ? (transfer.severalItems ? 'several' : 'one') : 'none',
    steps: 0,
    cancellable: !transfer && !payment,
    beginsAgain: false,
    inbox: emptyInbox(start.linkTokenExpiresAt),
  };
}

/** The record has an outcome for a case that watches for a return, and for one that its payment has opened again. */
function endingAtStart({ transfer, payment }: OnboardingStart): Ending | null {
  if (payment) return { outcome: payment.outcome, reason: payment.reason ? foreignReason(payment.reason) : null };
  return transfer?.standing === 'funded' ? { outcome: 'funded', reason: null } : null;
}
