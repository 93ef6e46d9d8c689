import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { registrations } from '../../workflows/search-attributes.ts';

describe('search attributes', () => {
  for (const file of ['docker-compose.yml', 'docs/operating.md']) {
    it(`are all registered by ${file}, with their types, or the first case would not start`, () => {
      const words = readFileSync(file, 'utf8').split(/[\s;]+/);
      const missing = registrations.map((one) => one.join(':')).filter((word) => !words.includes(word));
      assert.deepEqual(missing, []);
    });
  }

  it('leave room in a namespace of Temporal over SQL, which takes ten keywords, three texts and three times', () => {
    const count = (of: string) => registrations.filter(([, type]) => type === of).length;
    assert.ok(count('Keyword') < 10 && count('Text') < 3 && count('Datetime') < 3);
  });
});
