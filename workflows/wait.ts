// How a case waits. It shows the wait, makes it searchable, and sends reminders. The wait ends when a message comes,
// when it is time to look, or when a message interrupts the case.
import { condition } from '@temporalio/workflow';
import { looksAtPlaid, restingIn, type Wait, waitRows } from '../domain/case/stages.ts';
import { nextMoment, type Reminding, remindersOver } from '../domain/case/waiting.ts';
import { type Days, daysAfter } from '../domain/days.ts';
import { breakOff, type Case, type Resting, setReminding } from './case.ts';
import { takeHint } from './inbox.ts';
import { isInterrupted, throwIfInterrupted } from './interruptions.ts';
import { beginReminding, remind } from './reminders.ts';
import { resendNotification } from './resend.ts';
import { makeSearchable } from './searchable.ts';
import { show } from './show.ts';

/**
 * Returns the position of a case that rests in `stage` since then, and the deadline by its policy, both in milliseconds
 * since 1970.
 */
export function restSince({ start }: Case, stage: Parameters<typeof restingIn>[0], since = Date.now()) {
  const { waitingUntil, ...rest } = restingIn(stage, start.policy, new Date(since));
  return { ...rest, since, deadline: waitingUntil.getTime() };
}

export const daysFromNow = (days: Days): number => daysAfter(new Date(), days).getTime();

export type Waiting = Resting & {
  /** In milliseconds since 1970, as the other times. */
  deadline: number;
  /** The time that operators see instead of the deadline. */
  until?: number;
  /** Returns when to look for a lost message. Called again whenever the case receives a message. */
  nextLook?: () => number;
  /** Returns whether the message is here that the case waits for. */
  received: () => boolean;
  /** A caller that looks and waits again keeps the reminders itself. */
  reminding?: Reminding | null;
};

/** Waits once: for a message, for the time of the next look or for an operator to ask for it, or until the deadline. */
export async function waitFor(theCase: Case, wait: Waiting): Promise<void> {
  const { stage, waitingFor, deadline, until = deadline, nextLook = () => deadline, received } = wait;
  const { reminding = beginReminding(theCase, wait) } = wait;
  const over = () => received() || isInterrupted(theCase);
  const asked = () => operatorAsks(theCase, waitingFor);
  if (!over()) {
    setReminding(theCase, reminding);
    show(theCase, stage, { for: waitingFor, until: new Date(until).toISOString() });
    makeSearchable(theCase);
  }
  while (!over()) {
    const { at, what } = nextMoment({ deadline, look: nextLook(), reminding });
    if (asked() === 'resend') {
      await resendNotification(theCase);
    } else if (asked() === 'refresh') {
      return takeHint(theCase.inbox, 'refresh');
    } else if (at > Date.now()) {
      const woken = () => over() || asked() !== null || nextLook() < at;
      await condition(woken, at - Date.now(), { summary: waitRows[waitingFor].words });
    } else if (what === 'look' || !reminding) {
      return;
    } else {
      reminding.over = remindersOver(reminding, Date.now());
      await remind(theCase);
    }
  }
  if (!reminding) return;
  // An applicant who did something gets their reminders from the start again.
  if (received()) Object.assign(reminding, { since: Date.now(), over: 0 });
  else breakOff(theCase, waitingFor, reminding);
}

/** Returns what an operator has asked for that the case does during this wait. */
function operatorAsks({ inbox }: Case, waitingFor: Wait): 'resend' | 'refresh' | null {
  if (inbox.hints.has('resend')) return 'resend';
  return inbox.hints.has('refresh') && looksAtPlaid(waitingFor) ? 'refresh' : null;
}

/** The result of a look, or the wait until the next look. */
export type Look<T> = { result: T } | { wait: Waiting };

/** Waits and looks in turns until a look has a result. `first` is the result before all waits, or the first wait. */
export async function waitUntil<T>(theCase: Case, first: Look<T>, look: () => Promise<Look<T>>): Promise<T> {
  let found = first;
  while ('wait' in found) {
    await waitFor(theCase, found.wait);
    throwIfInterrupted(theCase);
    found = await look();
  }
  return found.result;
}
