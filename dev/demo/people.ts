// The actions of people: applicants go through Link at the simulated bank, and the tenant and its reviewers decide.
import type { World } from './call.ts';
import { begin, type DemoCase } from './case.ts';
import { actOnAccount, isOverOnAccount, movesOnAccount, restsOnAccount } from './on-account.ts';
import { answer, cancel, refund, review } from './tenant.ts';

/** Returns whether the case does nothing by itself before time passes. */
export function isAtRest(one: DemoCase): boolean {
  const { view, story, done } = one;
  if (!restsOnAccount(one)) return false;
  if (isToBeCancelled(one) || isToBeRefunded(one) || isToComeAgain(one) || isToBeAskedAgain(one)) return false;
  // The bank reports the next status within a second.
  if (view.stage === 'transferring' && view.payment?.status === 'AUTHORISING') return story.unheard === true;
  if (view.stage === 'transferring' || view.stage === 'watching_returns' || view.stage === 'closed') return true;
  if (waitsForLimit(one)) return true;
  if (waitsForLedger(one)) return !isToFillLedger(one);
  if (view.waiting?.for === 'confirmation') return isLeftUnanswered(one);
  if (view.stage === 'awaiting_micro_deposits') return waitsForDeposit(one) || hasLeft(view) || done.has(linkOf(view));
  if (view.stage === 'repairing_link') return story.repairs === false;
  return staysAway(one);
}

/** The payment failed or the money came back, and the case is about to ask the applicant for another one. */
const isToBeAskedAgain = ({ view }: DemoCase): boolean =>
  view.stage === 'transferring' &&
  (['INPUT_NEEDED', 'FAILED', 'BLOCKED'].includes(view.payment?.status ?? '') ||
    view.waiting?.for === 'another_account');

/** The tenant does not say whether the transfer may be sent. */
export const isLeftUnanswered = ({ view, story }: DemoCase): boolean =>
  view.waiting?.for === 'confirmation' && story.answers === undefined;

/** The applicant does not come to the Link that the case offers. */
export const staysAway = ({ view, story }: DemoCase): boolean =>
  view.stage === 'awaiting_link' && (hasLinked(view) ? story.again === null : story.link !== undefined);

/** The applicant has been through Link before, even if the case keeps no account because it could not use one. */
const hasLinked = ({ account, reason }: DemoCase['view']): boolean =>
  account !== null || reason === 'no_usable_account';

const isToBeCancelled = ({ view, story }: DemoCase): boolean =>
  (story.cancelled === 'before link' && view.stage === 'awaiting_link') ||
  (story.cancelled === 'on its way' && view.stage === 'transferring') ||
  (story.cancelled === 'before it is made again' && waitsForNextTry({ view }));

/** A case by Payment Initiation is closed by the time its payment can be refunded. */
const isToBeRefunded = ({ view, story, done }: DemoCase): boolean =>
  story.refund !== undefined && (view.stage === 'watching_returns' || view.stage === 'closed') && !done.has('refund');

const isBeingRefunded = ({ view }: DemoCase): boolean =>
  view.refunds.some(({ status }) => status === 'asked' || status === 'pending');

const isToComeAgain = ({ view, story, done }: DemoCase): boolean =>
  story.comesAgain === true && view.stage === 'closed' && !done.has('again');

/** The case is closed, and the story has no further action or wait. */
export const isOver = (one: DemoCase): boolean =>
  one.view.stage === 'closed' &&
  !isToBeRefunded(one) &&
  !isBeingRefunded(one) &&
  !isToComeAgain(one) &&
  isOverOnAccount(one);

/** The next banking day will change something. */
export const isMoving = (one: DemoCase): boolean =>
  (one.view.stage === 'transferring' && !waitsForNextTry(one) && !isToBeAskedAgain(one)) ||
  waitsForDeposit(one) ||
  waitsForLimit(one) ||
  waitsForLedger(one) ||
  isBeingRefunded(one) ||
  movesOnAccount(one);

/** The bank has to send the deposit first. */
const waitsForDeposit = ({ view }: DemoCase): boolean =>
  view.stage === 'awaiting_micro_deposits' && view.next_action?.type === 'wait';

/** Our limit at Plaid is used up until midnight. */
const waitsForLimit = ({ view }: DemoCase): boolean =>
  view.stage === 'authorizing' && view.waiting?.for === 'plaid_limit';

/** Our Ledger at Plaid does not cover the credit. */
const waitsForLedger = ({ view }: DemoCase): boolean =>
  view.stage === 'authorizing' && view.waiting?.for === 'ledger_balance';

const isToFillLedger = (one: DemoCase): boolean =>
  one.story.fillsLedger === true && waitsForLedger(one) && !one.done.has('fill');

/** The money came back, and the case sends it again on another day. */
export const waitsForNextTry = ({ view }: Pick<DemoCase, 'view'>): boolean =>
  view.stage === 'transferring' && view.waiting?.for === 'reinitiation';

/** The applicant used up the Link and has to ask for another. */
const hasLeft = ({ next_action: action }: DemoCase['view']): boolean =>
  action !== null && 'link_token' in action && action.link_token === null;

/** The key of an action with a Link token, which people do once. */
const linkOf = ({ next_action: action }: DemoCase['view']): string =>
  action && 'link_token' in action ? `${action.type}/${action.link_token}` : '';

/** The applicant of this story does not use the Link that the case offers. */
function leavesLinkUnused({ story, view }: DemoCase): boolean {
  const asked = view.next_action?.type;
  if (asked === 'repair_link') return story.repairs === false;
  return asked === 'open_link' && (hasLinked(view) ? story.again === null : story.link === 'never comes');
}

/** The acts for which the case does not ask. */
const unaskedActs = [
  { name: 'cancel', isDue: isToBeCancelled, does: cancel },
  { name: 'refund', isDue: isToBeRefunded, does: refund },
  { name: 'again', isDue: isToComeAgain, does: comeAgain },
  { name: 'fill', isDue: isToFillLedger, does: fillLedger },
];

/** Does, once, what the case asks people to do. */
export async function act(world: World, one: DemoCase): Promise<void> {
  const { story, view, done } = one;
  const action = view.next_action;
  const unasked = unaskedActs.find(({ isDue }) => isDue(one));
  if (unasked) return once(done, unasked.name, () => unasked.does(world, one));
  await actOnAccount(world, one);
  if (!action || action.type === 'wait') return;
  if (story.takes && view.stage === 'in_review' && !done.has('offer'))
    return once(done, 'offer', () => takeOffer(world, one));
  if (action.type === 'review') {
    // The case still asks for a review until it has heard that the applicant took the offer.
    if (!story.review) return;
    const missing = action.approvals_needed;
    return once(done, `review/${missing}`, () => review(world, one, `demo-reviewer-${missing}`));
  }
  if (action.type === 'confirm') return once(done, 'answer', () => answer(world, one));
  if (action.type === 'verify_identity') return once(done, 'verify_identity', () => verify(world, one));
  if (leavesLinkUnused(one)) return;
  // No token: the applicant has just used the last one, and the case has not handled that yet.
  if (!('link_token' in action) || !action.link_token) return;
  return once(done, linkOf(view), () => goThroughLink(world, one));
}

async function once(done: Set<string>, what: string, act: () => Promise<boolean>): Promise<void> {
  if (!done.has(what) && (await act())) done.add(what);
}

async function comeAgain({ api, report }: World, one: DemoCase): Promise<boolean> {
  one.person = one.view.id;
  one.view = await begin(api, one, 'again');
  report(`${one.label}: the applicant comes again, as ${one.view.id}`);
  return true;
}

async function fillLedger({ simulator, report }: World, { view, story, label }: DemoCase): Promise<boolean> {
  const filled = { client_user_id: view.id, available: story.funding?.amount };
  const { status, body } = await simulator('POST', '/simulator/ledger-balance', filled);
  if (status !== 200) throw new Error(`${label}: the Ledger was not filled: ${JSON.stringify(body)}`);
  report(`${label}: an operator fills the Ledger at Plaid`);
  return true;
}

async function goThroughLink({ simulator, report }: World, one: DemoCase): Promise<boolean> {
  const { view, label } = one;
  const repairs = view.stage === 'repairing_link';
  // A repair is a new Link if the result of the first one was lost.
  const linksAnew = repairs || view.stage === 'awaiting_link';
  const who = { client_user_id: view.id, ...(linksAnew && atTheirBank(one)) };
  const { status, body } = await simulator('POST', '/simulator/link', who);
  // No open token: an earlier try of this call succeeded, and its answer was lost.
  if (status !== 200 && !/no open Link token/.test(JSON.stringify(body))) {
    throw new Error(`${label}: Link refused: ${JSON.stringify(body)}`);
  }
  if (repairs) report(`${label}: the applicant signs in at the bank again`);
  return true;
}

/** As another person at the bank, the applicant has other accounts. */
const atTheirBank = ({ view, person, story: { username, again, bank } }: DemoCase) => ({
  ...(hasLinked(view) && again
    ? { username: again, person: `${view.id}-again` }
    : { username, ...(person && { person }) }),
  ...(bank && { institution_id: bank }),
});

/** Returns false while the case does not offer it yet. */
async function takeOffer({ api, simulator, report }: World, { view, story, label }: DemoCase): Promise<boolean> {
  const { offer, accounts } = story.takes ?? {};
  if (!offer || !view.offers.some(({ type }) => type === offer)) return false;
  const params = { path: { id: view.id } };
  const { data } = await api.POST('/v1/onboardings/{id}/link_token', { params, body: { for: offer } });
  const offered = data.offers.find(({ type }) => type === offer);
  if (!offered?.link_token) return false;
  const who = { link_token: offered.link_token, username: story.username, ...(accounts && { accounts }) };
  const { status, body } = await simulator('POST', '/simulator/link', who);
  if (status !== 200) throw new Error(`${label}: Link refused: ${JSON.stringify(body)}`);
  report(`${label}: the applicant takes the offer (${offer})`);
  return true;
}

async function verify({ simulator, report }: World, { view, story, label }: DemoCase): Promise<boolean> {
  const who = { client_user_id: view.id, username: story.verifiedAs ?? story.username };
  const { status, body } = await simulator('POST', '/simulator/identity-verifications', who);
  // Done already: an earlier try of this call succeeded, and its answer was lost.
  if (status !== 200 && !/nothing left to do/.test(JSON.stringify(body))) {
    throw new Error(`${label}: verification refused: ${JSON.stringify(body)}`);
  }
  report(`${label}: Plaid verifies the applicant`);
  return true;
}
