import assert from 'node:assert/strict';
import { type AccountProof, proofOf } from '../../domain/account.ts';

describe('proofOf', () => {
  const table: [status: string | null, proof: AccountProof][] = [
    [null, 'proven'],
    ['automatically_verified', 'proven'],
    ['manually_verified', 'proven'],
    ['database_matched', 'proven'],
    ['database_insights_pass', 'proven'],
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
