// The pages a person clicks through, one per step.

import { asksForCode } from '../auth/code.ts';
import { isTypedIn, methodOf } from '../auth/methods.ts';
import { accountsOf } from '../link/accounts.ts';
import { findInstitution, institutions } from '../link/institutions.ts';
import type { LinkSession, LinkToken, SimAccount, SimItem } from '../link/state.ts';
import type { ShownPayment } from '../payment/link.ts';
import { scenarioOf, scenarios } from '../scenarios/index.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { type Html, html, type Page, problemShown } from './page.ts';

export type Step = 'bank' | 'login' | 'numbers' | 'code' | 'account' | 'accounts' | 'consent' | 'payment';

/** Returns the step that the person has reached. A repair of an Item needs fewer steps than a new Item. */
export function stepOf({ purpose }: LinkToken, session: LinkSession, updated: SimItem | null): Step {
  if (purpose.mode === 'authorization') return 'consent';
  if (purpose.mode === 'income') return session.username === null ? 'login' : 'consent';
  if (updated) return stepOfUpdate(session, updated);
  return stepAtBank(session, purpose.mode === 'payment' ? 'payment' : 'consent');
}

function stepOfUpdate({ username }: LinkSession, item: SimItem): Step {
  if (isTypedIn(item.auth_method)) return asksForCode(item) ? 'code' : 'consent';
  return username === null ? 'login' : 'accounts';
}

/** `last` is the step in which the person agrees. */
function stepAtBank(session: LinkSession, last: 'payment' | 'consent'): Step {
  if (session.manual) return session.username === null ? 'numbers' : 'code';
  if (session.institution_id === null) return 'bank';
  if (session.username === null) return 'login';
  if (session.account === null) return 'account';
  return last;
}

/** Whether the person has made a choice that they can take back. */
export const canGoBack = ({ institution_id, manual, username, account }: LinkSession): boolean =>
  manual || institution_id !== null || username !== null || account !== null;

/** Takes the person's last choice back. */
export function goBack(session: LinkSession): void {
  if (session.account !== null) session.account = null;
  else if (session.username !== null) session.username = session.holder = null;
  else {
    session.institution_id = null;
    session.manual = false;
  }
}

/** The values that the pages show. */
export type View = {
  clientName: string;
  bank: string;
  mode: LinkToken['purpose']['mode'];
  session: LinkSession;
  /** In an update: the person's accounts at the bank, and which of them they share now. */
  choice: { account: SimAccount; shared: boolean }[];
  /** The payment that Link asks the person for. Null when Link is for something else. */
  payment: ShownPayment | null;
  /** Whether the person may type the account's numbers and choose no bank. */
  canType: boolean;
  /** Why the page refused the last input. */
  problem: string | null;
  /** Returns a field of the input that the page has refused. Null when the form did not send it. */
  typed: (field: string) => string | null;
};

export const pages: Record<Step, (view: View) => Page> = {
  bank: ({ clientName, canType, payment }) => ({
    title: 'Choose your bank',
    heading: 'Choose your bank',
    body: html`<p>${payment ? `Pay ${payment.amount} to ${payment.to} from your account.` : `${clientName} wants to connect your account.`}</p>
${form('bank', [
  ...institutions.map(
    (bank) =>
      html`<button class="bank" id="bank-${bank.slug}" name="institution_id" value="${bank.institution_id}">${bank.name}</button>`,
  ),
  canType
    ? html`<button class="quiet" id="manual" name="institution_id" value="manual">Link with account numbers</button>`
    : html``,
])}`,
  }),

  login: ({ clientName, bank, mode, payment, problem, typed }) => ({
    title: bank,
    heading: mode === 'update' ? `Sign in to ${bank} again` : `Sign in to ${bank}`,
    body: html`<p>${
      mode === 'update'
        ? `Your bank asks for a new login before ${clientName} can go on.`
        : 'The username chooses the story. The password is pass_good.'
    }</p>
${problemShown(problem)}
${form('login', [
  html`<label>Username<input type="text" id="username" name="username" value="${typed('username') ?? ''}" autocomplete="off" required${typed('username') ? html`` : html` autofocus`}></label>
<label>Password<input type="password" id="password" name="password" autocomplete="off" required${typed('username') ? html` autofocus` : html``}></label>
<button id="submit">Sign in</button>`,
])}
${testUsers((user) => (payment ? isPayer(user) : !isTypedIn(methodOf(user)) && !user.payment))}`,
  }),

  numbers: ({ clientName, problem, typed }) => ({
    title: 'Your account',
    heading: 'Type your account numbers in',
    body: html`<p>${clientName} will know your account by them. The username chooses the story.</p>
${problemShown(problem)}
${form('numbers', [
  html`<label>Username<input type="text" id="username" name="username" value="${typed('username') ?? ''}" autocomplete="off" required autofocus></label>
<label>Name on the account<input type="text" id="holder" name="holder" value="${typed('holder') ?? ''}" autocomplete="off" required></label>
<label>Routing number<input type="text" id="routing" name="routing" value="${typed('routing') ?? '110000000'}" autocomplete="off" required></label>
<label>Account number<input type="text" id="account" name="account" value="${typed('account') ?? '1111222233330000'}" autocomplete="off" required></label>
<button id="submit">Continue</button>`,
])}
${testUsers((user) => isTypedIn(methodOf(user)))}`,
  }),

  code: ({ problem }) => ({
    title: 'Your account',
    heading: 'Type the code in',
    body: html`<p>Your bank shows a deposit of $0.01 to your account, and beside it a code of three letters: ABC.</p>
${problemShown(problem)}
${form('code', [
  html`<label>Code<input type="text" id="code" name="code" autocomplete="off" required autofocus></label>
<button id="submit">Continue</button>`,
])}`,
  }),

  account: ({ clientName, bank, session }) => ({
    title: bank,
    heading: 'Choose an account',
    body: html`<p>Which account do you want to use with ${clientName}?</p>
${form('account', [
  html`${accountsShown(session).map(
    (account, n) => html`<label class="choice">
<input type="radio" id="account-${n}" name="account" value="${n}" required>
${described(account)}</label>`,
  )}
<button id="continue">Continue</button>`,
])}`,
  }),

  accounts: ({ clientName, bank, choice, problem }) => ({
    title: bank,
    heading: 'Choose your accounts',
    body: html`<p>Which accounts do you want to share with ${clientName}?</p>
${problemShown(problem)}
${form('accounts', [
  html`${choice.map(
    ({ account, shared }) => html`<label class="choice">
<input type="checkbox" id="account-${account.mask}" name="account" value="${account.account_id}"${shared ? html` checked` : html``}>
${described(account)}</label>`,
  )}
<button id="continue">Continue</button>`,
])}`,
  }),

  consent: ({ clientName, bank, mode }) => ({
    title: bank,
    heading: mode === 'authorization' ? 'Confirm the transfer' : `Share your data with ${clientName}?`,
    body:
      mode === 'authorization'
        ? html`<p>${clientName} needs your confirmation before your transfer can go on.</p>
${form('consent', [html`<button id="consent">Confirm</button>`])}`
        : html`<p>${clientName} will be able to see:</p>
<ul>${(mode === 'income' ? sharedIncome : sharedAccount).map((what) => html`<li>${what}</li>`)}</ul>
${form('consent', [html`<button id="consent">Agree and finish</button>`])}`,
  }),

  payment: ({ clientName, bank, payment, session }) => ({
    title: bank,
    heading: 'Confirm the payment',
    body: html`<p>${clientName} asks your bank to pay this from your account, once and now.</p>
<p class="amount" id="amount">${payment?.amount ?? ''}</p>
<dl class="facts">
<dt>To</dt><dd>${payment?.to ?? ''}<small>${payment?.account ?? ''}</small></dd>
<dt>From</dt><dd>${accountsShown(session)
      .filter((_, n) => n === session.account)
      .map(described)}</dd>
<dt>Reference</dt><dd>${payment?.reference ?? ''}</dd>
</dl>
${form('payment', [
  html`<button id="pay" name="act" value="pay">Pay ${payment?.amount ?? ''}</button>
<button class="second" id="cancel" name="act" value="cancel">Cancel the payment</button>`,
])}`,
  }),
};

/** Whether the user's story fits a payment: it is about payments, or about nothing else in particular. */
const isPayer = ({ username, payment, link }: Scenario) => payment || link?.exits || username === 'user_good';

const testUsers = (fits: (user: Scenario) => unknown) => html`<details><summary>Test users</summary><dl>
${scenarios.filter(fits).map((scenario) => html`<dt>${scenario.username}</dt><dd>${scenario.about}</dd>`)}
</dl></details>`;

const described = ({ name, subtype, mask }: SimAccount) =>
  html`<span>${name}<small>${subtype} ending in ${mask}</small></span>`;

const sharedAccount = ['your account and routing number', 'the name and contact details of the owner', 'your balance'];
const sharedIncome = ['your employer', 'your payslips'];

function form(step: Step, content: Html[]): Html {
  return html`<form method="post"><input type="hidden" name="step" value="${step}">${content}</form>
<form method="post"><button class="quiet" id="exit" name="step" value="exit">Leave without finishing</button></form>`;
}

function accountsShown({ institution_id, username }: LinkSession) {
  const institution = findInstitution(institution_id ?? '');
  return institution && username !== null
    ? accountsOf({ scenario: scenarioOf({ username }), person: null }, institution)
    : [];
}
