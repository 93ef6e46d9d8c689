// Waits until the account is proven, where its bank does not vouch for it at once: by micro-deposits, by Plaid's
// database, or by a reviewer. Each look reads the account itself; what is heard only says when to look.
import type { ReadAccount } from '../activities/types.ts';
import { expectedDeposit } from '../domain/banking-days.ts';
import { waits } from '../domain/onboarding.ts';
import { nextLookAtDeposit, type Reminding } from '../domain/waiting.ts';
import { bank, people } from './activities.ts';
import type { Case } from './case.ts';
import { AccountChanged, Ended, leaveIfCalledAway } from './ended.ts';
import { linkAnother } from './link-another.ts';
import { step } from './step.ts';
import { beginReminding, daysFromNow, type Standing, waitFor } from './waiting.ts';
import { reviewed } from './waits.ts';

const arrival: Standing = { stage: 'awaiting_micro_deposits', waitingFor: waits.deposits };
const verification: Standing = { stage: 'awaiting_micro_deposits', waitingFor: waits.verification };

const week = 7 * 24 * 3_600_000;

type Proven = { proven: true } | { proven: false; reason: string };

export async function accountProven(theCase: Case, first: ReadAccount): Promise<Proven> {
  const { start } = theCase;
  const deadline = daysFromNow(start.policy.provenWithin);
  let asked: Reminding | null = null;
  for (let account = first; ; account = await lookAgain(theCase, arrivalOf(theCase, account))) {
    const deposits = depositsOf(theCase, account);
    if (account.proof === 'proven') return { proven: true };
    if (account.proof === 'caution') return cautiously(theCase, account);
    if (account.proof === 'refused') return linkAgain(theCase, account.status ?? 'refused');
    if (deposits && deposits.moved !== 'posted') {
      return linkAgain(
        theCase,
        `micro_deposits_${deposits.moved}${deposits.returnCode ? `: ${deposits.returnCode}` : ''}`,
      );
    }
    if (Date.now() >= deadline) return { proven: false, reason: 'not_proven_in_time' };

    const arrives = arrivalOf(theCase, account);
    if (arrives !== null && arrives <= Date.now() && !asked) {
      const until = new Date(deadline).toISOString();
      await step(theCase, 'awaiting_micro_deposits', (at) => people.offerVerification({ ...at, until }));
      asked = beginReminding(theCase, verification);
    }
    await somethingHappens(theCase, { arrives: asked ? null : arrives, deadline, asked });
  }
}

/**
 * When there is something to confirm, in milliseconds since 1970: `posted` says only that the deposit was sent. Null
 * where it was not, or where Plaid confirms it by itself. A bank whose clock is weeks ahead of ours (in development, where
 * days pass by jumps, a new case meets one) does not keep the person waiting for that long.
 * New York's clock comes from the worker's own ICU data: a replay would differ only if its rules changed in between.
 */
function arrivalOf(theCase: Case, account: ReadAccount): number | null {
  const deposits = depositsOf(theCase, account);
  if (account.proof !== 'manual' || !deposits) return null;
  const sentAt = new Date(deposits.at);
  const ahead = sentAt.getTime() - deposits.heardAt;
  return expectedDeposit(sentAt).getTime() - (ahead > week ? ahead : 0);
}

const depositsOf = ({ inbox }: Case, { accountId }: ReadAccount) =>
  accountId === null ? undefined : inbox.microDeposits.get(accountId);

function lookAgain(theCase: Case, arrives: number | null): Promise<ReadAccount> {
  const more = arrives === null ? {} : { depositArrives: new Date(arrives).toISOString() };
  return step(theCase, 'awaiting_micro_deposits', (at) => bank.readAccount({ ...at, ...more }));
}

type Wait = {
  /** When the person is to be asked; null where that is not known, or they have been. */
  arrives: number | null;
  deadline: number;
  /** Once the person has been: their reminders. */
  asked: Reminding | null;
};

async function somethingHappens(theCase: Case, { arrives, deadline, asked }: Wait): Promise<void> {
  const { inbox } = theCase;
  const looked = Date.now();
  await waitFor(theCase, {
    ...(asked ? verification : arrival),
    reminding: asked,
    deadline,
    until: arrives ?? deadline,
    look: () => Math.min(arrives ?? deadline, nextLookAtDeposit(looked)),
    heard: () => inbox.linked || inbox.accountNews,
  });
  leaveIfCalledAway(theCase);
  inbox.linked = false;
  inbox.accountNews = false;
}

/** Plaid's database has not enough to say: what that is worth is the product's policy. */
async function cautiously(theCase: Case, { status }: ReadAccount): Promise<Proven> {
  const reason = status ?? 'caution';
  switch (theCase.start.policy.databaseCaution) {
    case 'accept':
      return { proven: true };
    case 'refuse':
      return linkAgain(theCase, reason);
    case 'review': {
      const review = await reviewed(theCase);
      return review.approved ? { proven: true } : { proven: false, reason: review.reason };
    }
  }
}

/** The person is told why, and links another account, as often as the policy lets them. */
async function linkAgain(theCase: Case, reason: string): Promise<Proven> {
  if (theCase.linkedAgain >= theCase.start.policy.linkAgain) return { proven: false, reason };
  theCase.linkedAgain += 1;
  const link = await linkAnother(theCase, reason);
  if (!link.finished) throw new Ended('abandoned', link.reason);
  throw new AccountChanged();
}
