import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readCompose } from '../../dev/compose/compose-file.ts';
import { newcomersEnv } from '../../dev/compose/settings.ts';
import { runCommand } from '../support/stack/run-command.ts';

describe('with the environment of docker-compose.yml', () => {
  const source = readFileSync('docker-compose.yml', 'utf8');
  // Plaid's keys are set, and the address that they need is not.
  const { services } = readCompose(source, { ...newcomersEnv(), PLAID_BASE_URL: '' });

  for (const service of ['api', 'worker']) {
    it(`the ${service} has all its settings, but refuses the real Plaid with an address of this network`, async () => {
      const { environment = {} } = services[service] ?? {};
      const { code, complaint } = await runCommand(`${service}/main.ts`, [], {
        PATH: process.env.PATH ?? '',
        ...environment,
      });
      assert.equal(code, 1);
      const [head, problem, ...more] = complaint.trimEnd().split('\n');
      assert.equal(head, 'Settings to correct:');
      assert.match(problem ?? '', /^ {2}GANGWAY_PUBLIC_URL is an address of this machine.*sandbox\.plaid\.com cannot/);
      assert.deepEqual(more, []);
    });
  }

  it('the migrations have all their settings, and lack only the database', async () => {
    const url = services.migrate?.environment.DATABASE_URL?.replace('@postgresql:5432', '@127.0.0.1:1') ?? '';
    const { code, complaint } = await runCommand('db/migrate-main.ts', [], {
      PATH: process.env.PATH ?? '',
      DATABASE_URL: url,
    });
    assert.equal(code, 1);
    assert.match(complaint, /ECONNREFUSED|database/i);
  });
});
