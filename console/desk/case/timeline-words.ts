// The words of each entry of a timeline, for operators.
import { type ItemChange, itemChanges } from '../../../domain/bank/item.ts';
import type { LinkMode } from '../../../domain/bank/link.ts';
import { type DelayReason, delayReasons } from '../../../domain/case/delay.ts';
import type { AskedFor } from '../../../domain/case/next-action.ts';
import { type ReviewReason, reviewReasonRows } from '../../../domain/case/review.ts';
import { type Stage, stages } from '../../../domain/case/stages.ts';
import type { TenantAnswer } from '../../../domain/transfers/confirmation.ts';
import { type RefundStanding, refundStandings } from '../../../domain/transfers/refund.ts';
import type { Schemas } from '../../../packages/client/src/index.ts';
import { stageWords } from '../words.ts';

type Detail = Schemas['TimelineEntry']['detail'];
type Row = (detail: Detail) => string;

const itemWords: Record<ItemChange, string> = {
  broken: 'The login at the bank broke',
  repaired: 'The login at the bank was repaired',
  new_accounts: 'The bank has accounts that the applicant has not shared',
  consent_ending: 'The bank’s consent will end',
  numbers_changed: 'The bank changed the numbers of the account',
  owner_changed: 'The bank changed the owner of the account',
  verification_changed: 'The verification of the account changed',
  permission_revoked: 'The applicant took back the permission for the bank',
  account_revoked: 'The applicant took back the permission for the account',
};

const refundWords: Record<RefundStanding, string> = {
  asked: 'asked for',
  refused: 'refused by Plaid',
  pending: 'accepted by Plaid',
  posted: 'handed to the bank',
  settled: 'settled',
  cancelled: 'cancelled',
  failed: 'failed',
  returned: 'sent back by the bank',
};

const answerWords: Record<TenantAnswer, string> = {
  confirmed: 'confirmed the transfer',
  refused: 'refused the transfer',
};

export const linkWords: Record<LinkMode, string> = {
  new: 'link a bank',
  update: 'repair the login',
  accounts: 'choose other accounts',
  consent: 'consent to more data',
  authorization: 'answer a question of the authorization',
  income: 'share the income',
  payment: 'pay from the bank',
};

export const askedForWords: Record<AskedFor, string> = {
  verify_identity: 'verify their identity',
  open_link: 'link a bank',
  verify_micro_deposits: 'enter the code of the micro-deposit',
  repair_link: 'repair the bank login',
  review: 'decide as a reviewer',
  confirm: 'confirm the transfer',
};

const otherRows = {
  reviewed: ({ reviewer, decision, reason }) => {
    const why =
      reason === null || reason === undefined ? '' : `: ${reviewReasonRows[reason as ReviewReason]?.words ?? reason}`;
    return `${reviewer} decided to ${decision}${why}`;
  },
  // A person of the console stands there under their id, as in the audit.
  cancel_requested: ({ by, reason, key }) => {
    const who = by === 'tenant' ? `The tenant${key ? `, by ${key},` : ''}` : 'An operator';
    return `${who} asked to cancel${reason ? ` (${reason})` : ''}`;
  },
  terminated: () => 'An operator terminated the workflow in Temporal',
  link_event: ({ event }) => `In Link: ${event}`,
  link_finished: ({ mode }) => `The applicant finished Link: to ${linkWords[mode as LinkMode] ?? mode}`,
  link_exited: () => 'The applicant left Link',
  reminded: ({ action, trouble }) =>
    trouble
      ? `Gangway alerted the operators: ${trouble}`
      : `Gangway sent a reminder to ${wordsOf(askedForWords, action)}`,
  delayed: ({ reason }) => `The case waits out trouble. ${delayReasons[reason as DelayReason] ?? reason}`,
  resumed: () => 'The trouble is over',
  payment: ({ reference, status }) => `The payment ${reference} is ${status}`,
  refund_asked: ({ amount }) => `Gangway was asked to refund ${amount}`,
  paid_twice: () => 'The bank returned the debit although it was refunded: the applicant was paid twice',
  item_read: ({ status, error }) => `Gangway read the login: ${status}${error ? ` (${error})` : ''}`,
  item_removed: () => 'Gangway removed the login at Plaid',
  duplicate_account: ({ exchanged, same_user: own, other_user: others }) =>
    exchanged
      ? `Other cases have the account: ${own} of the same user, ${others} of other users`
      : 'The applicant showed an account that the tenant’s policy refuses',
  network_fallback: ({ network, because }) => `Gangway asks for the slower network ${network} (${because})`,
  network_changed: ({ asked, network }) => `The transfer goes by ${network}, and not by ${asked}`,
  not_moved_again: ({ because }) => `No further transfer follows (${because})`,
  hold_lifted: ({ reviewer }) => `${reviewer} lifted the hold on the account`,
  applicant_erased: () => 'Gangway erased the applicant',
} as const satisfies Record<string, Row>;

/** By what the entry says. An entry that has no row is from another release. */
export const timelineRows: ReadonlyMap<string, Row> = new Map<string, Row>([
  ...stages.map((stage): [string, Row] => [stage, () => stageWords[stage as Stage]]),
  ...itemChanges.map((change): [string, Row] => [`item_${change}`, () => itemWords[change]]),
  ...refundStandings.map((status): [string, Row] => [
    `refund_${status}`,
    () => `The refund was ${refundWords[status]}`,
  ]),
  ...Object.entries(answerWords).map(([answer, words]): [string, Row] => [
    answer,
    ({ by }) => `${by === 'tenant' ? 'The tenant' : by} ${words}`,
  ]),
  ...Object.entries(otherRows),
]);

export function timelineWords({ what, detail }: Pick<Schemas['TimelineEntry'], 'what' | 'detail'>): string {
  const row = timelineRows.get(what);
  return row ? row(detail) : what.replaceAll('_', ' ');
}

const wordsOf = <K extends string>(all: Record<K, string>, key: unknown): string => all[key as K] ?? `${key}`;
