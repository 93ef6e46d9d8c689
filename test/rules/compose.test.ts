import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { searchAttributes } from '../../workflows/search-attributes.ts';

describe('docker-compose.yml', () => {
  it('registers every search attribute, or the first case would not start', () => {
    const words = readFileSync('docker-compose.yml', 'utf8').split(/[\s;]+/);
    const missing = Object.values(searchAttributes).filter(
      ({ name, type }) => type !== 'KEYWORD' || !words.includes(name),
    );
    assert.deepEqual(missing, []);
  });
});
