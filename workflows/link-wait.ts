// Waiting for a person who is in Link. A webhook or the browser tells us; where neither does, Plaid is asked.
import type { Stage } from '../domain/onboarding.ts';
import { nextLookAtLink } from '../domain/waiting.ts';
import type { Case } from './case.ts';
import { isCalledAway } from './ended.ts';
import { beginReminding, waitFor } from './waiting.ts';

type LinkWait = {
  stage: Extract<Stage, 'awaiting_link' | 'repairing_link'>;
  waitingFor: string;
  /** Milliseconds since 1970. */
  deadline: number;
  /** Asks Plaid whether a session has been finished. */
  look: () => Promise<boolean>;
};

/** True when Link was finished; false when the person gave up, ran out of time or the case was cancelled. */
export async function waitForLink(theCase: Case, { look, ...link }: LinkWait): Promise<boolean> {
  const { inbox } = theCase;
  const finished = () => inbox.linked || (link.stage === 'repairing_link' && inbox.itemRepaired);
  const heard = () => finished() || inbox.linkAbandoned;
  const over = () => heard() || isCalledAway(theCase);
  let looked = Date.now();
  const wait = {
    ...link,
    heard,
    look: () => nextLookAtLink(inbox.linkTokenExpiries, looked),
    reminding: beginReminding(theCase, link),
  };
  while (!over() && Date.now() < link.deadline) {
    if ((await waitFor(theCase, wait)) !== 'look') break;
    looked = Date.now();
    inbox.linked ||= await look();
  }
  const result = finished();
  inbox.linked = false;
  inbox.itemRepaired = false;
  return result;
}
