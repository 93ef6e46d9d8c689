import assert from 'node:assert/strict';
import { Failure, type FailureKind, failureKinds, failures } from '../../domain/failure.ts';

/** The actor who has to act. */
const actors: Record<FailureKind, 'caller' | 'person' | 'plaid' | 'us'> = {
  invalid: 'caller',
  forbidden: 'caller',
  missing: 'caller',
  conflict: 'caller',
  'needs-user': 'person',
  busy: 'plaid',
  unavailable: 'plaid',
  uncertain: 'plaid',
  bug: 'us',
};

describe('failures', () => {
  it('has a row for every kind, and no other', () => {
    assert.deepEqual(Object.keys(failures).sort(), [...failureKinds].sort());
  });

  for (const kind of failureKinds) {
    const { status, retry } = failures[kind];
    const actor = actors[kind];
    it(`${kind}: a failure that the caller or the applicant has to repair is never retried automatically`, () => {
      assert.equal(retry === 'never', actor === 'caller' || actor === 'person');
    });
    it(`${kind}: HTTP blames only the caller for its own mistakes`, () => {
      assert.equal(status < 500, actor === 'caller' || actor === 'person');
    });
  }

  it('carries its kind and detail', () => {
    const failure = new Failure('busy', 'Slow down.', { code: 'RATE_LIMIT', retryAfterSeconds: 5 });
    assert.deepEqual(
      [failure.name, failure.kind, failure.message, failure.detail],
      ['Failure', 'busy', 'Slow down.', { code: 'RATE_LIMIT', retryAfterSeconds: 5 }],
    );
  });
});
