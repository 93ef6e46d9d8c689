// A case at each standing that its page has words for.
import type { Pool } from '../../../db/pool.ts';
import { type Outcome, outcomes } from '../../../domain/case/onboarding.ts';
import type { Stage, Wait } from '../../../domain/case/stages.ts';
import { storedPaymentCase } from '../cases/payment-case.ts';
import { type CaseChange, storedAccount, storedCase, storedLink } from '../cases/stored-case.ts';

type At = { stage: Stage; waitingFor?: Wait; outcome?: Outcome; reason?: string };
type Row = At & {
  /** Whether the bank is connected. */
  account?: true;
  pays?: true;
  offersAccounts?: true;
};

const asking = {
  verify_identity: { stage: 'awaiting_identity_verification', waitingFor: 'identity_verification' },
  open_link: { stage: 'awaiting_link', waitingFor: 'link' },
  another_account: { stage: 'awaiting_link', waitingFor: 'link', reason: 'R03', account: true },
  pay: { stage: 'awaiting_link', waitingFor: 'link', pays: true },
  repair_link: { stage: 'repairing_link', waitingFor: 'repair', account: true },
  verify_micro_deposits: { stage: 'awaiting_micro_deposits', waitingFor: 'micro_deposit_code', account: true },
  select_accounts: { stage: 'in_review', waitingFor: 'review', account: true, offersAccounts: true },
} satisfies Record<string, Row>;

const waiting = {
  working: { stage: 'verifying_account' },
  micro_deposit: { stage: 'awaiting_micro_deposits', waitingFor: 'micro_deposit', account: true },
  review: { stage: 'in_review', waitingFor: 'review', account: true },
  confirm: { stage: 'authorizing', waitingFor: 'confirmation', account: true },
  later: { stage: 'authorizing', waitingFor: 'ledger_balance', account: true },
  transferring: { stage: 'transferring', waitingFor: 'settlement', account: true },
  payment_confirmation: { stage: 'transferring', waitingFor: 'payment_confirmation', pays: true },
  reinitiation: { stage: 'watching_returns', waitingFor: 'reinitiation', account: true, reason: 'R01' },
} satisfies Record<string, Row>;

const ended = Object.fromEntries(
  outcomes.map((outcome) => [
    outcome,
    {
      ...{ stage: 'closed', outcome, account: true },
      ...(outcome === 'returned' && { reason: 'R01' }),
    } satisfies Row,
  ]),
) as Record<Outcome, Row>;

export const standings: Record<string, Row> = { ...asking, ...waiting, ...ended };

const until = new Date('2026-03-06T13:30:00Z');

export async function caseAt(pool: Pool, row: Row, change: Omit<CaseChange, 'funding'> = {}): Promise<string> {
  const { stage, waitingFor = null, outcome = null, reason = null } = row;
  const terms = { tenantId: 'default', ...change };
  const id = row.pays ? (await storedPaymentCase(pool, terms)).onboardingId : await storedCase(pool, terms);
  if (row.account) await storedAccount(pool, id);
  if (row.offersAccounts) await pool.query('update items set new_accounts_at = now() where onboarding_id = $1', [id]);
  await storedLink(pool, id);
  await pool.query(
    `update onboardings set stage = $2, waiting_for = $3, waiting_until = $4, outcome = $5, reason = $6 where id = $1`,
    [id, stage, waitingFor, waitingFor && until, outcome, reason],
  );
  return id;
}
