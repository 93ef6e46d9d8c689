// Waiting for a person who is in Link. A webhook or the browser tells us; where neither does, Plaid is asked.
import { condition } from '@temporalio/workflow';
import type { Stage } from '../domain/onboarding.ts';
import { type Days, daysAfter } from '../domain/policy.ts';
import { type Case, makeSearchable, show } from './case.ts';
import { isCalledAway } from './ended.ts';

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
  const over = () => finished() || inbox.linkAbandoned || isCalledAway(theCase);
  if (!over() && (stage !== theCase.stage || stage === 'repairing_link')) {
    show(theCase, stage, null);
    makeSearchable(theCase);
  }
  let looked = Date.now();
  while (!over() && Date.now() < deadline) {
    show(theCase, stage, { for: waitingFor, until: new Date(deadline).toISOString() });
    const next = nextLook(theCase, looked, deadline);
    const sooner = () => nextLook(theCase, looked, deadline) < next;
    await condition(() => over() || sooner(), Math.max(1, next - Date.now()), { summary: waitingFor });
    if (over() || Date.now() < next) continue;
    looked = Date.now();
    inbox.linked ||= await look();
  }
  const result = finished();
  inbox.linked = false;
  inbox.itemRepaired = false;
  return result;
}

/**
 * A finish that no webhook and no browser has told us is of use for half an hour only: so long lives the public token
 * that it brings, although /link/token/get shows it for six hours. Looks go on until every session has ended that was
 * begun while a Link token lived.
 */
function nextLook({ inbox }: Case, looked: number, deadline: number): number {
  const last = Math.max(...inbox.linkTokenExpiries.map((expiry) => Date.parse(expiry) + 30 * minute));
  return last <= looked ? deadline : Math.min(looked + 25 * minute, last, deadline);
}
