import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { about, allStories } from '../../dev/demo/about.ts';

describe('every branch', () => {
  it('has a description, and every description belongs to a branch that is played', () => {
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
