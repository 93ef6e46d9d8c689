// Waiting for a person who is in Link. A webhook or the browser tells us; where neither does, Plaid is asked.
import type { Stage } from '../domain/onboarding.ts';
import { nextLookAtLink } from '../domain/waiting.ts';
import type { Case } from './case.ts';
import { isCalledAway } from './ended.ts';
import { beginReminding, waitFor } from './waiting.ts';

export type LinkWait = {
  stage: Extract<Stage, 'awaiting_link' | 'repairing_link'>;
  waitingFor: string;
  /** Milliseconds since 1970. */
  deadline: number;
  /** Asks Plaid whether the person has done what Link is for. */
  look: () => Promise<boolean>;
  /** A reason to look at once. */
  hint?: () => boolean;
};

/** True when Link was finished; false when the person gave up, ran out of time or the case was cancelled. */
export async function waitForLink(theCase: Case, { look, hint, ...link }: LinkWait): Promise<boolean> {
  const { inbox } = theCase;
  const finished = () => inbox.linked || (link.stage === 'repairing_link' && inbox.itemRepaired);
  const heard = () => finished() || inbox.linkAbandoned;
  const over = () => heard() || isCalledAway(theCase);
  let looked = Date.now();
  const wait = {
    ...link,
    heard: () => heard() || (hint?.() ?? false),
    look: () => nextLookAtLink(inbox.linkTokenExpiries, looked),
    reminding: beginReminding(theCase, link),
  };
  while (!over() && Date.now() < link.deadline) {
    await waitFor(theCase, wait);
    if (over()) break;
    looked = Date.now();
    inbox.linked ||= await look();
  }
  const result = finished();
  inbox.linked = false;
  inbox.itemRepaired = false;
  return result;
}
