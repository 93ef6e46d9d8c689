import type { Stage } from '../../domain/onboarding.ts';
import { type DemoCase, look, stagesPassed } from './case.ts';
import type { World } from './people.ts';
import { table } from './table.ts';
import { judge } from './verdict.ts';

/** Stages in the width of a table. */
const short: Partial<Record<Stage, string>> = {
  starting: 'start',
  awaiting_link: 'link',
  verifying_account: 'account',
  matching_identity: 'owner',
  in_review: 'REVIEW',
  repairing_link: 'REPAIR',
  authorizing: 'authorize',
  transferring: 'transfer',
  watching_returns: 'watch',
  closed: 'closed',
};

/** The table and the verdict, and whether all is as it has to be. */
export async function summary({ api, simulator }: World, cases: DemoCase[]): Promise<{ text: string; good: boolean }> {
  const ledger = (await simulator('GET', '/simulator/ledger')).body as { transfers: { client_user_id: string }[] };
  const rows = [['case', 'story', 'stages passed', 'outcome', 'transfer', 'days', 'real']];
  const problems: string[] = [];
  for (const one of cases) {
    // A return may have turned a case that was seen closed.
    await look(api, one);
    const { view, story, label, closed } = one;
    const passed = await stagesPassed(api, one);
    const transfers = ledger.transfers.filter(({ client_user_id }) => client_user_id === view.id).length;
    problems.push(...judge(one, passed, transfers).map((problem) => `${label}: ${problem}`));
    rows.push([
      `${label.slice(0, label.indexOf(' '))} ${view.id.slice(0, 12)}`,
      story.name,
      passed.map((stage) => short[stage] ?? stage).join(' '),
      `${view.outcome ?? '-'}${view.reason ? ` (${view.reason})` : ''}`,
      view.transfer
        ? `${story.funding.direction} ${view.transfer.amount} ${view.transfer.network} ${view.transfer.status}`
        : '-',
      closed ? `${closed.daysTravelled}` : '-',
      closed ? `${((closed.at - one.startedAt) / 1000).toFixed(1)} s` : '-',
    ]);
  }
  const verdict =
    problems.length === 0
      ? `All ${cases.length} cases ended as their stories demand, with one transfer at the bank for each that moved money.`
      : problems.map((problem) => `NOT AS THE STORY DEMANDS  ${problem}`).join('\n');
  return { text: `\n${table(rows)}\n\n${verdict}`, good: problems.length === 0 };
}
