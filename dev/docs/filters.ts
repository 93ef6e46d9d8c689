// Makes the table of the questions that operators ask of the Temporal UI, each with its filter and a link to the list.
import { table } from './table.ts';

const running = "ExecutionStatus = 'Running'";
/** Otherwise a case is listed once for each of its runs. */
const once = "ExecutionStatus != 'ContinuedAsNew'";

const filters: [question: string, filter: string, more?: string][] = [
  [
    'Which cases wait for their applicant?',
    `GangwayStage IN ('awaiting_identity_verification', 'awaiting_link', 'repairing_link', 'awaiting_micro_deposits') AND ${running}`,
  ],
  ['Which wait for a reviewer?', `GangwayStage = 'in_review' AND ${running}`],
  ['Which are in trouble?', `GangwayTrouble != 'none' AND ${running}`],
  [
    'Which fail, and stand still?',
    `TemporalReportedProblems IN ('category=WorkflowTaskFailed') AND ${running}`,
    '; see [below](#a-case-whose-workflow-fails)',
  ],
  ['Which wait out an outage?', `GangwayTrouble IN ('unavailable', 'busy', 'uncertain') AND ${running}`],
  [
    'Which need us to mend something?',
    `GangwayTrouble IN ('bug', 'invalid', 'missing', 'conflict', 'forbidden') AND ${running}`,
  ],
  ['Whose money has arrived?', `GangwayStage = 'watching_returns' AND ${running}`],
  [
    'Which sleep for more than a month?',
    `GangwayAsleepUntil > '2026-12-31T00:00:00Z' AND ${running}`,
    ', with the date in a month from today',
  ],
  [
    'Which ended without money?',
    `GangwayOutcome IN ('abandoned', 'unverified', 'rejected', 'declined', 'failed', 'cancelled') AND ${once}`,
  ],
  ['Whose money came back?', `GangwayOutcome = 'returned' AND ${once}`],
  ['Which did a reviewer reject?', `GangwayReason = 'review_rejected' AND ${once}`],
  ['Which pay from their own bank?', `WorkflowType = 'paymentInitiation' AND ${once}`],
  ['Which by ACH?', `WorkflowType = 'onboarding' AND ${once}`],
  ['All of one applicant', `GangwayUserId = '…' AND ${once}`],
  ['All of one tenant', `GangwayTenant = '…' AND ${once}`],
  ["By Plaid's transfer, once it exists", `GangwayTransfer = '…' AND ${once}`],
  ["By Plaid's Item, once the case has read it", `GangwayItem = '…' AND ${once}`],
  ["By Plaid's payment, once it exists", `GangwayPayment = '…' AND ${once}`],
  ['Do the feeds run?', `WorkflowType = 'feed' AND ${running}`],
  ['Which were terminated?', `WorkflowType != 'feed' AND ExecutionStatus = 'Terminated'`],
];

/** The Temporal UI of the development stack. */
const ui = 'http://127.0.0.1:8233';

/** Markdown ends a link at a parenthesis, which this leaves as it is. */
const encoded = (filter: string): string =>
  encodeURIComponent(filter).replace(/[()']/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);

export function filterTable(): string {
  const rows = filters.map(([question, filter, more = '']) => [`[${question}]`, `\`${filter}\`${more}`]);
  const links = filters.map(
    ([question, filter]) => `[${question}]: ${ui}/namespaces/default/workflows?query=${encoded(filter)}`,
  );
  return [table([['Question', 'Filter'], ...rows]), '', ...links].join('\n');
}
