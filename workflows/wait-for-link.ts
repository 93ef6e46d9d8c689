// Waits for an applicant who is in Link. A webhook or the browser reports the result. If neither comes, the case asks
// Plaid.
import { linkRows } from '../domain/bank/link.ts';
import { nextLookAtLink } from '../domain/case/waiting.ts';
import type { Case } from './case.ts';
import { linkWasFinished, takeItemRepaired, takeLinked } from './inbox.ts';
import { throwIfInterrupted } from './interruptions.ts';
import { beginReminding } from './reminders.ts';
import { type restSince, waitUntil } from './wait.ts';

export type LinkWait = ReturnType<typeof restSince> & {
  /** Asks Plaid whether the applicant has done what Link is for. */
  look: () => Promise<boolean>;
  /** A reason to look at once. */
  hint?: () => boolean;
};

/** Returns true when Link is finished; false when the applicant gave up, or time ran out. */
export async function waitForLink(theCase: Case, { look, hint, ...link }: LinkWait): Promise<boolean> {
  const { inbox } = theCase;
  const loginRepaired = () => inbox.itemRepaired && linkRows[inbox.linkFor].loginIsEnough;
  const finished = () => inbox.linked || (link.stage === 'repairing_link' && loginRepaired());
  const answered = () => finished() || inbox.linkAbandoned;
  let looked = link.since;
  const wait = {
    ...link,
    received: () => answered() || (hint?.() ?? false),
    nextLook: () => nextLookAtLink(inbox.linkTokenExpiries, looked),
    reminding: beginReminding(theCase, link),
  };
  const found = () => (answered() || Date.now() >= link.deadline ? { result: finished() } : { wait });
  try {
    const result = await waitUntil(theCase, found(), async () => {
      if (answered()) return found();
      looked = Date.now();
      if (await look()) linkWasFinished(inbox);
      return found();
    });
    throwIfInterrupted(theCase);
    return result;
  } finally {
    takeLinked(inbox);
    takeItemRepaired(inbox);
  }
}
