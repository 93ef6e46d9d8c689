import assert from 'node:assert/strict';
import { format, inspect } from 'node:util';
import { Secret } from '../../domain/secret.ts';

describe('Secret', () => {
  const secret = new Secret('canary');
  const ways: [how: string, shown: string][] = [
    ['a template', `${secret}`],
    ['String', String(secret)],
    ['adding to a string', `token: ${secret}`],
    ['JSON', JSON.stringify({ secret })],
    ['inspect', inspect({ secret }, { depth: 10, showHidden: true, getters: true })],
    ['inspect without custom inspection', inspect(secret, { customInspect: false, showHidden: true })],
    ['format', format('%s %o %O %j', secret, secret, secret, secret)],
    ['an error message', new Error(`failed with ${secret}`).message],
    ['own keys and values', JSON.stringify(Object.entries(secret))],
    ['a copy', JSON.stringify({ ...secret })],
  ];
  for (const [how, shown] of ways) {
    it(`is not shown by ${how}`, () => {
      assert.doesNotMatch(shown, /canary/);
    });
  }

  it('is returned only by reveal()', () => {
    assert.equal(secret.reveal(), 'canary');
  });
});
