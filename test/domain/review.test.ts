import assert from 'node:assert/strict';
import fc from 'fast-check';
import { approvalsMissing, type GivenReview, hasApprovedAs, reviewVerdict } from '../../domain/case/review.ts';

const [one, four] = [{ fourEyes: false }, { fourEyes: true }];
const twoKeys = { fourEyes: true, differentKeys: true };
const approve = (reviewer: string, key = 'k1'): GivenReview => ({ decision: 'approve', reviewer, key });
const reject = (reviewer: string): GivenReview => ({ decision: 'reject', reviewer });

describe('a review', () => {
  it('by one reviewer: the first decision decides', () => {
    assert.equal(reviewVerdict([], one), 'open');
    assert.equal(reviewVerdict([approve('a')], one), 'approved');
    assert.equal(reviewVerdict([reject('a')], one), 'rejected');
  });

  it('with four eyes: two different reviewers approve', () => {
    assert.equal(reviewVerdict([approve('a')], four), 'open');
    assert.equal(reviewVerdict([approve('a'), approve('a')], four), 'open');
    assert.equal(reviewVerdict([approve('a'), approve('b')], four), 'approved');
    assert.deepEqual([approvalsMissing([], four), approvalsMissing([approve('a')], four)], [2, 1]);
    assert.equal(hasApprovedAs([approve('a'), reject('b')], { reviewer: 'b', key: 'k1' }, four), null);
  });

  it('with four eyes by different keys: one key counts once, whatever reviewers it names', () => {
    assert.equal(reviewVerdict([approve('a'), approve('b')], twoKeys), 'open');
    assert.equal(reviewVerdict([approve('a'), approve('a', 'k2')], twoKeys), 'open');
    assert.equal(reviewVerdict([approve('a'), approve('b', 'k2')], twoKeys), 'approved');
    const command: GivenReview = { decision: 'approve', reviewer: 'b', key: null };
    assert.equal(reviewVerdict([approve('a'), command], twoKeys), 'approved');
    assert.equal(reviewVerdict([{ ...command, reviewer: 'a' }, command], twoKeys), 'open');
    assert.equal(hasApprovedAs([approve('a')], { reviewer: 'b', key: 'k1' }, twoKeys), 'key');
    assert.equal(hasApprovedAs([approve('a')], { reviewer: 'A', key: 'k1' }, twoKeys), 'reviewer');
    assert.equal(hasApprovedAs([approve('a')], { reviewer: 'b', key: 'k1' }, four), null);
  });

  it('takes a person of the console for one reviewer, whatever name stands before their id', () => {
    const [before, after] = [approve('ana.op000001', 'op000001'), approve('anna-b.op000001', 'op000001')];
    assert.equal(reviewVerdict([before, after], four), 'open');
    assert.equal(hasApprovedAs([before], after, four), 'reviewer');
    assert.equal(reviewVerdict([before, approve('ana.op000002', 'op000002')], four), 'approved');
  });

  it('takes spellings that look alike for one reviewer', () => {
    for (const other of ['ANA-1', ' ana-1', 'ana-l', 'ana-I', 'an\u200ba-1', 'ａｎａ-1'])
      assert.equal(reviewVerdict([approve('ana-1'), approve(other, 'k2')], four), 'open', other);
    // cspell:ignore tirn evve
    for (const [a, b] of [
      ['bob', 'b0b'],
      ['tim', 'tirn'],
      ['ewe', 'evve'],
    ] as const)
      assert.equal(reviewVerdict([approve(a), approve(b, 'k2')], four), 'open', b);
    assert.equal(reviewVerdict([approve('ana-1'), approve('ana-2', 'k2')], four), 'approved');
  });

  it('with four eyes: one rejection rejects, even by a reviewer who has approved', () => {
    assert.equal(reviewVerdict([reject('a')], four), 'rejected');
    assert.equal(reviewVerdict([approve('a'), reject('b')], four), 'rejected');
    assert.equal(reviewVerdict([approve('a'), reject('a')], four), 'rejected');
  });

  it('has one result in any order', () => {
    const given = fc.record({
      decision: fc.constantFrom('approve' as const, 'reject' as const),
      reviewer: fc.constantFrom('a', 'b', 'c'),
      key: fc.constantFrom('k1', 'k2', null),
    });
    const shuffled = fc
      .array(given, { maxLength: 6 })
      .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
    fc.assert(
      fc.property(shuffled, fc.constantFrom(one, four, twoKeys), ([all, other], policy) => {
        assert.equal(reviewVerdict(all, policy), reviewVerdict(other, policy));
      }),
    );
  });
});
