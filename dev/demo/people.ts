// The people's part: applicants go through Link at the simulated bank, a reviewer decides, the product cancels.
import { waits } from '../../domain/onboarding.ts';
import type { Report } from '../report.ts';
import type { Answer, Call } from './call.ts';
import { begin, type DemoCase, look } from './case.ts';

export type World = { api: Call; simulator: Call; report: Report };

/** Whether nothing will happen to the case by itself before time passes. */
export function isAtRest(one: DemoCase): boolean {
  const { view, story, done } = one;
  if (isToBeCancelled(one) || isToBeRefunded(one) || isToComeAgain(one) || isToBeAskedAgain(one)) return false;
  // The bank says more within a second.
  if (view.stage === 'transferring' && view.payment?.status === 'AUTHORISING') return story.unheard === true;
  if (view.stage === 'transferring' || view.stage === 'watching_returns' || view.stage === 'closed') return true;
  if (waitsForLimit(one)) return true;
  if (view.stage === 'awaiting_micro_deposits') return waitsForDeposit(one) || hasLeft(view) || done.has(linkOf(view));
  if (view.stage === 'repairing_link') return story.repairs === false;
  return staysAway(one);
}

/** Their payment came to nothing, or their money came back, and they are about to be asked for another one. */
const isToBeAskedAgain = ({ view }: DemoCase): boolean =>
  view.stage === 'transferring' &&
  (['INPUT_NEEDED', 'FAILED', 'BLOCKED'].includes(view.payment?.status ?? '') ||
    view.waiting?.for === waits.anotherAccount);

/** They do not come to the Link that they are offered. */
export const staysAway = ({ view, story }: DemoCase): boolean =>
  view.stage === 'awaiting_link' && (view.account ? story.again === null : story.link !== undefined);

const isToBeCancelled = ({ view, story }: DemoCase): boolean =>
  (story.cancelled === 'before link' && view.stage === 'awaiting_link') ||
  (story.cancelled === 'on its way' && view.stage === 'transferring') ||
  (story.cancelled === 'before it is made again' && waitsForNextTry({ view }));

/** A payment is closed by the time that it can be. */
const isToBeRefunded = ({ view, story, done }: DemoCase): boolean =>
  story.refund !== undefined && (view.stage === 'watching_returns' || view.stage === 'closed') && !done.has('refund');

const isBeingRefunded = ({ view }: DemoCase): boolean =>
  view.refunds.some(({ status }) => status === 'asked' || status === 'pending');

const isToComeAgain = ({ view, story, done }: DemoCase): boolean =>
  story.comesAgain === true && view.stage === 'closed' && !done.has('again');

/** Nobody has anything to do or to wait for. */
export const isOver = (one: DemoCase): boolean =>
  one.view.stage === 'closed' && !isToBeRefunded(one) && !isBeingRefunded(one) && !isToComeAgain(one);

/** Something will be different on the next banking day. */
export const isMoving = (one: DemoCase): boolean =>
  (one.view.stage === 'transferring' && !waitsForNextTry(one) && !isToBeAskedAgain(one)) ||
  waitsForDeposit(one) ||
  waitsForLimit(one) ||
  isBeingRefunded(one);

/** Nobody can do anything before the bank has. */
const waitsForDeposit = ({ view }: DemoCase): boolean =>
  view.stage === 'awaiting_micro_deposits' && view.next_action?.type === 'wait';

/** Plaid's client is not let through today. */
const waitsForLimit = ({ view }: DemoCase): boolean =>
  view.stage === 'authorizing' && view.waiting?.for === waits.limit;

/** Their money came back, and is presented again on another day. */
export const waitsForNextTry = ({ view }: Pick<DemoCase, 'view'>): boolean =>
  view.stage === 'transferring' && view.waiting?.for === waits.representment;

/** They used the Link they had, and it is up to them to ask for another. */
const hasLeft = ({ next_action: action }: DemoCase['view']): boolean =>
  action !== null && 'link_token' in action && action.link_token === null;

/** What was done with a Link token is done once. */
const linkOf = ({ next_action: action }: DemoCase['view']): string =>
  action && 'link_token' in action ? `${action.type}/${action.link_token}` : '';

/** Does what the case asks people for, once. */
export async function act(world: World, one: DemoCase): Promise<void> {
  const { story, view, done } = one;
  const action = view.next_action;
  if (isToBeCancelled(one)) return once(done, 'cancel', () => cancel(world, one));
  if (isToBeRefunded(one)) return once(done, 'refund', () => refund(world, one));
  if (isToComeAgain(one)) return once(done, 'again', () => comeAgain(world, one));
  if (!action || action.type === 'wait') return;
  if (story.takes && view.stage === 'in_review' && !done.has('offer'))
    return once(done, 'offer', () => takeOffer(world, one));
  if (action.type === 'repair_link' && story.repairs === false) return;
  if (action.type === 'review') {
    const missing = action.approvals_needed;
    return once(done, `review/${missing}`, () => review(world, one, `demo-reviewer-${missing}`));
  }
  if (action.type === 'verify_identity') return once(done, 'verify_identity', () => verify(world, one));
  if (action.type === 'open_link' && (view.account ? story.again === null : story.link === 'never comes')) return;
  // No token: the last one was just used, and the case has not taken that in yet.
  if (!('link_token' in action) || !action.link_token) return;
  return once(done, linkOf(view), () => goThroughLink(world, one));
}

async function once(done: Set<string>, what: string, act: () => Promise<boolean>): Promise<void> {
  if (!done.has(what) && (await act())) done.add(what);
}

async function comeAgain({ api, report }: World, one: DemoCase): Promise<boolean> {
  one.person = one.view.id;
  one.view = await begin(api, one, 'again');
  report(`${one.label}: the person comes again, as ${one.view.id}`);
  return true;
}

async function goThroughLink({ simulator, report }: World, one: DemoCase): Promise<boolean> {
  const { view, label } = one;
  const repairs = view.stage === 'repairing_link';
  // A repair is a new Link where what the first one brought was lost.
  const linksAnew = repairs || view.stage === 'awaiting_link';
  const who = { client_user_id: view.id, ...(linksAnew && atTheirBank(one)) };
  const { status, body } = await simulator('POST', '/simulator/link', who);
  // No open token: an earlier try of this call got through, and its answer was lost.
  if (status !== 200 && !/no open Link token/.test(JSON.stringify(body))) {
    throw new Error(`${label}: Link refused: ${JSON.stringify(body)}`);
  }
  if (repairs) report(`${label}: the person signs in at the bank again`);
  return true;
}

/** Where they are someone else, they have other accounts. */
const atTheirBank = ({ view, person, story: { username, again } }: DemoCase) =>
  view.account && again ? { username: again, person: `${view.id}-again` } : { username, ...(person && { person }) };

/** False while the case does not offer it yet. */
async function takeOffer({ api, simulator, report }: World, { view, story, label }: DemoCase): Promise<boolean> {
  const { offer, accounts } = story.takes ?? {};
  if (!view.offers.some(({ type }) => type === offer)) return false;
  const answer = await api('POST', `/v1/onboardings/${view.id}/link_token`, { for: offer });
  const offered = (answer.body as DemoCase['view']).offers?.find(({ type }) => type === offer);
  if (!offered?.link_token) return false;
  const who = { link_token: offered.link_token, username: story.username, ...(accounts && { accounts }) };
  const { status, body } = await simulator('POST', '/simulator/link', who);
  if (status !== 200) throw new Error(`${label}: Link refused: ${JSON.stringify(body)}`);
  report(`${label}: the person takes what is offered (${offer})`);
  return true;
}

async function verify({ simulator, report }: World, { view, story, label }: DemoCase): Promise<boolean> {
  const who = { client_user_id: view.id, username: story.verifiedAs ?? story.username };
  const { status, body } = await simulator('POST', '/simulator/identity-verifications', who);
  // Done already: an earlier try of this call got through, and its answer was lost.
  if (status !== 200 && !/nothing left to do/.test(JSON.stringify(body))) {
    throw new Error(`${label}: verification refused: ${JSON.stringify(body)}`);
  }
  report(`${label}: Plaid verifies the person`);
  return true;
}

async function review(
  { api, report }: World,
  { view, story, userId, label }: DemoCase,
  reviewer: string,
): Promise<boolean> {
  const decision = story.review ?? 'reject';
  const body = { decision, reviewer, note: 'Decided by the demo.' };
  const answer = await api('POST', `/v1/onboardings/${view.id}/review`, body, `${userId}-${reviewer}`);
  return accepted(answer, label, () => report(`${label}: ${reviewer} says ${decision}`));
}

async function cancel({ api, report }: World, { view, userId, label }: DemoCase): Promise<boolean> {
  const answer = await api('POST', `/v1/onboardings/${view.id}/cancel`, { reason: 'demo' }, `${userId}-cancel`);
  return accepted(answer, label, () => report(`${label}: the product cancels`));
}

async function refund({ api, report }: World, one: DemoCase): Promise<boolean> {
  const { view, story, userId, label } = one;
  const amount = story.refund?.amount;
  const body = amount === undefined ? undefined : { amount };
  const { status, body: answer } = await api('POST', `/v1/onboardings/${view.id}/refunds`, body, `${userId}-refund`);
  const refused = status === 409 && (answer as { code?: string }).code === 'refund_refused';
  if (status !== 201 && !refused) throw new Error(`${label}: ${JSON.stringify(answer)}`);
  report(`${label}: the product refunds ${amount ?? 'all of it'}${refused ? ', and Plaid refuses' : ''}`);
  // Time passes for it from now on.
  await look(api, one);
  return true;
}

function accepted({ status, body }: Answer, label: string, tell: () => void): boolean {
  // The record is a moment ahead of the process, which does not wait for anybody yet: come again.
  if (status === 409) return false;
  if (status !== 200) throw new Error(`${label}: ${JSON.stringify(body)}`);
  tell();
  return true;
}
