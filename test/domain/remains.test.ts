import assert from 'node:assert/strict';
import { removesItem } from '../../domain/case/item-removal.ts';
import { type Outcome, outcomes } from '../../domain/case/onboarding.ts';

describe('the Item of an ended case', () => {
  it('is removed after a failure, and kept if the account may be used again', () => {
    const kept: Outcome[] = ['funded', 'verified', 'returned'];
    for (const outcome of outcomes) {
      assert.equal(removesItem('never', outcome), false);
      assert.equal(removesItem('always', outcome), true);
      assert.equal(removesItem('on_failure', outcome), !kept.includes(outcome), outcome);
    }
  });
});
