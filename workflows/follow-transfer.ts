// After the money call the case follows its transfer for about ninety days: until the bank has moved the money, and
// then until no return can come. It waits for messages and for a timer, as in every wait (wait.ts). Before a wait of
// weeks it continues as new, so the run that stays open that long has a history of a few events and starts on the
// newest code. `transferMoved` comes by signal-with-start, so a return that comes after the case has closed opens it
// again.
import { makeContinueAsNewFunc } from '@temporalio/workflow';
import type { ReturnFollowed } from '../activities/types.ts';
import type { Outcome } from '../domain/case/onboarding.ts';
import type { Reason } from '../domain/case/reasons.ts';
import { type LearnedOfTransfer, lookAfter, nextMove } from '../domain/transfers/next-move.ts';
import type { TransferRef } from '../domain/transfers/transfer.ts';
import { money } from './activities.ts';
import { type Case, ends, mayBeCancelled, type Resting, transferCameBack, transferUnderWay } from './case.ts';
import { amountOfRun } from './details.ts';
import { AccountChanged, Ended } from './interruptions.ts';
import { linkAnother } from './link-finished.ts';
import type { OnboardingStart } from './messages.ts';
import { followingAttributes } from './search-attributes.ts';
import { type TransferSent, transferSent } from './send-transfer.ts';
import { step } from './step.ts';
import { type Look, type Waiting, waitUntil } from './wait.ts';

type Followed = { over: true; outcome: Outcome } | { over: false };

/** Sends the money, unless a transfer is under way, and follows it. Sends it again after a return that allows that. */
export async function moveMoney(theCase: Case): Promise<Outcome> {
  for (let { transfer } = theCase; ; transfer = null) {
    const sent: TransferSent = transfer ? { sent: true, transfer } : await transferSent(theCase);
    if (!sent.sent) return sent.outcome;
    const followed = await followTransfer(theCase, sent.transfer);
    if (followed.over) return followed.outcome;
  }
}

/** Not over when the transfer came back, and it is the day on which the case sends the money again. */
async function followTransfer(theCase: Case, sent: TransferRef): Promise<Followed> {
  let transfer = sent;
  transferUnderWay(theCase, transfer);

  async function look(): Promise<Look<Followed>> {
    const signal = signalOf(theCase, transfer);
    const learned = await learn(theCase, transfer);
    const returned = learned.standing === 'returned' ? await followReturn(theCase, transfer) : null;
    const move = nextMove(learned, returned, Date.now());
    // If a signal came meanwhile, continuing as new would lose it.
    if (move.do !== 'link_another' && signalOf(theCase, transfer) !== signal) return look();
    switch (move.do) {
      case 'link_another':
        return linkAfterReturn(theCase, move.reason);
      case 'end':
        return { result: { over: true, outcome: ends(theCase, move.ending) } };
      case 'send_again':
        return { result: { over: false } };
      case 'sleep':
        return fallAsleep(
          theCase,
          { ...transfer, standing: move.standing, watchUntil: learned.watchUntil },
          move.until,
        );
      case 'look':
        transfer = { ...transfer, standing: 'moving', watchUntil: learned.watchUntil };
        return waitOn(theCase, transfer, move.at);
    }
  }

  const until = firstLook(theCase, transfer);
  return waitUntil(theCase, until > Date.now() ? waitOn(theCase, transfer, until) : await look(), look);
}

/** Returns what follows the return. The activity that first learned of it decided that; the record holds it. */
async function followReturn(theCase: Case, { transferId }: TransferRef): Promise<ReturnFollowed> {
  const { onboardingId } = theCase.start;
  const followed = await step(theCase, theCase.stage, () => money.followReturn({ onboardingId, transferId }));
  transferCameBack(theCase, followed);
  return followed;
}

/** No money is on its way now, so the applicant may take their time, and the tenant may cancel. */
async function linkAfterReturn(theCase: Case, reason: Reason): Promise<never> {
  mayBeCancelled(theCase);
  const link = await linkAnother(theCase, reason);
  if (!link.finished) throw new Ended('abandoned', link.reason);
  throw new AccountChanged();
}

/** Returns when to look if no signal comes before, in milliseconds since 1970. */
function firstLook({ start }: Case, { transferId }: TransferRef): number {
  if (start.transfer?.transferId !== transferId) return Date.now() + lookAfter;
  return start.asleepUntil ? Date.parse(start.asleepUntil) : Date.now();
}

/** Returns the feed's last signal, unless it only says that the transfer is moving. */
function signalOf({ inbox }: Case, { transferId }: TransferRef) {
  const signal = inbox.transfersMoved.get(transferId);
  return signal?.standing === 'moving' ? undefined : signal;
}

function waitOn(theCase: Case, transfer: TransferRef, deadline: number): { wait: Waiting } {
  const received = () => signalOf(theCase, transfer) !== undefined;
  return { wait: { ...waitOf(transfer), deadline, received } };
}

/** Returns the transfer's standing as the feed signalled it, or else as Plaid answers now. */
async function learn(theCase: Case, transfer: TransferRef): Promise<LearnedOfTransfer> {
  const signal = signalOf(theCase, transfer);
  if (signal) return { standing: signal.standing, watchUntil: signal.watchUntil, closed: false, code: signal.code };
  if (transfer.standing === 'returned') return { ...transfer, closed: false };
  const { onboardingId } = theCase.start;
  const { transferId } = transfer;
  return step(theCase, theCase.stage, () =>
    money.checkTransfer({ onboardingId, transferId, now: new Date().toISOString() }),
  );
}

function waitOf({ standing }: TransferRef): Resting {
  switch (standing) {
    case 'moving':
      return { stage: 'transferring', waitingFor: 'settlement' };
    case 'funded':
      return { stage: 'watching_returns', waitingFor: 'return_window' };
    case 'returned':
      return { stage: 'transferring', waitingFor: 'reinitiation' };
  }
}

/**
 * Continues as new in a run that waits `until` then. The run starts at once, because only a started run gets messages.
 */
function fallAsleep({ start, reviews }: Case, transfer: TransferRef, until: number): Promise<never> {
  const { tenantId, userId } = start;
  const asleepUntil = new Date(until);
  const continueAsleep = makeContinueAsNewFunc<(start: OnboardingStart) => Promise<Outcome>>({
    // Otherwise a versioned worker would keep the new run on the version of this one (versioned.ts).
    initialVersioningBehavior: 'AUTO_UPGRADE',
    typedSearchAttributes: followingAttributes({
      ...{ tenantId, userId, asleepUntil, amount: amountOfRun() },
      ...{ stage: waitOf(transfer).stage, itemId: transfer.itemId, transferId: transfer.transferId },
      outcome: transfer.standing === 'funded' ? 'funded' : null,
    }),
  });
  return continueAsleep({
    ...{ ...start, transfer, asleepUntil: asleepUntil.toISOString() },
    ...(reviews.length > 0 && { reviews: [...reviews] }),
  });
}
