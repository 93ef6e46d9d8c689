// The page of one step, in the hosted Link, in an embedded one, and at a bank with OAuth.
import type Koa from 'koa';
import { isTypedIn } from '../auth/methods.ts';
import { findInstitution } from '../link/institutions.ts';
import { currentSession, itemOfUpdate } from '../link/sessions.ts';
import type { LinkSession, LinkToken, SimAccount } from '../link/state.ts';
import { shownPayment } from '../payment/link.ts';
import type { World } from '../world.ts';
import { showPage } from './page.ts';
import { canGoBack, pages, type View } from './steps.ts';
import { stepNow } from './take.ts';

type Shown = {
  /** Where a form of the page may lead beside the page itself. */
  target: string | null;
  /** The input that the page refused. */
  refused?: { problem: string; input: URLSearchParams };
  message?: object;
};

/** Shows the step that the person has reached. */
export function showStep(world: World, ctx: Koa.Context, token: LinkToken, { target, refused, message }: Shown): void {
  const session = currentSession(world, token);
  const page = pages[stepNow(world, token)]({
    clientName: nameShown(token),
    bank: bankOf(world, token, session),
    choice: choiceOf(world, token),
    payment: shownPayment(world, token.purpose),
    canType: token.purpose.mode === 'new' && token.purpose.methods.some(isTypedIn),
    mode: token.purpose.mode,
    session,
    problem: refused?.problem ?? null,
    typed: (name) => refused?.input.get(name) ?? null,
  });
  showPage(ctx, { ...page, back: canGoBack(session) }, target, message);
}

/** In place of a longer name, Plaid shows this text (LinkTokenCreateRequest, client_name). */
export const nameShown = ({ client_name }: LinkToken) => (client_name.length > 30 ? 'This Application' : client_name);

function choiceOf(world: World, { purpose }: LinkToken): View['choice'] {
  if (purpose.mode !== 'update') return [];
  const { accounts, other_accounts } = itemOfUpdate(world, purpose.item_id);
  const offer = (shared: boolean) => (account: SimAccount) => ({ account, shared });
  return [...accounts.map(offer(true)), ...other_accounts.map(offer(false))];
}

export function bankOf(world: World, { purpose }: LinkToken, session: LinkSession): string {
  if (purpose.mode === 'update') return itemOfUpdate(world, purpose.item_id).institution_name ?? 'Your bank';
  if (purpose.mode === 'income') return 'Your payroll';
  return findInstitution(session.institution_id ?? '')?.name ?? 'Your bank';
}
