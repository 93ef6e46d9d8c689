// Opens a case, listens to its messages, and closes it.
// Handlers are set before anything else runs and only write to the inbox: one that throws or waits wedges the case.
import { ApplicationFailure, CancellationScope, setHandler } from '@temporalio/workflow';
import { furtherMicroDeposits } from '../domain/micro-deposits.ts';
import type { Outcome, Stage } from '../domain/onboarding.ts';
import { removesItem } from '../domain/remains.ts';
import { hasApproved, reviewVerdict } from '../domain/review.ts';
import { furtherStanding } from '../domain/transfer.ts';
import { people } from './activities.ts';
import { type Case, caseFile, note, openCase, show } from './case.ts';
import { watchConsent } from './consent.ts';
import { AccountChanged, Ended } from './ended.ts';
import * as messages from './messages.ts';
import { close, step } from './step.ts';

export async function withCase(
  start: messages.OnboardingStart,
  main: (theCase: Case) => Promise<Outcome>,
): Promise<Outcome> {
  const theCase = openCase(start);
  listen(theCase);
  listenForCancellation(theCase);
  // Nothing interrupts a case half-way through a money call: it looks for a cancellation where it may leave.
  return CancellationScope.nonCancellable(async () => {
    void watchConsent(theCase);
    for (;;) {
      const outcome = await untilEnded(theCase, main);
      const heard = standingOf(theCase);
      await cleanUp(theCase, outcome);
      // The money may have come back meanwhile.
      if (standingOf(theCase) !== heard) continue;
      show(theCase, 'closed', null);
      return outcome;
    }
  });
}

/** What the case has left behind at Plaid. It is closed on record, and stays open here until this is done. */
async function cleanUp(theCase: Case, outcome: Outcome): Promise<void> {
  const { start, inbox, items } = theCase;
  const { removeItem } = start.policy;
  if (items === 'none' || removeItem === 'never') return;
  if (items === 'one' && !removesItem(removeItem, outcome)) return;
  theCase.cancellable = false;
  inbox.cancelled = null;
  await step(theCase, 'closed', people.cleanUp);
}

/** What was told last of the transfer that the case follows. */
const standingOf = ({ transfer, inbox }: Case) => transfer && inbox.transfersMoved.get(transfer.transferId)?.standing;

/** Runs a process to its end, also where it is left on the way. */
export async function untilEnded(theCase: Case, main: (theCase: Case) => Promise<Outcome>): Promise<Outcome> {
  for (;;) {
    try {
      return await main(theCase);
    } catch (error) {
      if (error instanceof Ended) return close(theCase, error.outcome, error.reason);
      if (!(error instanceof AccountChanged)) throw error;
      theCase.items = 'several';
      // The process begins again where Link is finished: the account has to be proven and matched as if it were the first.
      theCase.transfer = null;
      theCase.inbox.linked = true;
      theCase.inbox.accountChanged = false;
      theCase.inbox.reviews = [];
    }
  }
}

/** "Request cancellation" in the Temporal UI means the same as the API's cancel. */
function listenForCancellation(theCase: Case): void {
  CancellationScope.current().cancelRequested.catch(() => {
    if (theCase.cancellable) theCase.inbox.cancelled = { by: 'operator' };
    else note(theCase, 'cancellation refused: money is on its way, or the case is closing');
  });
}

function listen(theCase: Case): void {
  const { inbox } = theCase;
  setHandler(
    messages.linked,
    ({ mode }) => {
      if (mode === 'accounts') inbox.accountChanged = true;
      else inbox.linked = true;
      if (mode !== 'new') inbox.consentEndsAt = null;
    },
    { description: 'The person finished Link' },
  );
  setHandler(messages.linkOffered, ({ expiresAt }) => void inbox.linkTokenExpiries.push(expiresAt), {
    description: 'The person was given a fresh Link token',
  });
  setHandler(
    messages.linkAbandoned,
    () => {
      inbox.linkAbandoned = true;
    },
    { description: 'The person left Link for good' },
  );
  setHandler(messages.itemChanged, (changed) => hearOfItem(theCase, changed), {
    description: 'A hint that something has become of the Item',
  });
  setHandler(
    messages.identityVerificationChanged,
    () => {
      inbox.identityVerificationChanged = true;
    },
    { description: "A hint that Plaid's verification of the person went on" },
  );
  setHandler(
    messages.paymentChanged,
    () => {
      inbox.paymentChanged = true;
    },
    { description: 'A hint that the payment moved' },
  );
  setHandler(
    messages.transferMoved,
    (moved) => {
      const before = inbox.transfersMoved.get(moved.transferId)?.standing ?? 'moving';
      inbox.transfersMoved.set(moved.transferId, { ...moved, standing: furtherStanding(before, moved.standing) });
    },
    { description: 'Money arrived, failed or came back' },
  );
  setHandler(
    messages.microDepositsMoved,
    ({ accountId, moved, at, returnCode }) => {
      const heard = { moved, at, returnCode, heardAt: Date.now() };
      const before = inbox.microDeposits.get(accountId);
      if (before && furtherMicroDeposits(before, heard) === before) return;
      inbox.microDeposits.set(accountId, heard);
      inbox.accountNews = true;
      note(theCase, `micro-deposits ${moved}${returnCode ? ` (${returnCode})` : ''}`);
    },
    { description: 'Micro-deposits were sent, failed or came back' },
  );
  setHandler(messages.caseFile, () => caseFile(theCase), { description: 'The case as its workflow sees it' });
  setHandler(
    messages.review,
    (given) => {
      inbox.reviews.push(given);
      note(theCase, `${given.reviewer}: ${given.decision}`);
    },
    {
      description: 'Approve or reject what is in review',
      validator: ({ decision, reviewer }) => {
        const { stage, start } = theCase;
        const open = reviewVerdict(inbox.reviews, start.policy.review) === 'open';
        if (!open || !reviewable.includes(stage)) refuse(`The case is ${stage}, not waiting for review.`);
        if (decision === 'approve' && hasApproved(inbox.reviews, reviewer)) {
          refuse('This reviewer has approved already: another one has to approve as well.');
        }
      },
    },
  );
  setHandler(
    messages.cancel,
    (cancel) => {
      inbox.cancelled = cancel;
    },
    {
      description: 'End the case, while no money has moved',
      validator: (_cancel) => {
        if (!theCase.cancellable) refuse('Money is on its way or the case is closing: it can no longer be cancelled.');
      },
    },
  );
  setHandler(
    messages.retryStep,
    () => {
      inbox.retryStep = true;
    },
    {
      description: 'Try the step that is in trouble again, now',
      validator: () => {
        if (!theCase.trouble) refuse('No step of this case waits to be tried again.');
      },
    },
  );
}

function hearOfItem(theCase: Case, { webhook, change, at }: messages.ItemChanged): void {
  const { inbox } = theCase;
  // Temporal may have taken what the relay believes it has not. Begun twice, a review would be asked for twice.
  if (inbox.heard.includes(webhook)) return;
  inbox.heard.push(webhook);
  note(theCase, `Plaid says of the Item: ${change}`);
  switch (change) {
    case 'broken':
      inbox.itemRepaired = false;
      break;
    case 'repaired':
      inbox.itemRepaired = true;
      inbox.consentEndsAt = null;
      break;
    case 'consent_ending':
      inbox.consentEndsAt = at ?? null;
      break;
    case 'numbers_changed':
    case 'owner_changed':
      inbox.accountChanged = true;
      break;
    case 'permission_revoked':
    case 'account_revoked':
      inbox.revoked = change;
      break;
    case 'verification_changed':
      inbox.accountNews = true;
      break;
    case 'new_accounts':
      break;
  }
}

/** The record says in_review a moment before the case waits: a decision in between is as good. */
const reviewable: Stage[] = ['in_review', 'matching_identity', 'authorizing', 'awaiting_identity_verification'];

function refuse(message: string): never {
  throw ApplicationFailure.nonRetryable(message, 'conflict');
}
