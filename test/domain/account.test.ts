import assert from 'node:assert/strict';
import { proofOf } from '../../domain/account.ts';

describe('proofOf', () => {
  const table: [status: string | null, proven: boolean][] = [
    [null, true],
    ['automatically_verified', true],
    ['manually_verified', true],
    ['database_matched', true],
    ['database_insights_pass', true],
    ['database_insights_pass_with_caution', false],
    ['database_insights_fail', false],
    ['pending_automatic_verification', false],
    ['pending_manual_verification', false],
    ['unsent', false],
    ['verification_expired', false],
    ['verification_failed', false],
    ['a_new_status', false],
  ];
  for (const [status, proven] of table) {
    it(`${status}: ${proven ? 'proven' : 'not proven, with the status as reason'}`, () => {
      assert.deepEqual(proofOf(status), proven ? { proven } : { proven, reason: `verification_status is ${status}` });
    });
  }
});
