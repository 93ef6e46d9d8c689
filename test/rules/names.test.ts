import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { roomFiles } from './source-files.ts';

/** Each room has its own, under one name, because every factory in it takes them. */
const ofEachRoom = ['Deps'];

describe('the names of exported types', () => {
  it('are each the name of one type', () => {
    const files = new Map<string, string[]>();
    for (const file of roomFiles()) {
      for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(/^export (?:type|interface|class) (\w+)/gm))
        files.set(name, [...(files.get(name) ?? []), file]);
    }
    assert.ok(files.size > 200, 'the types were found');
    const shared = [...files].filter(([name, found]) => found.length > 1 && !ofEachRoom.includes(name));
    assert.deepEqual(shared, []);
  });
});
