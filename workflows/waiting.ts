// How a case waits: shown, searchable, with reminders for whom it waits for, until it hears something, is to look by
// itself, or is called away.
import { ActivityFailure, condition } from '@temporalio/workflow';
import { type Days, daysAfter } from '../domain/days.ts';
import { askedFor } from '../domain/next-action.ts';
import type { Stage } from '../domain/onboarding.ts';
import { nextMoment, type Reminding, remindersOver } from '../domain/waiting.ts';
import { people } from './activities.ts';
import { type Case, makeSearchable, note, show } from './case.ts';
import { isCalledAway } from './ended.ts';

export const daysFromNow = (days: Days): number => daysAfter(new Date(), days).getTime();

/** Whom the case waits for, and in which stage. */
export type Standing = { stage: Stage; waitingFor: string };

export type Wait = Standing & {
  /** Milliseconds since 1970, as the other times. */
  deadline: number;
  /** What operators see instead of the deadline. */
  until?: number;
  /** When to look for what nobody has told. Asked again whenever the case hears something. */
  look?: () => number;
  heard: () => boolean;
  /** Kept by who looks and waits on. */
  reminding?: Reminding | null;
};

/** `look`: it is time to, or the deadline has come. */
export async function waitFor(theCase: Case, wait: Wait): Promise<'heard' | 'called away' | 'look'> {
  const { stage, waitingFor, deadline, until = deadline, look = () => deadline, heard } = wait;
  const { reminding = beginReminding(theCase, wait) } = wait;
  const over = () => heard() || isCalledAway(theCase);
  if (!over()) {
    show(theCase, stage, { for: waitingFor, until: new Date(until).toISOString() });
    makeSearchable(theCase);
  }
  while (!over()) {
    const { at, what } = nextMoment({ deadline, look: look(), reminding });
    if (at > Date.now()) {
      await condition(() => over() || look() < at, at - Date.now(), { summary: waitingFor });
    } else if (what === 'look' || !reminding) {
      return 'look';
    } else {
      reminding.over = remindersOver(reminding, Date.now());
      await remind(theCase);
    }
  }
  if (heard()) {
    // Whoever gives a sign is reminded anew from there.
    if (reminding) Object.assign(reminding, { since: Date.now(), over: 0 });
    return 'heard';
  }
  if (reminding) theCase.brokenOff.set(waitingFor, reminding);
  return 'called away';
}

/**
 * Null where nobody in particular is waited for. A wait that was broken off, and begins again because the account changed,
 * goes on where it was.
 */
export function beginReminding({ brokenOff, start }: Case, { stage, waitingFor }: Standing): Reminding | null {
  if (askedFor({ stage, waitingFor }) === null) return null;
  const before = brokenOff.get(waitingFor);
  brokenOff.delete(waitingFor);
  const now = Date.now();
  return before
    ? { ...before, over: remindersOver(before, now) }
    : { since: now, afterDays: start.policy.remindAfterDays, over: 0 };
}

/** A reminder that cannot be given must not keep the case from hearing what it waits for. */
async function remind(theCase: Case): Promise<void> {
  theCase.reminders += 1;
  try {
    const { start, reminders: reminder, trouble } = theCase;
    await people.remind({ onboardingId: start.onboardingId, reminder, ...(trouble && { trouble: trouble.code }) });
    note(theCase, 'reminded');
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    note(theCase, `a reminder was not given: ${error.cause?.message}`);
  }
}
