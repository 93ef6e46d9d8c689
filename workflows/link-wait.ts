// Waiting for a person who is in Link. A webhook or the browser tells us; where neither does, Plaid is asked.
import { condition } from '@temporalio/workflow';
import { type Days, daysAfter, type Stage } from '../domain/onboarding.ts';
import { type Case, makeSearchable, show } from './case.ts';

const minute = 60_000;

export const daysFromNow = (days: Days): number => daysAfter(new Date(), days).getTime();

type LinkWait = {
  stage: Extract<Stage, 'awaiting_link' | 'repairing_link'>;
  waitingFor: string;
  /** Milliseconds since 1970. */
  deadline: number;
  /** Asks Plaid whether a session has been finished. */
  look: () => Promise<boolean>;
};

/** True when Link was finished; false when the person gave up, ran out of time or the case was cancelled. */
export async function waitForLink(theCase: Case, { stage, waitingFor, deadline, look }: LinkWait): Promise<boolean> {
  const { inbox } = theCase;
  const finished = () => inbox.linked || (stage === 'repairing_link' && inbox.itemRepaired);
  const over = () => finished() || inbox.linkAbandoned || inbox.cancelled !== null;
  if (stage !== theCase.stage || stage === 'repairing_link') {
    show(theCase, stage, null);
    makeSearchable(theCase);
  }
  while (!over() && Date.now() < deadline) {
    show(theCase, stage, { for: waitingFor, until: new Date(deadline).toISOString() });
    const next = nextLook(theCase, deadline);
    const sooner = () => nextLook(theCase, deadline) < next;
    await condition(() => over() || sooner(), Math.max(1, next - Date.now()), { summary: waitingFor });
    if (over() || Date.now() < next) continue;
    inbox.linkTokenExpiries = inbox.linkTokenExpiries.filter((expiry) => lookAt(expiry) > next);
    inbox.linked ||= await look();
  }
  const result = finished();
  inbox.linked = false;
  inbox.itemRepaired = false;
  return result;
}

/**
 * When a Link token has died, every session begun with it is over, and Plaid still tells for six hours how it ended
 * (/link/token/get). So one look per token finds any finish that no webhook and no browser has told us.
 */
const nextLook = ({ inbox }: Case, deadline: number): number =>
  Math.min(deadline, ...inbox.linkTokenExpiries.map(lookAt));
const lookAt = (expiry: string): number => Date.parse(expiry) + 30 * minute;
