// The message handlers of a case. They are set before anything else runs, and only write to the inbox: a handler that
// throws or waits blocks the case. Operators can type messages, and other releases send them. So a handler ignores and
// notes a signal that it cannot use, and refuses an update with a sentence that says what to send.
import type { SignalDefinition } from '@temporalio/common';
import { CancellationScope, setDefaultSignalHandler, setHandler } from '@temporalio/workflow';
import {
  cancelOf,
  itemChangedOf,
  linkedOf,
  linkOfferedOf,
  microDepositsMovedOf,
  reviewOf,
  transferMovedOf,
} from '../domain/case/payloads.ts';
import type { Case } from './case.ts';
import {
  addHint,
  depositsHaveMoved,
  itemHasChanged,
  linkOffered,
  linkWasAbandoned,
  linkWasReported,
  reviewWasNamed,
  setCancelled,
  transferHasMoved,
} from './inbox.ts';
import { isInterrupted } from './interruptions.ts';
import * as messages from './messages.ts';
import { refuse } from './refuse.ts';
import { caseFile, ignore, note } from './show.ts';

/** Handles a signal. `read` returns null for a payload that does not fit. */
function on<Payload>(
  theCase: Case,
  signal: SignalDefinition<[Payload]>,
  description: string,
  read: (payload: unknown) => Payload | null,
  receive: (payload: Payload) => void,
): void {
  const handler = (given: unknown) => {
    const payload = read(given);
    if (payload === null) ignore(theCase, `a signal ${signal.name} with a payload that does not fit`);
    else receive(payload);
  };
  setHandler(signal, handler, { description });
}

/** Handles a signal that carries nothing. Its handler does not read a payload. */
function onHint(signal: SignalDefinition<[]>, description: string, receive: () => void): void {
  setHandler(signal, () => receive(), { description });
}

export function listen(theCase: Case): void {
  listenToApplicant(theCase);
  listenToPlaid(theCase);
  onHint(messages.tenantAnswered, 'A hint that the tenant has confirmed or refused the transfer', () =>
    addHint(theCase.inbox, 'answer'),
  );
  setDefaultSignalHandler(() => ignore(theCase, 'a signal of an unknown name'));
  setHandler(messages.caseFile, () => caseFile(theCase), { description: 'The case as its workflow sees it' });
  listenToUpdates(theCase);
  listenForCancellation(theCase);
}

function listenToApplicant(theCase: Case): void {
  const { inbox } = theCase;
  on(theCase, messages.linked, 'The applicant finished Link', linkedOf, (finished) => linkWasReported(inbox, finished));
  onHint(messages.linkLeft, 'The applicant left Link and may come back', () => addHint(inbox, 'account'));
  on(theCase, messages.linkOffered, 'The applicant has a new Link token', linkOfferedOf, ({ expiresAt }) =>
    linkOffered(inbox, expiresAt),
  );
  onHint(messages.linkAbandoned, 'The applicant left Link for good', () => linkWasAbandoned(inbox));
}

function listenToPlaid(theCase: Case): void {
  const { inbox } = theCase;
  on(theCase, messages.itemChanged, 'A hint that the Item has changed', itemChangedOf, (changed) => {
    if (itemHasChanged(inbox, changed)) note(theCase, `Plaid reports about the Item: ${changed.change}`);
  });
  onHint(messages.identityVerificationChanged, 'A hint that the Identity Verification has changed', () =>
    addHint(inbox, 'identity_verification'),
  );
  onHint(messages.paymentChanged, 'A hint that the payment has changed', () => addHint(inbox, 'payment'));
  onHint(messages.ledgerFilled, 'A hint that our Ledger at Plaid has been filled', () => addHint(inbox, 'retry'));
  on(theCase, messages.transferMoved, 'The transfer arrived, failed or came back', transferMovedOf, (moved) =>
    transferHasMoved(inbox, moved),
  );
  on(
    theCase,
    messages.microDepositsMoved,
    'Micro-deposits were sent, failed or came back',
    microDepositsMovedOf,
    (to) => {
      const { moved, returnCode } = to;
      if (!depositsHaveMoved(inbox, to, Date.now())) return;
      note(theCase, `micro-deposits ${moved}${returnCode ? ` (${returnCode})` : ''}`);
    },
  );
}

function listenToUpdates(theCase: Case): void {
  const { inbox } = theCase;
  setHandler(
    messages.review,
    (given) => {
      const payload = reviewOf(given);
      if (payload) reviewWasNamed(inbox, payload.review);
    },
    {
      description: 'A reviewer has decided: read the decision on record',
      validator: (given) => {
        if (!reviewOf(given)) refuse('invalid', reviewTakes);
        const over = theCase.stage === 'closed' || isInterrupted(theCase);
        if (inbox.reviewsNamed && !over) return;
        const why = `The case has no open question to reviewers: it is ${theCase.stage}, not waiting for a review.`;
        refuse(over ? 'conflict' : 'early', why);
      },
    },
  );
  setHandler(messages.cancel, (given) => setCancelled(inbox, cancelOf(given)), {
    description: 'End the case, while no money has moved',
    validator: (given) => {
      if (!cancelOf(given)) refuse('invalid', 'Send {"by": "operator"}, or {"by": "tenant"} if the tenant asked.');
      if (!theCase.cancellable) {
        refuse('conflict', 'The case can no longer be cancelled: money is on its way, or the case is closing.');
      }
    },
  });
  setHandler(messages.retryStep, () => addHint(inbox, 'retry'), {
    description: 'Retry the step in trouble now',
    validator: () => {
      if (!theCase.trouble) refuse('conflict', 'No step of this case is waiting for a retry.');
    },
  });
}

const reviewTakes =
  'Send {"review": "rev_…"}, the id of a decision on record. ' +
  'To record one, use POST /v1/onboardings/:id/review or npm run review.';

/** The Temporal UI's "Request Cancellation" cancels a case as the update `cancel` does. */
function listenForCancellation(theCase: Case): void {
  CancellationScope.current().cancelRequested.catch(() => {
    if (theCase.cancellable) setCancelled(theCase.inbox, { by: 'operator' });
    else note(theCase, 'cancellation refused: money is on its way, or the case is closing');
  });
}
