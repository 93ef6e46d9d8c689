import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';

/** Mocha's own limit, for a test or for a hook. `AbortSignal.timeout` belongs to the code under test. */
const ownLimit = /this\.timeout\(|^\s*\}+\)+\.timeout\(/m;

describe('the time that a test may take', () => {
  const files = readdirSync('test', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const textOf = (file: string) => readFileSync(`test/${file}`, 'utf8');

  it('is not set by the test: .mocharc.json ends a test that hangs, and nothing else decides by the clock', () => {
    assert.ok(files.length > 200, 'the tests were found');
    assert.deepEqual(
      files.filter((file) => ownLimit.test(textOf(file)) && !file.startsWith('rules/')),
      [],
    );
  });

  it('is not set by a helper: `until` is the one of test/support', () => {
    const own = files.filter((file) => /from '.*dev\/until\.ts'/.test(textOf(file)));
    assert.deepEqual(own, ['support/until.ts']);
  });
});
