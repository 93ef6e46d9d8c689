import assert from 'node:assert/strict';
import { Failure, failureKinds, failures } from '../../domain/failure.ts';

describe('failures', () => {
  it('has a row for every kind, and no other', () => {
    assert.deepEqual(Object.keys(failures).sort(), [...failureKinds].sort());
  });

  for (const kind of failureKinds) {
    const { owner, status, retry } = failures[kind];
    it(`${kind}: what the caller or the person has to change is never tried again by itself`, () => {
      assert.equal(retry === 'never', owner === 'caller' || owner === 'person');
    });
    it(`${kind}: HTTP blames the caller only for what is theirs`, () => {
      assert.equal(status < 500, owner === 'caller' || owner === 'person');
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
