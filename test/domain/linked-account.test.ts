import assert from 'node:assert/strict';
import { type AccountFacts, standingOfAccount } from '../../domain/bank/linked-account.ts';

const now = new Date('2026-05-04T12:00:00Z');
const tomorrow = new Date('2026-05-05T12:00:00Z');
const yesterday = new Date('2026-05-03T12:00:00Z');

const fine: AccountFacts = {
  removalAskedAt: null,
  removedAt: null,
  revokedAt: null,
  hold: null,
  mismatch: null,
  itemError: null,
  consentEndsAt: null,
};

describe('the standing of a linked account', () => {
  const cases: [name: string, facts: Partial<AccountFacts>, standing: [string, string | null, boolean, boolean]][] = [
    ['nothing', {}, ['usable', null, true, true]],
    ['the end of the consent', { consentEndsAt: tomorrow }, ['consent_ending', 'consent_ending', true, true]],
    ['a consent that ended', { consentEndsAt: yesterday }, ['repair_needed', 'consent_ended', true, true]],
    ['a broken login', { itemError: 'ITEM_LOGIN_REQUIRED' }, ['repair_needed', 'ITEM_LOGIN_REQUIRED', true, true]],
    ['a hold on debits', { hold: { code: 'R10', debitsOnly: true } }, ['on_hold', 'R10', false, true]],
    ['a hold', { hold: { code: 'R03', debitsOnly: false } }, ['on_hold', 'R03', false, false]],
    ['a hold without a code', { hold: { code: null, debitsOnly: false } }, ['on_hold', 'returned', false, false]],
    ['another owner', { mismatch: 'identity_conflict' }, ['on_hold', 'identity_conflict', false, false]],
    ['a revocation', { revokedAt: now }, ['revoked', 'permission_revoked', false, false]],
    ['a removal by the policy', { removedAt: now }, ['removed', 'removed_by_policy', false, false]],
    ['a removal by the tenant', { removalAskedAt: now }, ['removed', 'removed_by_tenant', false, false]],
    [
      'all at once',
      { ...fine, removalAskedAt: now, revokedAt: now, mismatch: 'name_weak', itemError: 'X' },
      ['removed', 'removed_by_tenant', false, false],
    ],
  ];
  for (const [name, facts, [status, reason, debit, credit]] of cases) {
    it(`with ${name}: ${status}`, () => {
      assert.deepEqual(standingOfAccount({ ...fine, ...facts }, now), { status, reason, debit, credit });
    });
  }
});
