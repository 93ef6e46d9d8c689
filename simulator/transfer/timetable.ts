// Plans when a transfer moves, by Plaid's cut-offs and the banks' settlement on banking days in New York.
// Cut-offs: https://plaid.com/docs/transfer/creating-transfers/#ach-processing-windows
import { addBankingDays, addDays, easternDate, easternInstant, isBankingDay } from '../banking-days.ts';
import type { TransferStory } from '../scenarios/scenario.ts';
import { isAch, type Network } from './requests.ts';
import type { Failure, Step } from './state.ts';

/** The moments of a banking day at which transfers leave Plaid. Plaid cancels none that has left. */
const cutOffs: Record<Exclude<Network, 'rtp'>, readonly string[]> = {
  ach: ['20:30'],
  'same-day-ach': ['09:35', '13:50', '15:00'],
  wire: ['18:30'],
};

/** Banks process the Federal Reserve's files before they open. */
const returnsArrive = '08:00';
const standardSettles = '08:30';

export type Timetable = {
  network: Network;
  submittedAt: Date;
  settlementDate: string;
  fundsAvailableDate: string | null;
  plan: Step[];
};

/** Plaid silently makes a same-day transfer an ordinary one after its last cut-off, or on a day without one. */
function networkAt(network: Network, at: Date, story: TransferStory): Network {
  if (network !== 'same-day-ach') return network;
  const today = easternDate(at);
  return !story.too_late_today && isBankingDay(today) && at < easternInstant(today, '15:00') ? network : 'ach';
}

export function timetable(
  asked: { network: Network; type: 'debit' | 'credit' },
  createdAt: Date,
  story: TransferStory,
): Timetable {
  const network = networkAt(asked.network, createdAt, story);
  const submittedAt = network === 'rtp' ? plusSeconds(createdAt, 2) : nextCutOff(network, createdAt);
  const settledAt = settlement(network, submittedAt);
  const settlementDate = easternDate(settledAt);
  // Plaid holds a debit's money for a time that it sets per client.
  const fundsAvailableDate = asked.type === 'debit' ? addBankingDays(settlementDate, 2) : null;
  const fundsAvailableAt = fundsAvailableDate && easternInstant(fundsAvailableDate, standardSettles);

  const plan: Step[] = [];
  const add = (status: Step['status'], at: Date, failure: Failure | null = null) =>
    plan.push({ status, at: at.toISOString(), failure });
  // A bank can return only ACH entries: an instant payment is final.
  const returns = story.ends === 'returns' && isAch(network);
  const early = returns && story.return_after === 'settled' && !story.late;
  if (story.ends === 'fails') {
    add('failed', submittedAt, failed);
  } else {
    add('posted', submittedAt);
    add('settled', settledAt);
    if (fundsAvailableAt && !early) add('funds_available', fundsAvailableAt);
    if (returns) add('returned', returnAt(story, settlementDate), returned(story));
  }
  return { network, submittedAt, settlementDate, fundsAvailableDate, plan };
}

/** Returns the first cut-off strictly after the instant. */
export function nextCutOff(network: Exclude<Network, 'rtp'>, after: Date): Date {
  for (let date = addBankingDays(easternDate(after), 0); ; date = addBankingDays(date, 1)) {
    const instant = cutOffs[network].map((hhmm) => easternInstant(date, hhmm)).find((cutOff) => cutOff > after);
    if (instant) return instant;
  }
}

function settlement(network: Network, submittedAt: Date): Date {
  const date = easternDate(submittedAt);
  switch (network) {
    case 'ach':
      return easternInstant(addBankingDays(date, 1), standardSettles);
    case 'same-day-ach':
      // The last of the operator's three settlements of the day (13:00, 17:00 and 18:00).
      return easternInstant(date, '18:00');
    case 'wire':
      return easternInstant(date, '19:00');
    case 'rtp':
      return plusSeconds(submittedAt, 2);
  }
}

/**
 * An ordinary return arrives by the opening of the second banking day after settlement, just before Plaid releases the
 * funds, or on the third, the last day that Plaid documents. The holder may dispute a debit for 60 calendar days. Here
 * it takes 40.
 */
function returnAt(story: TransferStory, settlementDate: string): Date {
  const date = story.late
    ? addBankingDays(addDays(settlementDate, 40), 0)
    : addBankingDays(settlementDate, story.return_after === 'settled' ? 2 : 3);
  return easternInstant(date, returnsArrive);
}

const failed: Failure = {
  failure_code: null,
  ach_return_code: null,
  description: 'The transfer could not be submitted to the network.',
};

const reasons: Record<string, string> = {
  R01: 'Insufficient funds',
  R02: 'Account closed',
  R03: 'No account or unable to locate account',
  R10: 'Customer advises not authorized',
  R16: 'Account frozen',
};

function returned(story: TransferStory): Failure {
  const code = story.return_code ?? (story.late ? 'R10' : 'R01');
  return { failure_code: code, ach_return_code: code, description: reasons[code] ?? `Returned with ${code}` };
}

const plusSeconds = (at: Date, seconds: number) => new Date(at.getTime() + seconds * 1000);

/**
 * The amounts that decide in Plaid's Sandbox how a transfer ends: https://plaid.com/docs/transfer/sandbox/. It is an
 * assumption that R02 and R16, like R01, come after the funds were available.
 */
const magicAmounts: Record<string, TransferStory> = {
  '11.11': { ends: 'settles' },
  '22.22': { ends: 'fails' },
  '33.33': { ends: 'returns', return_code: 'R01', return_after: 'funds_available' },
  '44.44': { ends: 'returns', return_code: 'R02', return_after: 'funds_available' },
  '55.55': { ends: 'returns', return_code: 'R16', return_after: 'funds_available' },
  '66.66': { ends: 'returns', return_code: 'R01', return_after: 'settled' },
};

/** The person's story goes before the amount. */
export function storyOf(amount: string, story: TransferStory | undefined): TransferStory {
  return story?.ends ? story : { ...story, ...(magicAmounts[amount] ?? { ends: 'settles' }) };
}
