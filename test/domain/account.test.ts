import assert from 'node:assert/strict';
import { type AccountProof, proofOf } from '../../domain/bank/account.ts';

describe('proofOf', () => {
  const table: [status: string | null, proof: AccountProof][] = [
    [null, 'verified'],
    ['automatically_verified', 'verified'],
    ['manually_verified', 'verified'],
    ['database_matched', 'verified'],
    ['database_insights_pass', 'verified'],
    ['database_insights_pass_with_caution', 'caution'],
    ['database_insights_fail', 'refused'],
    ['pending_automatic_verification', 'automatic'],
    ['pending_manual_verification', 'manual'],
    ['unsent', 'manual'],
    ['verification_expired', 'refused'],
    ['verification_failed', 'refused'],
    ['a_new_status', 'refused'],
    ['constructor', 'refused'],
  ];
  for (const [status, proof] of table) {
    it(`${status}: ${proof}`, () => {
      assert.equal(proofOf(status), proof);
    });
  }
});
