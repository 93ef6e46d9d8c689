import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig, withSecrets } from '../../config.ts';

describe('a secret from a file', () => {
  const canary = 'canary-secret';
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'gangway-secrets-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  function file(text: string, mode = 0o600): string {
    const path = join(folder, 'secret');
    writeFileSync(path, text);
    chmodSync(path, mode);
    return path;
  }
  const read = (env: NodeJS.ProcessEnv) => readConfig(env, ['PLAID_SECRET']).PLAID_SECRET;

  /** One sentence after the heading, without the secret and without the path, which may be a misplaced secret. */
  function refused(env: NodeJS.ProcessEnv, pattern: RegExp): void {
    assert.throws(
      () => read(env),
      ({ message }: Error) => {
        assert.match(message, pattern);
        assert.equal(message.split('\n').length, 2, message);
        assert.doesNotMatch(message, /canary|gangway-secrets/);
        return true;
      },
    );
  }

  it('is what the file holds, without the line break at its end', () => {
    for (const text of [canary, `${canary}\n`, `${canary}\r\n`, `${canary}\n\n`]) {
      assert.equal(read({ PLAID_SECRET_FILE: file(text) }), canary);
    }
    assert.equal(read({ PLAID_SECRET_FILE: file(` a\nb \n`) }), ' a\nb ', 'all other characters stay');
  });

  it('has to keep the form of its setting', () => {
    const path = file(canary);
    assert.throws(
      () => readConfig({ GANGWAY_VAULT_KEYS_FILE: path }, ['GANGWAY_VAULT_KEYS']),
      ({ message }: Error) =>
        /GANGWAY_VAULT_KEYS must be id:base64 of 32 bytes/.test(message) && !/canary/.test(message),
    );
  });

  it('is refused if there is no file, or an empty one', () => {
    refused({ PLAID_SECRET_FILE: join(folder, 'none') }, /PLAID_SECRET_FILE names no file\. Set it to the path/);
    refused({ PLAID_SECRET_FILE: canary }, /PLAID_SECRET_FILE names no file/);
    for (const text of ['', '\n', '\r\n'])
      refused({ PLAID_SECRET_FILE: file(text) }, /names an empty file\. Put the secret into it\./);
  });

  it('is refused if the process cannot read the file', () => {
    refused(
      { PLAID_SECRET_FILE: folder },
      /names a file that this process cannot read \(EISDIR\)\. Let its user read it\./,
    );
    // Root reads what nobody may read.
    if (process.getuid?.() !== 0) refused({ PLAID_SECRET_FILE: file(canary, 0) }, /cannot read \(EACCES\)/);
  });

  it('is refused beside the setting itself, and taken beside an empty one', () => {
    const path = file('from the file');
    refused(
      { PLAID_SECRET: canary, PLAID_SECRET_FILE: path },
      /PLAID_SECRET and PLAID_SECRET_FILE are both set\. Unset/,
    );
    assert.equal(read({ PLAID_SECRET: '', PLAID_SECRET_FILE: path }), 'from the file');
    assert.equal(read({ PLAID_SECRET: canary, PLAID_SECRET_FILE: '' }), canary);
  });

  it('brings a warning if every user of the machine can read the file, and is taken', async () => {
    const warned = once(process, 'warning');
    assert.equal(read({ PLAID_SECRET_FILE: file(canary, 0o644) }), canary);
    const [warning] = await warned;
    assert.match(warning.message, /^PLAID_SECRET_FILE names a file that every user .* chmod 600\.$/);
  });

  it('brings no warning if its owner and group alone can read the file', async () => {
    const warnings: Error[] = [];
    const listen = (warning: Error) => void warnings.push(warning);
    process.on('warning', listen);
    for (const mode of [0o600, 0o400, 0o440]) read({ PLAID_SECRET_FILE: file(canary, mode) });
    // Node tells its listeners in the next turn, in order, so our own warning comes last.
    const last = once(process, 'warning');
    process.emitWarning('the last');
    await last;
    process.off('warning', listen);
    assert.deepEqual(
      warnings.map(({ message }) => message),
      ['the last'],
    );
  });

  it('is named with every other setting to correct', () => {
    const env = { PLAID_SECRET_FILE: join(folder, 'none'), GANGWAY_API_PORT: '0' };
    assert.throws(
      () => readConfig(env, ['PLAID_SECRET', 'GANGWAY_API_PORT', 'DATABASE_URL']),
      /PLAID_SECRET_FILE names no file.*\n {2}GANGWAY_API_PORT must be.*\n {2}DATABASE_URL is not set/,
    );
  });

  it('matters only to a process that reads the setting', () => {
    const env = { PLAID_SECRET_FILE: join(folder, 'none') };
    assert.equal(readConfig(env, ['GANGWAY_API_PORT']).GANGWAY_API_PORT, 3000);
  });

  it('passes on to the parts of a development stack in place of the name of its file', () => {
    assert.deepEqual(withSecrets({ PLAID_SECRET_FILE: file(canary), PATH: '/bin' }), {
      PLAID_SECRET: canary,
      PATH: '/bin',
    });
    assert.throws(() => withSecrets({ DATABASE_URL_FILE: join(folder, 'none') }), /DATABASE_URL_FILE names no file/);
  });

  it('is possible for every setting that holds a secret', () => {
    const example = readFileSync('.env.example', 'utf8');
    const names = [...example.matchAll(/^# ([A-Z_]+)=/gm)].map(([, name = '']) => name);
    const files = names.filter((name) => name.endsWith('_FILE')).map((name) => name.slice(0, -'_FILE'.length));
    // Urls with a password, keys and passwords. These hold none.
    const open = /^(GANGWAY_(PUBLIC|SIMULATOR|TEMPORAL_UI)_URL|PLAID_BASE_URL|GANGWAY_LIMIT_KEY)$/;
    const secret = names.filter((name) => /(SECRET|KEYS?|URL|PASSWORD|TOKEN)$/.test(name) && !open.test(name));
    assert.deepEqual(files, secret);
    assert.ok(files.includes('GANGWAY_VAULT_KEYS'));
  });
});
