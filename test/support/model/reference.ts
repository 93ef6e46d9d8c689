// The reference model of a case by ACH: every state that it may be in, by the facts of its applicant and bank, the
// commands that the API has answered, and what it has shown. It shares no code with the product.

/** The behaviour of the simulated bank for a username (simulator/scenarios/). */
type Bank = {
  owner?: 'similar' | 'other';
  loginBreaks?: true;
  declines?: true;
  transfer?: 'fails' | 'returns' | 'returns late';
};
export const banks: Record<string, Bank> = {
  user_good: {},
  user_similar_owner: { owner: 'similar' },
  user_other_owner: { owner: 'other' },
  user_broken_login: { loginBreaks: true },
  user_nsf: { declines: true },
  user_failed: { transfer: 'fails' },
  user_disputes: { transfer: 'returns' },
  user_late_return: { transfer: 'returns late' },
};
export type Facts = { bank: Bank; direction: 'debit' | 'credit'; cents: number; confirms: boolean };

export type At = 'link' | 'working' | 'review' | 'repair' | 'confirm' | 'moving' | 'arrived' | 'closed';
export type State = {
  at: At;
  outcome: string | null;
  reviewed: boolean;
  answer: 'confirmed' | 'refused' | null;
  repaired: boolean;
  /** The applicant has finished the Link for which the case waits, and Gangway may not know it yet. */
  linked: boolean;
  /** The outcome that a command has decided, while the case still shows where it was. */
  decided: 'rejected' | 'cancelled' | null;
  /** How many transfers the bank has, and the cents of all refunds. */
  sent: 0 | 1;
  refunded: number;
};
export type Command =
  | { do: 'link' }
  | { do: 'approve' | 'reject' | 'confirm' | 'refuse' | 'cancel' }
  | { do: 'refund'; cents: number };

const begun: State = {
  ...{ at: 'link', outcome: null, reviewed: false, answer: null, repaired: false, linked: false, decided: null },
  ...{ sent: 0, refunded: 0 },
};
const ends = (state: State, outcome: string): State => ({ ...state, at: 'closed', outcome, decided: null });

/** How a wait for people ends once its time is over. */
const overdue: Partial<Record<At, string>> = {
  link: 'abandoned',
  repair: 'abandoned',
  review: 'rejected',
  confirm: 'cancelled',
};

/** Returns the states that follow by themselves: by the work of Gangway, and by the bank. */
function follows(state: State, { bank, confirms, direction }: Facts): State[] {
  const goesOn: State = { ...state, at: 'working', linked: false };
  if (state.decided) {
    // A refused transfer waits no more while its authorization is taken back.
    const atWork = state.at === 'confirm' || (state.at === 'link' && state.linked) ? [goesOn] : [];
    return [ends(state, state.decided), ...atWork];
  }
  switch (state.at) {
    case 'link':
      return state.linked ? [goesOn] : [];
    case 'repair':
      return state.linked ? [{ ...goesOn, repaired: true }] : [];
    case 'review':
      return state.reviewed ? [goesOn] : [];
    case 'confirm':
      return state.answer === 'confirmed' ? [goesOn] : [];
    case 'working': {
      // Plaid takes a public token once. If the worker dies before it has the answer, the applicant links again.
      const repair: State = { ...state, at: 'repair' };
      if (bank.loginBreaks && !state.repaired) return [repair];
      return [repair, judged(state, { bank, confirms, direction })];
    }
    case 'moving':
      if (bank.transfer === 'fails') return [ends(state, 'failed')];
      if (bank.transfer === 'returns') return [{ ...state, at: 'arrived', outcome: 'funded' }, ends(state, 'returned')];
      return [{ ...state, at: 'arrived', outcome: 'funded' }];
    case 'arrived':
      return bank.transfer ? [ends(state, 'returned')] : [ends(state, 'funded')];
    case 'closed':
      return [];
  }
}

/** Returns where the case goes once it has an account that works. */
function judged(state: State, { bank, confirms, direction }: Omit<Facts, 'cents'>): State {
  if (bank.owner === 'other') return ends(state, 'rejected');
  if (bank.owner === 'similar' && !state.reviewed) return { ...state, at: 'review' };
  if (bank.declines && direction === 'debit') return ends(state, 'declined');
  if (confirms && !state.answer) return { ...state, at: 'confirm' };
  return { ...state, at: 'moving', sent: 1 };
}

/** Returns the results of a command in this state: the state after it, `null` where the API refuses it. */
function results(state: State, command: Command, { direction, cents }: Facts): (State | null)[] {
  // The record may be a moment ahead of the workflow, which then does not wait for people yet.
  const only = (at: At, after: State) => (state.at === at ? [after, null] : [null]);
  switch (command.do) {
    case 'link':
      return [state.at === 'link' || state.at === 'repair' ? { ...state, linked: true } : null];
    case 'approve':
      return only('review', { ...state, reviewed: true });
    case 'reject':
      return only('review', { ...state, decided: 'rejected' });
    case 'confirm':
      return state.answer === 'confirmed' ? [state] : only('confirm', { ...state, answer: 'confirmed' });
    case 'refuse':
      if (state.answer === 'refused') return [state];
      return only('confirm', { ...state, answer: 'refused', decided: 'cancelled' });
    case 'cancel':
      if (state.outcome === 'cancelled') return [state];
      if (state.at === 'arrived' || state.at === 'closed') return [null];
      // The money call may be open, or the bank may have the transfer already.
      if (state.at === 'working' || state.at === 'moving') return [{ ...state, decided: 'cancelled' }, null];
      return [{ ...state, decided: 'cancelled' }];
    case 'refund': {
      const refunded = state.refunded + command.cents;
      if (direction === 'credit' || refunded > cents || state.sent === 0) return [null];
      if (state.at === 'arrived' || state.outcome === 'funded') return [{ ...state, refunded }];
      // The bank may have settled the debit, whose money cannot be used yet.
      return state.at === 'moving' ? [{ ...state, refunded }, null] : [null];
    }
  }
}

export function reference(facts: Facts) {
  let possible = [begun];
  let weeksPass = false;

  const distinct = (states: State[]) => [...new Map(states.map((state) => [JSON.stringify(state), state])).values()];
  function reachable(): State[] {
    const found = distinct(possible);
    for (const state of found) {
      const late = weeksPass && overdue[state.at];
      for (const next of [...follows(state, facts), ...(late ? [ends(state, late)] : [])]) {
        if (!found.some((one) => JSON.stringify(one) === JSON.stringify(next))) found.push(next);
      }
    }
    return found;
  }
  function keep(states: State[], why: string): void {
    if (states.length === 0) throw new Error(`${why}, where the model is at ${JSON.stringify(possible)}`);
    possible = distinct(states);
  }

  return {
    possible: () => possible,
    /** The API shows the case so. */
    shows(at: At, outcome: string | null): void {
      keep(
        reachable().filter((state) => state.at === at && state.outcome === outcome),
        `it shows ${at} ${outcome}`,
      );
    },
    /** The API has accepted or refused the command. */
    answers(command: Command, accepted: boolean): void {
      const after = reachable().flatMap((state) =>
        results(state, command, facts).flatMap((next) => ((next !== null) === accepted ? [next ?? state] : [])),
      );
      keep(after, `it ${accepted ? 'accepts' : 'refuses'} ${command.do}`);
    },
    /** From now on time passes by weeks, in which waits for people may end. */
    passesWeeks(): void {
      weeksPass = true;
    },
    /** The bank holds so many transfers and refunds of the case. */
    holds(sent: number, refunded: number): void {
      keep(
        possible.filter((state) => state.sent === sent && state.refunded === refunded),
        `the bank has ${sent} transfers and ${refunded} cents of refunds`,
      );
    },
  };
}
