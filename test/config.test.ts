import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { envExample, readConfig } from '../config.ts';

describe('config', () => {
  const good = { DATABASE_URL: 'postgresql://localhost/gangway', GANGWAY_API_PORT: '8080' };

  it('gives what is set, and the default where nothing is', () => {
    const config = readConfig(good, ['DATABASE_URL', 'GANGWAY_API_PORT', 'GANGWAY_SIMULATOR_PORT', 'PLAID_BASE_URL']);
    assert.equal(config.DATABASE_URL, 'postgresql://localhost/gangway');
    assert.equal(config.GANGWAY_API_PORT, 8080);
    assert.equal(config.GANGWAY_SIMULATOR_PORT, 3100);
    assert.equal(config.PLAID_BASE_URL, undefined);
  });

  it('takes an empty value as not set', () => {
    assert.equal(readConfig({ GANGWAY_API_PORT: '' }, ['GANGWAY_API_PORT']).GANGWAY_API_PORT, 3000);
  });

  it('names every missing and every bad setting at once, without its value', () => {
    const canary = 'canary-vault-key';
    const env = { ...good, GANGWAY_API_PORT: '70000', GANGWAY_VAULT_KEYS: canary };
    assert.throws(
      () => readConfig(env, ['DATABASE_URL', 'GANGWAY_API_PORT', 'GANGWAY_VAULT_KEYS', 'GANGWAY_API_KEY']),
      ({ message }: Error) => {
        assert.doesNotMatch(message, /DATABASE_URL|canary/);
        assert.match(message, /GANGWAY_API_PORT .*65535/);
        assert.match(message, /GANGWAY_VAULT_KEYS must be id:base64 of 32 bytes/);
        assert.match(message, /GANGWAY_API_KEY is not set/);
        return true;
      },
    );
  });

  it('is what .env.example shows; `npm run env-example` writes it anew', () => {
    assert.equal(readFileSync('.env.example', 'utf8'), envExample());
  });
});
