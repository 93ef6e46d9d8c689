import type { Stage } from '../../domain/case/stages.ts';
import type { World } from './call.ts';
import { type DemoCase, look, stagesPassed } from './case.ts';
import { table } from './table.ts';
import { judge } from './verdict.ts';

/** Short names of the stages for the table. */
const short: Record<Stage, string> = {
  starting: 'start',
  awaiting_identity_verification: 'person',
  awaiting_link: 'link',
  verifying_account: 'account',
  awaiting_micro_deposits: 'deposits',
  matching_identity: 'owner',
  in_review: 'REVIEW',
  repairing_link: 'REPAIR',
  authorizing: 'authorize',
  transferring: 'transfer',
  watching_returns: 'watch',
  closed: 'closed',
};

function shownMoney({ view: { transfer, payment }, story: { funding }, asked }: DemoCase): string {
  if (!funding) return asked.map(({ view }) => view.status).join(' ') || '-';
  if ('rail' in funding)
    return payment?.status ? `payment ${funding.amount} ${funding.currency} ${payment.status}` : '-';
  return transfer ? `${funding.direction} ${transfer.amount} ${transfer.network} ${transfer.status}` : '-';
}

/** Returns the table and the verdict, and whether all cases ended as their stories demand. */
export async function summary({ api, simulator }: World, cases: DemoCase[]): Promise<{ text: string; good: boolean }> {
  type Ledger = Record<'transfers' | 'payments', { client_user_id: string | null }[]>;
  const ledger = (await simulator('GET', '/simulator/ledger')).body as Ledger;
  const rows = [['case', 'story', 'stages passed', 'outcome', 'money', 'days', 'real']];
  const problems: string[] = [];
  const strays = ledger.payments.filter(({ client_user_id }) => client_user_id === null).length;
  if (strays > 0) problems.push(`${strays} payments exist for which no case has offered Link`);
  for (const one of cases) {
    // A return may have opened a case that the demo saw closed.
    await look(api, one);
    const { view, story, label, closed } = one;
    const passed = await stagesPassed(api, one);
    const count = (what: keyof Ledger) => ledger[what].filter((made) => made.client_user_id === view.id).length;
    const atBank = { transfers: count('transfers'), payments: count('payments') };
    problems.push(...judge(one, passed, atBank).map((problem) => `${label}: ${problem}`));
    rows.push([
      `${label.slice(0, label.indexOf(' '))} ${view.id.slice(0, 12)}`,
      story.name,
      passed.map((stage) => short[stage]).join(' '),
      `${view.outcome ?? '-'}${view.reason ? ` (${view.reason})` : ''}`,
      shownMoney(one),
      closed ? `${closed.daysTravelled}` : '-',
      closed ? `${((closed.at - one.startedAt) / 1000).toFixed(1)} s` : '-',
    ]);
  }
  const verdict =
    problems.length === 0
      ? `All ${cases.length} cases ended as their stories demand; the bank holds the transfers and payments that they take, and no more.`
      : problems.map((problem) => `NOT AS THE STORY DEMANDS  ${problem}`).join('\n');
  return { text: `\n${table(rows)}\n\n${verdict}`, good: problems.length === 0 };
}
