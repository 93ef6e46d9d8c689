import assert from 'node:assert/strict';
import fc from 'fast-check';
import { caseStartOf } from '../../domain/case/case-start.ts';
import {
  cancelOf,
  itemChangedOf,
  linkedOf,
  linkOfferedOf,
  microDepositsMovedOf,
  reviewOf,
  transferMovedOf,
} from '../../domain/case/payloads.ts';
import { defaultPolicy } from '../../domain/case/policy.ts';
import { isFeed } from '../../domain/feed.ts';
import { anyPayload } from '../support/temporal/any-payload.ts';

const at = '2026-03-02T10:00:00.000Z';
const start = { onboardingId: 'onb_1', tenantId: 'ten_1', userId: 'user-1', policy: {}, linkTokenExpiresAt: at };

/** A payload that fits each message, with every optional field. */
const fitting: [string, (payload: unknown) => unknown, Record<string, unknown>][] = [
  ['linked', linkedOf, { session: 'lnk_1', mode: 'new' }],
  ['linkOffered', linkOfferedOf, { expiresAt: at }],
  ['itemChanged', itemChangedOf, { webhook: '7', itemId: 'item-1', change: 'consent_ending', at }],
  ['transferMoved', transferMovedOf, { transferId: 'tr-1', standing: 'funded', watchUntil: at, eventIds: ['1'] }],
  [
    'microDepositsMoved',
    microDepositsMovedOf,
    { accountId: 'a', moved: 'failed', at, returnCode: 'R03', eventIds: ['1'] },
  ],
  ['review', reviewOf, { review: 'rev_1' }],
  ['cancel', cancelOf, { by: 'operator' }],
];

describe('the payload of a message', () => {
  for (const [name, read, payload] of fitting) {
    it(`${name}: is read, with or without fields that only a newer release has`, () => {
      assert.deepEqual(read(payload), payload);
      assert.deepEqual(read({ ...payload, newer: { deep: [1] } }), payload);
    });

    it(`${name}: is not read if a field has an impossible value`, () => {
      for (const key of Object.keys(payload)) {
        for (const value of [7, true, {}, ['Ada Byron'], '', 'Ada Byron', 'x'.repeat(10_000)]) {
          assert.equal(read({ ...payload, [key]: value }), null, `${key}: ${JSON.stringify(value).slice(0, 40)}`);
        }
      }
    });

    it(`${name}: is read in full or not at all, whatever a field holds`, () => {
      const keys = Object.keys(payload);
      fc.assert(
        fc.property(fc.constantFrom(...keys), anyPayload, (key, value) => {
          const found = read({ ...payload, [key]: value });
          if (found !== null)
            assert.deepEqual({ ...(found as object), [key]: undefined }, { ...payload, [key]: undefined });
        }),
      );
    });

    it(`${name}: never throws, and is never read from a value that is no object`, () => {
      fc.assert(fc.property(anyPayload, (value) => void read(value)));
      for (const value of [undefined, null, 'linked', '', 7, true, [], [payload], JSON.stringify(payload)]) {
        assert.equal(read(value), null);
      }
    });
  }

  it('of an older release is read without the fields that it did not send', () => {
    assert.deepEqual(linkedOf({ session: 'lnk_1' }), { session: 'lnk_1' });
    assert.deepEqual(transferMovedOf({ transferId: 'tr-1', standing: 'funded', watchUntil: at }), {
      ...{ transferId: 'tr-1', standing: 'funded', watchUntil: at, eventIds: [] },
    });
    assert.deepEqual(microDepositsMovedOf({ accountId: 'a', moved: 'posted', at }), {
      ...{ accountId: 'a', moved: 'posted', at, returnCode: null, eventIds: [] },
    });
    assert.deepEqual(reviewOf({ review: 'rev_1', decision: 'approve', reviewer: 'ops-7' }), { review: 'rev_1' });
  });

  it('holds no time for which no timer can be set', () => {
    for (const expiresAt of [
      '+275760-09-13T00:00:00.000Z',
      '9999-01-01T00:00:00Z',
      '2026',
      'tomorrow',
      '1e99',
      at.repeat(9),
    ]) {
      assert.equal(linkOfferedOf({ expiresAt }), null, expiresAt);
    }
    assert.ok(linkOfferedOf({ expiresAt: '2026-03-02T10:00:00+02:00' }));
  });
});

describe('the start of a case', () => {
  it('fails with a sentence if it is invalid', () => {
    for (const given of [undefined, null, 'onb_1', [start], {}, { ...start, policy: null }, { ...start, userId: 7 }]) {
      assert.match((caseStartOf(given) as { wrong: string }).wrong, /^Only the API may start a case .+\.$/);
    }
    fc.assert(fc.property(anyPayload, (given) => assert.ok('wrong' in caseStartOf(given))));
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(start), 'transfer', 'payment'), anyPayload, (key, value) => {
        caseStartOf({ ...start, [key]: value });
      }),
    );
  });

  it('takes missing options, or unknown values of a newer release, from the default policy', () => {
    const { identity: _, duplicates: __, money: ___, payment: ____, ...process } = defaultPolicy;
    const policyOf = (policy: unknown) =>
      (caseStartOf({ ...start, policy }) as { start: { policy: unknown } }).start.policy;
    assert.deepEqual(policyOf({}), process);
    assert.deepEqual(policyOf({ databaseCaution: 'ask_plaid', removeItem: 7, linkWithin: 'a while' }), process);
    const own = {
      ...process,
      linkAgain: 0,
      review: { fourEyes: true },
      identityVerification: { templateId: 'idvtmp_1' },
    };
    assert.deepEqual(policyOf(own), own);
  });

  it('keeps fields that only other releases have', () => {
    assert.deepEqual(caseStartOf({ ...start, newer: [1] }), {
      start: { ...start, newer: [1], policy: (caseStartOf(start) as { start: { policy: unknown } }).start.policy },
    });
  });
});

describe('the name of a feed', () => {
  it("is one of Gangway's feeds", () => {
    for (const name of ['transfer', 'bank-transfer', 'transactions/item-1', 'report/rep_1']) assert.ok(isFeed(name));
    for (const name of [undefined, null, 7, {}, '', 'transfers', 'report/', 'x/y', ['transfer']])
      assert.ok(!isFeed(name));
  });
});
