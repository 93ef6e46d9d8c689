import assert from 'node:assert/strict';
import fc from 'fast-check';
import { approvalsMissing, type GivenReview, hasApproved, reviewVerdict } from '../../domain/case/review.ts';

const [one, four] = [{ fourEyes: false }, { fourEyes: true }];
const approve = (reviewer: string): GivenReview => ({ decision: 'approve', reviewer });
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
    assert.equal(hasApproved([approve('a'), reject('b')], 'b'), false);
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
    });
    const shuffled = fc
      .array(given, { maxLength: 6 })
      .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
    fc.assert(
      fc.property(shuffled, fc.constantFrom(one, four), ([all, other], policy) => {
        assert.equal(reviewVerdict(all, policy), reviewVerdict(other, policy));
      }),
    );
  });
});
