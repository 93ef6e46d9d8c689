import assert from 'node:assert/strict';
import { decidedBy } from '../../domain/case/decided-by.ts';
import type { Outcome } from '../../domain/case/onboarding.ts';
import type { Reason } from '../../domain/case/reasons.ts';

const cases: [Outcome, Reason | null, string][] = [
  ['funded', null, 'the bank'],
  ['returned', 'R01', 'the bank'],
  ['failed', null, 'the bank'],
  ['failed', 'trouble_expired: NOT_FOUND', 'a time limit'],
  ['cancelled', 'cancelled_by_tenant', 'the tenant'],
  ['cancelled', 'cancelled_by_operator', 'an operator'],
  ['abandoned', 'left_link', 'the applicant'],
  ['abandoned', 'link_expired', 'a time limit'],
  ['abandoned', 'permission_revoked', 'the applicant'],
  ['abandoned', 'identity_verification_canceled', 'the applicant'],
  ['abandoned', 'identity_verification_late', 'a time limit'],
  ['unverified', 'micro_deposits_reversed: R03', 'the bank'],
  ['unverified', 'not_verified_in_time', 'a time limit'],
  ['unverified', 'database_insights_fail', 'Plaid'],
  ['unverified', 'payment_unconfirmed: INITIATED', 'a time limit'],
  ['rejected', 'identity_conflict', "the tenant's policy"],
  ['rejected', 'review_expired', 'a time limit'],
  ['declined', 'NSF', 'Plaid'],
  ['declined', 'risk_not_checked: MANUALLY_VERIFIED_ITEM', "the tenant's policy"],
  ['declined', 'account_on_hold', "the tenant's policy"],
];

describe('decidedBy', () => {
  for (const [outcome, reason, who] of cases) {
    it(`${outcome}${reason ? `, ${reason}` : ''}: ${who}`, () => {
      assert.equal(decidedBy({ outcome, reason }, ['ops-1: approve']), who);
    });
  }

  it('names the reviewer who rejected, and none who approved', () => {
    const ending = { outcome: 'rejected', reason: 'review_rejected' } as const;
    assert.equal(decidedBy(ending, ['ops-1: approve', 'ops-7: reject']), 'ops-7');
    assert.equal(decidedBy(ending, []), 'a reviewer');
  });
});
