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
import { searchAttributes } from './search-attributes.ts';
import { step } from './step.ts';

/** How long to believe that the feed would have told us. A standard ACH transfer settles within this. */
const lookAfter = 3 * 86_400_000;

export async function followTransfer(theCase: Case, transfer: TransferRef): Promise<Outcome> {
  const heard = theCase.inbox.transferMoved;
  const { standing, watchUntil, closed } = await learn(theCase, transfer);
  // What came meanwhile would be lost with this run.
  if (theCase.inbox.transferMoved !== heard) return followTransfer(theCase, transfer);
  if (standing === 'failed' || standing === 'cancelled' || standing === 'returned') return standing;
  if (standing === 'funded' && closed) return standing;
  return sleepUntil(theCase, { ...transfer, standing, watchUntil });
}

/** What has become of the transfer: as the feed told us, or else as Plaid answers now. */
async function learn(theCase: Case, transfer: TransferRef) {
  const resumed = theCase.start.transfer !== undefined;
  const told = theCase.inbox.transferMoved;
  if (told) return { standing: told.standing, watchUntil: told.watchUntil, closed: false };
  if (!resumed) return { ...transfer, closed: false };
  const { onboardingId } = theCase.start;
  const { transferId } = transfer;
  return step(theCase, theCase.stage, () =>
    money.checkTransfer({ onboardingId, transferId, now: new Date().toISOString() }),
  );
}

async function sleepUntil(theCase: Case, transfer: TransferRef): Promise<never> {
  const { start } = theCase;
  const funded = transfer.standing === 'funded';
  const until = funded ? Date.parse(transfer.watchUntil) : Date.now() + lookAfter;
  const stage = funded ? 'watching_returns' : 'transferring';
  const waitingFor = funded ? waits.returns : waits.settlement;
  const sleep = makeContinueAsNewFunc<typeof onboarding>({
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
  return sleep({ ...start, transfer });
}
