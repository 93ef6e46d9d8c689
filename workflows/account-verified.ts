// Waits until the account is verified, if Plaid could not verify it at once: by micro-deposits, by Plaid's database, or
// by a reviewer. A message only says when to look; each look reads the account itself.
import type { ReadAccount } from '../activities/types.ts';
import { depositArrival, failureOfDeposits, sentDeposit } from '../domain/bank/micro-deposits.ts';
import { foreignReason, type Reason } from '../domain/case/reasons.ts';
import { nextLookAtDeposit, type Reminding } from '../domain/case/waiting.ts';
import { expectedDeposit } from '../domain/transfers/banking-days.ts';
import { bank, people } from './activities.ts';
import { type Case, countAccountRefused, depositWasSent, type Resting } from './case.ts';
import { takeHint, takeLinked } from './inbox.ts';
import { AccountChanged, Ended } from './interruptions.ts';
import { linkAnother } from './link-finished.ts';
import { beginReminding } from './reminders.ts';
import { reviewed } from './reviewed.ts';
import { step } from './step.ts';
import { daysFromNow, type Look, type Waiting, waitUntil } from './wait.ts';

const arrival: Resting = { stage: 'awaiting_micro_deposits', waitingFor: 'micro_deposit' };
const codeAsked: Resting = { stage: 'awaiting_micro_deposits', waitingFor: 'micro_deposit_code' };

const week = 7 * 24 * 3_600_000;

type Verified = { verified: true } | { verified: false; reason: Reason };

export async function accountVerified(theCase: Case, first: ReadAccount): Promise<Verified> {
  const deadline = daysFromNow(theCase.start.policy.verifiedWithin);
  let asked: Reminding | null = null;
  let { repairs } = theCase;

  /** Asks for the code once the deposit has arrived. Returns the wait. */
  async function waitOn(account: ReadAccount): Promise<Waiting> {
    const arrives = arrivalOf(theCase, account);
    if (arrives !== null && arrives <= Date.now() && !asked) {
      const until = new Date(deadline).toISOString();
      await step(theCase, 'awaiting_micro_deposits', (at) => people.offerMicroDepositCode({ ...at, until }));
      asked = beginReminding(theCase, codeAsked);
    }
    return untilChanged(theCase, { arrives: asked ? null : arrives, deadline, asked });
  }

  let account = first;
  async function decide(): Promise<Look<Verified>> {
    // The applicant had to repair the login meanwhile, so the case asks for the code again.
    if (repairs !== theCase.repairs) asked = null;
    repairs = theCase.repairs;
    const result = await verdictOn(theCase, account);
    if (result) return { result };
    if (Date.now() >= deadline) return { result: { verified: false, reason: 'not_verified_in_time' } };
    return { wait: await waitOn(account) };
  }
  return waitUntil(theCase, await decide(), async () => {
    takeLinked(theCase.inbox);
    takeHint(theCase.inbox, 'account');
    account = await readAgain(theCase, account);
    return decide();
  });
}

/** Null while neither Plaid nor the micro-deposit decides. */
async function verdictOn(theCase: Case, account: ReadAccount): Promise<Verified | null> {
  switch (account.proof) {
    case 'verified':
      return { verified: true };
    case 'caution':
      return cautiously(theCase, account);
    case 'refused':
      return linkAgain(theCase, foreignReason(account.status ?? 'refused'));
    case 'automatic':
    case 'manual': {
      const deposits = depositsOf(theCase, account);
      const failure = deposits ? failureOfDeposits(deposits) : null;
      return failure && linkAgain(theCase, failure);
    }
  }
}

/**
 * Returns when the applicant can see the micro-deposit, in milliseconds since 1970. Null when it was not sent, or when
 * Plaid confirms it without a code. The account says that it was sent, and the calendar says when it can have arrived.
 * An event that names the day of posting is more exact, but may be lost. A bank whose clock is weeks ahead of ours does
 * not keep the applicant waiting for that long (in development days pass by jumps, so a new case meets such a bank).
 * New York's clock comes from the worker's own ICU data: a replay would differ only if its rules changed in between.
 */
function arrivalOf(theCase: Case, account: ReadAccount): number | null {
  if (account.proof !== 'manual' || account.accountId === null) return null;
  const deposits = depositsOf(theCase, account);
  if (!deposits) return account.status === sentDeposit ? sentArrival(theCase, account.accountId) : null;
  const sentAt = new Date(deposits.at);
  const ahead = sentAt.getTime() - deposits.receivedAt;
  return expectedDeposit(sentAt).getTime() - (ahead > week ? ahead : 0);
}

const sentArrival = (theCase: Case, accountId: string): number =>
  depositArrival(new Date(depositWasSent(theCase, accountId))).getTime();

const depositsOf = ({ inbox }: Case, { accountId }: ReadAccount) =>
  accountId === null ? undefined : inbox.microDeposits.get(accountId);

function readAgain(theCase: Case, account: ReadAccount): Promise<ReadAccount> {
  const arrives = arrivalOf(theCase, account);
  const more = arrives === null ? {} : { depositArrives: new Date(arrives).toISOString() };
  return step(theCase, 'awaiting_micro_deposits', (at) => bank.readAccount({ ...at, ...more }));
}

type Wait = {
  /** When to ask the applicant for the code. Null when that is not known, or when the case has asked. */
  arrives: number | null;
  deadline: number;
  /** The reminders of the code. Null before the case has asked for it. */
  asked: Reminding | null;
};

function untilChanged({ inbox }: Case, { arrives, deadline, asked }: Wait): Waiting {
  const nextLook = Math.min(arrives ?? deadline, nextLookAtDeposit(Date.now()));
  return {
    ...(asked ? codeAsked : arrival),
    reminding: asked,
    deadline,
    until: arrives ?? deadline,
    nextLook: () => nextLook,
    received: () => inbox.linked || inbox.hints.has('account'),
  };
}

/** Plaid's database could not say enough about the account. The tenant's policy decides whether that is enough. */
async function cautiously(theCase: Case, { status }: ReadAccount): Promise<Verified> {
  const reason = foreignReason(status ?? 'caution');
  switch (theCase.start.policy.databaseCaution) {
    case 'accept':
      return { verified: true };
    case 'refuse':
      return linkAgain(theCase, reason);
    case 'review': {
      const review = await reviewed(theCase);
      return review.approved ? { verified: true } : { verified: false, reason: review.reason };
    }
  }
}

/** Asks the applicant for another account, with the reason, as often as the policy allows. */
async function linkAgain(theCase: Case, reason: Reason): Promise<Verified> {
  if (theCase.linkedAgain >= theCase.start.policy.linkAgain) return { verified: false, reason };
  countAccountRefused(theCase);
  const link = await linkAnother(theCase, reason);
  if (!link.finished) throw new Ended('abandoned', link.reason);
  throw new AccountChanged();
}
