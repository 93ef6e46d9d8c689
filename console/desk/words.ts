// The words in which operators read where a case stands.
import type { Outcome } from '../../domain/case/onboarding.ts';
import { rowOfReason } from '../../domain/case/reasons.ts';
import type { Stage } from '../../domain/case/stages.ts';
import { explainJudgement } from '../../domain/owner/explain-judgement.ts';
import type { IdentityReason } from '../../domain/owner/identity.ts';
import { identityReasons } from '../../domain/owner/identity.ts';
import type { Tone } from './kit.tsx';

export const stageWords: Record<Stage, string> = {
  starting: 'The case begins',
  awaiting_identity_verification: 'The applicant has to verify their identity',
  awaiting_link: 'The applicant has to link a bank',
  verifying_account: 'The worker verifies the account',
  awaiting_micro_deposits: 'A micro-deposit verifies the account',
  matching_identity: 'The worker compares the applicant with the owners',
  in_review: 'A reviewer has to decide',
  repairing_link: 'The applicant has to repair the bank login',
  authorizing: 'Plaid decides about the transfer',
  transferring: 'The money is on its way',
  watching_returns: 'The money has arrived, and may come back',
  closed: 'The case is closed',
};

export const outcomeWords: Record<Outcome, [tone: Tone, words: string]> = {
  funded: ['good', 'funded: the money arrived'],
  verified: ['good', 'verified: the account is linked'],
  abandoned: ['plain', 'abandoned by the applicant'],
  unverified: ['warn', 'unverified: the account was not confirmed'],
  rejected: ['bad', 'rejected: it is not their account'],
  declined: ['bad', 'declined: the transfer was not authorized'],
  failed: ['bad', 'failed: no money moved'],
  returned: ['bad', 'returned: the money came back'],
  cancelled: ['plain', 'cancelled'],
};

const isIdentityReason = (reason: string): reason is IdentityReason =>
  (identityReasons as readonly string[]).includes(reason);

/** Returns why the case stands or ended so. A code of Plaid or a bank has no words here, and stays alone. */
export function reasonWords(reason: string, outcome: Outcome | null): string | null {
  const ends = rowOfReason(reason)?.ends;
  if (outcome && ends?.[outcome]) return ends[outcome];
  return isIdentityReason(reason) ? explainJudgement({ reason }) : null;
}
