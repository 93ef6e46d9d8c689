// After the money call the case follows its transfer for about ninety days, and does so asleep: each run continues as
// new with a start delay until the next moment worth looking. Such a run is one event of history: no timer, no worker
// memory, no replay, and it wakes on the newest code. `transferMoved`, sent by signal-with-start, wakes it at once, and
// opens the case again if a return comes after everything has closed.
import { makeContinueAsNewFunc } from '@temporalio/workflow';
import { type Outcome, waits } from '../domain/onboarding.ts';
import type { TransferRef } from '../domain/transfer.ts';
import { money } from './activities.ts';
import { type Case, show } from './case.ts';
import type { onboarding } from './onboarding.ts';
import { afterReturn } from './returned.ts';
import { searchAttributes } from './search-attributes.ts';
import { transferSent } from './send-transfer.ts';
import { step } from './step.ts';

/** How long to believe that the feed would have told us. A standard ACH transfer settles within this. */
const lookAfter = 3 * 86_400_000;

export async function followTransfer(theCase: Case, transfer: TransferRef): Promise<Outcome> {
  theCase.transfer = transfer;
  const told = () => theCase.inbox.transfersMoved.get(transfer.transferId);
  const heard = told();
  const { standing, watchUntil, closed } = await learn(theCase, transfer);
  const after = standing === 'returned' ? await afterReturn(theCase, transfer) : null;
  // What came meanwhile would be lost with this run.
  if (told() !== heard) return followTransfer(theCase, transfer);
  if (standing === 'failed' || standing === 'cancelled') return standing;
  if (standing === 'funded' && closed) return standing;
  if (!after) return sleep(theCase, { ...transfer, standing, watchUntil });
  if (after.over) return after.outcome;
  if (after.until > Date.now()) return sleep(theCase, { ...transfer, standing, watchUntil }, after.until);
  const next = await transferSent(theCase);
  return next.sent ? followTransfer(theCase, next.transfer) : next.outcome;
}

/** What has become of the transfer: as the feed told us, or else as Plaid answers now. */
async function learn(theCase: Case, transfer: TransferRef) {
  const { transferId } = transfer;
  const told = theCase.inbox.transfersMoved.get(transferId);
  if (told) return { standing: told.standing, watchUntil: told.watchUntil, closed: false };
  const resumed = theCase.start.transfer?.transferId === transferId;
  if (!resumed || transfer.standing === 'returned') return { ...transfer, closed: false };
  const { onboardingId } = theCase.start;
  return step(theCase, theCase.stage, () =>
    money.checkTransfer({ onboardingId, transferId, now: new Date().toISOString() }),
  );
}

function waitOf({ standing, watchUntil }: TransferRef, again: number) {
  switch (standing) {
    case 'moving':
      return { stage: 'transferring', waitingFor: waits.settlement, until: Date.now() + lookAfter } as const;
    case 'funded':
      return { stage: 'watching_returns', waitingFor: waits.returns, until: Date.parse(watchUntil) } as const;
    case 'returned':
      return { stage: 'transferring', waitingFor: waits.representment, until: again } as const;
  }
}

/** `again`: when a transfer that came back is made again. */
async function sleep(theCase: Case, transfer: TransferRef, again = 0): Promise<never> {
  const { start } = theCase;
  const { stage, waitingFor, until } = waitOf(transfer, again);
  const continueAsleep = makeContinueAsNewFunc<typeof onboarding>({
    backoffStartInterval: Math.max(1000, until - Date.now()),
    // The delayed run has no worker to ask, so what operators read travels with it.
    memo: { stage, waiting_for: waitingFor, until: new Date(until).toISOString() },
    typedSearchAttributes: [
      { key: searchAttributes.stage, value: stage },
      { key: searchAttributes.trouble, value: 'none' },
      { key: searchAttributes.tenant, value: start.tenantId },
      { key: searchAttributes.userId, value: start.userId },
      { key: searchAttributes.item, value: transfer.itemId },
      { key: searchAttributes.transfer, value: transfer.transferId },
    ],
  });
  show(theCase, stage, { for: waitingFor, until: new Date(until).toISOString() });
  return continueAsleep({ ...start, transfer });
}
