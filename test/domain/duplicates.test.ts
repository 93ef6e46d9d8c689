import assert from 'node:assert/strict';
import {
  type Duplicate,
  type DuplicatePolicy,
  duplicateVerdicts,
  shownAccount,
  verdictOn,
  withDuplicates,
} from '../../domain/bank/duplicates.ts';
import { aMatch } from '../support/cases/stored-case.ts';

const own = (live: boolean): Duplicate => ({ onboardingId: 'onb_1', sameUser: true, live });
const others = (live: boolean): Duplicate => ({ onboardingId: 'onb_2', sameUser: false, live });
const policy = (sameUser: DuplicatePolicy['sameUser'], otherUser: DuplicatePolicy['otherUser']) => ({
  sameUser,
  otherUser,
});

describe('a duplicate account', () => {
  it('is judged by its user, and the strictest verdict counts', () => {
    for (const sameUser of duplicateVerdicts) {
      for (const otherUser of duplicateVerdicts) {
        const given = policy(sameUser, otherUser);
        assert.equal(verdictOn([], given), 'allow');
        assert.equal(verdictOn([own(true)], given), sameUser);
        assert.equal(verdictOn([others(true)], given), otherUser);
        const strictest = Math.max(duplicateVerdicts.indexOf(sameUser), duplicateVerdicts.indexOf(otherUser));
        assert.equal(verdictOn([own(true), others(true)], given), duplicateVerdicts[strictest]);
      }
    }
  });

  it('may be tried again by its user after a case that came to nothing, and not by another', () => {
    assert.equal(verdictOn([own(false)], policy('refuse', 'refuse')), 'allow');
    assert.equal(verdictOn([others(false)], policy('refuse', 'refuse')), 'refuse');
  });

  it('makes a match unclear, and improves no conflict', () => {
    assert.equal(withDuplicates(aMatch, 'allow'), aMatch);
    const unclear = withDuplicates(aMatch, 'review');
    assert.deepEqual(
      [unclear.decision, unclear.reason, unclear.flags],
      ['unclear', 'duplicate_account', ['duplicate_account']],
    );
    const conflict = { ...aMatch, decision: 'conflict', reason: 'identity_conflict' } as const;
    assert.deepEqual(withDuplicates(conflict, 'review'), { ...conflict, flags: ['duplicate_account'] });
    const weak = { ...aMatch, decision: 'unclear', reason: 'name_weak', flags: ['nickname'] } as const;
    assert.deepEqual(withDuplicates(weak, 'review'), { ...weak, flags: ['nickname', 'duplicate_account'] });
  });

  it('is recognised by the data of Link only if all of it is present', () => {
    const account = { name: 'Checking', mask: '0000' };
    assert.deepEqual(shownAccount('ins_1', account), { institutionId: 'ins_1', ...account });
    for (const [id, shown] of [
      [null, account],
      ['', account],
      ['ins_1', null],
      ['ins_1', { ...account, name: null }],
      ['ins_1', { ...account, mask: '' }],
    ] as const) {
      assert.equal(shownAccount(id, shown), null);
    }
  });
});
