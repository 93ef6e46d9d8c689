import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../../dev/ports.ts';
import { ownDatabase } from '../support/database/database.ts';
import { urlAs } from '../support/database/pool-as.ts';
import { entryArgs } from '../support/stack/entry.ts';
import { runCommand } from '../support/stack/run-command.ts';

describe('the API in production', () => {
  const database = ownDatabase();
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'gangway-production-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  function secretFile(name: string, secret: string): string {
    const path = join(folder, name);
    writeFileSync(path, `${secret}\n`, { mode: 0o600 });
    return path;
  }
  const good = async () => ({
    PATH: process.env.PATH ?? '',
    PLAID_ENV: 'production',
    PLAID_CLIENT_ID: 'client',
    PLAID_SECRET_FILE: secretFile('plaid', randomBytes(15).toString('hex')),
    DATABASE_URL_FILE: secretFile('database', urlAs(database.url, 'gangway_api')),
    GANGWAY_VAULT_KEYS_FILE: secretFile('vault', `main:${randomBytes(32).toString('base64')}`),
    GANGWAY_API_KEY_FILE: secretFile('key', `gw_a1b2c3d4_${randomBytes(32).toString('base64url')}`),
    GANGWAY_PUBLIC_URL: 'https://gangway.example.com',
    GANGWAY_API_PORT: String(await freePort()),
    GANGWAY_METRICS_PORT: String(await freePort()),
    // Nothing listens there: the API connects with its first call.
    TEMPORAL_ADDRESS: '127.0.0.1:1',
  });

  it('starts with a good configuration, whose secrets are in files', async () => {
    const api = spawn(process.execPath, entryArgs('api/main.ts'), { env: await good() });
    const ended = once(api, 'exit');
    let complaint = '';
    api.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint += text;
    });
    const lines: string[] = [];
    for await (const line of createInterface(api.stdout)) {
      lines.push(line);
      if (JSON.parse(line).msg === 'listening') break;
    }
    api.kill('SIGTERM');
    assert.deepEqual([(await ended)[0], complaint], [0, ''], lines.join('\n'));
    assert.ok(lines.some((line) => JSON.parse(line).msg === 'listening'));
  });

  it('does not start with an unsafe one, and says what to do', async () => {
    const env = {
      ...(await good()),
      GANGWAY_PUBLIC_URL: 'http://gangway.example.com',
      TEMPORAL_ADDRESS: 'temporal:7233',
    };
    const { code, complaint } = await runCommand('api/main.ts', [], env);
    assert.equal(code, 1);
    assert.match(complaint, /^Settings to correct:\n {2}GANGWAY_PUBLIC_URL .*\n {2}TEMPORAL_ADDRESS .*\n$/);
  });
});
