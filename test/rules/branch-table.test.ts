import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { withBranchTable } from '../../dev/branch-table.ts';
import { about, allStories } from '../../dev/demo/about.ts';

describe('every branch', () => {
  it('stands in the table of docs/product.md; `npm run docs:branches` writes it anew', () => {
    const page = readFileSync('docs/product.md', 'utf8');
    assert.equal(page, withBranchTable(page));
  });

  it('is told, and nothing is told that is not played', () => {
    assert.deepEqual(
      Object.keys(about),
      allStories.map(({ name }) => name),
    );
  });

  for (const [name, { test }] of Object.entries(about)) {
    it(`${name}: has a test of the workflow`, () => {
      const [file, title] = test;
      const path = `test/workflows/${file}.test.ts`;
      assert.ok(existsSync(path), `${path} is not there`);
      assert.ok(readFileSync(path, 'utf8').includes(title), `${path} has no test "${title}"`);
    });
  }
});
