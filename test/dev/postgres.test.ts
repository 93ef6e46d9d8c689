import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from '../../dev/ports.ts';
import { startPostgres } from '../../dev/postgres.ts';

describe('the embedded PostgreSQL', () => {
  let folder: string;
  beforeEach(async () => {
    // The folder is closed to other users, as one from `mktemp -d` is. Under root the server runs as another user.
    folder = await mkdtemp(join(tmpdir(), 'gangway-postgres-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('keeps its data from one start to the next, and through a kill -9', async () => {
    const options = { dataDir: join(folder, 'data'), port: await freePort() };
    const first = await startPostgres(options);
    await query(first.url, 'create table kept (what text)');
    await query(first.url, "insert into kept values ('an orderly stop')");
    await first.stop();

    const second = await startPostgres(options);
    await query(second.url, "insert into kept values ('a kill')");
    const [pid] = (await readFile(join(options.dataDir, 'postmaster.pid'), 'utf8')).split('\n');
    await promisify(execFile)('kill', ['-9', pid ?? '']);
    await second.stop();

    const third = await startPostgres(options);
    try {
      assert.deepEqual(await query(third.url, 'select what from kept'), [
        { what: 'an orderly stop' },
        { what: 'a kill' },
      ]);
    } finally {
      await third.stop();
    }
  });

  it('starts for a root without the rights that a container takes away', async function () {
    // Only root can give up rights.
    if (process.getuid?.() !== 0) return this.skip();
    const options = { dataDir: join(folder, 'data'), port: await freePort() };
    const { href } = new URL('../../dev/postgres.ts', import.meta.url);
    const script = `import { startPostgres } from '${href}';
      const { stop } = await startPostgres(${JSON.stringify(options)});
      await stop();`;
    const rights = ['chown', 'dac_override', 'fowner', 'kill', 'setgid', 'setuid', 'setpcap'];
    const left = ['--bounding-set', ['-all', ...rights.map((right) => `+${right}`)].join(',')];
    const node = [process.execPath, '--import', 'tsx', '--input-type=module', '--eval', script];
    await promisify(execFile)('setpriv', [...left, ...node]);
    assert.equal((await stat(folder)).mode & 0o777, 0o710, 'only the group of `postgres` passes through');
  });
});

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(sql).finally(() => client.end());
  return rows;
}
