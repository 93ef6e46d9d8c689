// Plays the stories to their ends: first the actions of people, then day by day until the money has arrived, then past
// the end of every return window.
import { isAnyAtWork } from '../at-work.ts';
import { eachOf } from '../each-of.ts';
import type { Report } from '../report.ts';
import { advance, type Span, type TimeTravel } from '../time-travel.ts';
import { until } from '../until.ts';
import type { World } from './call.ts';
import { type DemoCase, look, startCase } from './case.ts';
import { lookAtTransfers, windowsOnAccount } from './on-account.ts';
import { act, isAtRest, isMoving, isOver } from './people.ts';
import { applicant, type Story } from './stories.ts';

const day = 86_400;
const atOnce = 4;
/**
 * Longer than Temporal may take to notice that a killed worker will not finish an activity (workflows/activities.ts).
 */
const patienceSeconds = 360;
/** A debit settles on the second banking day and can be used two days later; this leaves room for holidays. */
const mostDays = 12;
/** The number of jumps to the ends of waits. Money may move after each. */
const mostLeaps = 15;

/** `stayed`: why the cases did not travel. They then rest in their return windows. Null when they travelled. */
export type Played = { cases: DemoCase[]; stayed: string | null };

export async function play(world: World, travel: TimeTravel, run: string, stories: Story[]): Promise<Played> {
  const cases = await startCases(world, run, stories);
  let travelled = 0;
  let stayed: string | null = null;
  let bank = new Date();

  const showProgress = progressTo(world.report);
  /** How far the cases had travelled when each began its current wait. */
  const waitsSince = new Map<DemoCase, number>();

  async function lookAtAll(): Promise<void> {
    const open = cases.filter(({ closed }) => !closed);
    await eachOf(open, atOnce, async (one) => {
      const before = one.view.waiting?.until;
      await look(world.api, one);
      await lookAtTransfers(world.api, one);
      if (one.view.waiting?.until !== before) waitsSince.set(one, travelled);
      if (isOver(one)) one.closed = { at: Date.now(), daysTravelled: Math.round(travelled / day) };
      else await act(world, one);
    });
    showProgress(cases);
  }

  /** Waits until everything that can happen today has happened. */
  async function settle(what: () => boolean | Promise<boolean>): Promise<void> {
    const seen = async () => {
      await lookAtAll();
      return what();
    };
    // Look twice, with nothing at work in between, because only then the record is as far as the cases.
    const check = async () => (await seen()) && !(await isAnyAtWork(travel)) && (await seen());
    if (await until(check, { seconds: patienceSeconds, everyMs: 250 })) return;
    world.report(`not everything has settled within ${patienceSeconds} s; going on`);
  }

  async function jump(span: Span): Promise<void> {
    const jump = await advance(travel, span);
    travelled += jump.seconds;
    bank = jump.now;
    stayed = jump.stayed;
  }

  await settle(() => cases.every(isAtRest));

  let dayOfBank = 0;
  async function untilNothingMoves(): Promise<void> {
    for (let days = 1; cases.some(isMoving) && days <= mostDays; days++) {
      await jump({ banking_days: 1 });
      dayOfBank += 1;
      world.report(`banking day ${dayOfBank}: ${bank.toDateString()} at the bank`);
      await settle(async () => cases.every(isAtRest) && (await heardAll(world, cases)));
    }
  }

  await untilNothingMoves();
  const waits = () => cases.flatMap((one) => waitOf(one, bank, travelled - (waitsSince.get(one) ?? 0)));
  for (let leaps = 0; !stayed && waits().length > 0 && leaps < mostLeaps; leaps++) {
    const seconds = Math.max(0, Math.min(...waits())) + day;
    world.report(`${Math.round(seconds / day)} days ahead, to where the next wait ends`);
    await jump({ seconds });
    const arrived = () => waits().every((left) => left > 0) && cases.every(isAtRest);
    await settle(async () => arrived() && (await heardAll(world, cases)));
    await untilNothingMoves();
  }
  return { cases, stayed };
}

async function startCases({ api, report }: World, run: string, stories: Story[]): Promise<DemoCase[]> {
  report(`starting ${stories.length} onboardings`);
  const cases: DemoCase[] = [];
  const width = Math.max(...stories.map(({ name }) => name.length)) + '#00 '.length;
  await eachOf(stories.entries(), atOnce, async ([index, story]) => {
    const one = await startCase(api, run, index + 1, story);
    cases[index] = one;
    report(`${one.label.padEnd(width)}  ${applicant.legal_name}  ${one.view.id}`);
  });
  return cases;
}

/** Returns a function that reports how many cases stand where, if that has changed since its last call. */
function progressTo(report: Report): (cases: DemoCase[]) => void {
  let shown = '';
  return (cases) => {
    const counts = new Map<string, number>();
    for (const { view } of cases) {
      const where = view.outcome ?? view.stage;
      counts.set(where, (counts.get(where) ?? 0) + 1);
    }
    const line = [...counts].map(([where, count]) => `${where} ${count}`).join(' · ');
    if (line !== shown) report(`  ${line}`);
    shown = line;
  };
}

type Moved = { client_user_id: string | null; status: string };
type Transferred = Moved & { transfer_id: string };
type Paid = Moved & { refunds: { status: string }[] };

/** Returns whether the API shows everything that happened to the money of these cases at the bank. */
async function heardAll({ simulator }: World, cases: DemoCase[]): Promise<boolean> {
  const ledger = (await simulator('GET', '/simulator/ledger')).body;
  const { transfers, payments, refunds } = ledger as { transfers: Transferred[]; payments: Paid[]; refunds: Moved[] };
  const byUser = <T extends Moved>(moved: T[]) => new Map(moved.map((one) => [one.client_user_id, one]));
  const [ofPayments, ofRefunds] = [byUser(payments), byUser(refunds)];
  const atBank = new Map(transfers.map(({ transfer_id: id, status }) => [id, status]));
  const isHeard = ({ transfer }: Pick<DemoCase['view'], 'transfer'> | DemoCase['asked'][number]['view']) =>
    !transfer || transfer.status === atBank.get(transfer.id);
  function heard({ view, asked }: DemoCase): boolean {
    if (![view, ...asked.map(({ view }) => view)].every(isHeard)) return false;
    const { id, payment, refunds } = view;
    if (!payment) return refunds.every(({ status }) => status === (ofRefunds.get(id)?.status ?? 'refused'));
    const paid = ofPayments.get(id);
    const ended = paid?.refunds.every(({ status }) => status !== 'INITIATED') ?? true;
    return (
      paid?.status === `PAYMENT_STATUS_${payment.status}` &&
      refunds.every(({ status }) => (status !== 'pending') === ended)
    );
  }
  return cases.every((one) => one.closed || heard(one));
}

/**
 * Returns how many seconds a case still has to wait, when it has travelled so far since the wait began. The record
 * holds the ends of waits in real time, and those of return windows by the bank's clock.
 */
function waitOf(one: DemoCase, bank: Date, travelled: number): number[] {
  const { view, closed } = one;
  if (closed) return [];
  const windows = windowsOnAccount(one).map((until) => (Date.parse(until) - bank.getTime()) / 1000);
  if (!view.waiting?.until) return windows;
  const byBank = view.transfer && (view.stage === 'watching_returns' || view.stage === 'transferring');
  const now = byBank ? bank.getTime() : Date.now() + travelled * 1000;
  return [...windows, (Date.parse(view.waiting.until) - now) / 1000];
}
