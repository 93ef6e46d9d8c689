import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { withWebhookTable } from '../../dev/webhook-table.ts';

describe('docs/webhooks.md', () => {
  const page = readFileSync('docs/webhooks.md', 'utf8');

  it('has the table that the catalog gives; `npm run docs:webhooks` writes it anew', () => {
    assert.equal(page, withWebhookTable(page));
  });

  it('would be found out with a kind missing', () => {
    const without = page.replace(/^\| `ITEM\.ERROR`.*\n/m, '');
    assert.notEqual(without, page);
    assert.equal(withWebhookTable(without), page);
  });
});
