import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { sourceFiles } from './source-files.ts';

// A row that is locked `for update` keeps waiting every insert of a row that refers to it.
describe('a lock on a row', () => {
  for (const file of sourceFiles().filter((path) => path.startsWith('db/') && path.endsWith('.ts'))) {
    it(`is for no key update in ${file}, except where the row is deleted`, () => {
      const statements = readFileSync(file, 'utf8').match(/`[^`]*`|'[^'\n]*'/g) ?? [];
      const locking = statements.filter((text) => /\bfor update\b/.test(text) && text !== '`for update`');
      for (const text of locking) assert.match(text, /\bdelete from\b/, text);
    });
  }
});
