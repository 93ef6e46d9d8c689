import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { generated } from '../../dev/docs/generated.ts';

describe('the generated files', () => {
  for (const [name, made] of Object.entries(generated)) {
    it(`${name} matches the code; \`npm run docs\` writes it`, async () => {
      const page = readFileSync(name, 'utf8');
      assert.equal(page, await made(page));
    });
  }

  it('would show a missing row', () => {
    const page = readFileSync('docs/webhooks.md', 'utf8');
    const without = page.replace(/^\| `ITEM\.ERROR`.*\n/m, '');
    assert.notEqual(without, page);
    assert.equal(generated['docs/webhooks.md']?.(without), page);
  });
});
