import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { closeStage } from '../../db/case/stages.ts';
import { projectWithClient } from '../support/client/project.ts';
import { startApi } from '../support/http/api.ts';
import { forAllTests } from '../support/http/own-api.ts';
import { until } from '../support/until.ts';

/** The examples of the README. They build on one another, and the first one runs by itself. */
const examples = [...readFileSync('packages/client/README.md', 'utf8').matchAll(/^```ts\n(.*?)^```$/gms)].map(
  ([, code = '']) => code,
);
const wrong = `
import { createClient } from '@gangway/client';
await createClient({ baseUrl: '', apiKey: '' }).GET('/v1/nothing');
`;

describe('the packed client, in an empty project', () => {
  const [database, api] = forAllTests((pool) => startApi(pool));
  let project: string;
  const run = async (command: string, args: string[], env: Record<string, string> = {}) =>
    (await promisify(execFile)(command, args, { cwd: project, env: { ...process.env, ...env } })).stdout;
  before(async () => {
    project = await projectWithClient();
    // It also checks the types of the package itself, which most projects skip.
    const compilerOptions = {
      ...{ target: 'es2022', module: 'nodenext', strict: true, skipLibCheck: false },
      ...{ types: ['node'], typeRoots: [resolve('node_modules/@types')] },
    };
    await writeFile(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
    await writeFile(join(project, 'first.ts'), examples[0] ?? '');
    await writeFile(join(project, 'all.ts'), examples.join(''));
    await writeFile(join(project, 'wrong.ts'), wrong);
  });
  after(() => rm(project, { recursive: true, force: true }));

  it('gives types, by which the compiler takes the examples, and refuses a path that the API does not have', async () => {
    assert.equal(examples.length, 4);
    const compiler = resolve('packages/client/node_modules/typescript/bin/tsc');
    await assert.rejects(run(process.execPath, [compiler]), ({ stdout }: { stdout: string }) => {
      assert.match(stdout, /^wrong\.ts\(3,\d+\): error TS\d+: .*\n$/);
      return true;
    });
  });

  it('starts a case and waits for its outcome, as the first example does', async () => {
    const running = run(process.execPath, ['first.js'], { GANGWAY_URL: api.address, GANGWAY_API_KEY: api.key });
    const idOf = async (): Promise<string | undefined> =>
      (await api.send('GET', '/v1/onboardings?user_id=user-1')).body.data[0]?.id;
    assert.ok(await until(async () => (await idOf()) !== undefined));
    await closeStage(database.pool, { onboardingId: (await idOf()) ?? '', step: 9, outcome: 'cancelled' });
    assert.match(await running, /type: 'open_link'.*\ncancelled\n$/s);
  });

  it('brings the command', async () => {
    assert.match(await run(join(project, 'node_modules', '.bin', 'gangway'), ['--help']), /^Usage: gangway listen /);
  });

  it('holds what it needs, and nothing else', async () => {
    const listed = await run('npm', ['ls', '--all', '--parseable']);
    const names = listed.split('\n').flatMap((path) => path.split('/node_modules/')[1] ?? []);
    assert.deepEqual(names.sort(), [
      ...['@gangway/client', '@stablelib/base64', 'fast-sha256', 'openapi-fetch', 'openapi-typescript-helpers'],
      'standardwebhooks',
    ]);
  });
});
