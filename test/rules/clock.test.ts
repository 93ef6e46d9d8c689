import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { sourceFiles } from './source-files.ts';

// The linter refuses Date.now() there; it has no rule for the constructor.
describe('domain/', () => {
  for (const file of sourceFiles().filter((path) => path.startsWith('domain/'))) {
    it(`${file} reads no clock: now is an argument`, () => {
      assert.doesNotMatch(readFileSync(file, 'utf8'), /new Date\(\s*\)/);
    });
  }
});
