import assert from 'node:assert/strict';
import { type Outcome, outcomes } from '../../domain/onboarding.ts';
import { removesItem } from '../../domain/remains.ts';

describe('what a case leaves behind', () => {
  it('is removed after a failure, and kept where money has arrived or may be asked for again', () => {
    const kept: Outcome[] = ['funded', 'returned'];
    for (const outcome of outcomes) {
      assert.equal(removesItem('never', outcome), false);
      assert.equal(removesItem('always', outcome), true);
      assert.equal(removesItem('on_failure', outcome), !kept.includes(outcome), outcome);
    }
  });
});
