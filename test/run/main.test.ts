import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tsxLoader } from '../../dev/tsx-loader.ts';
import { groupsOf } from './groups.ts';

describe('a run of the tests', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gangway-planted-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  function run(): Promise<{ code: number; out: string }> {
    return new Promise((resolve) => {
      execFile(process.execPath, ['--import', tsxLoader, 'test/run/main.ts', folder], (error, out) =>
        resolve({ code: error ? Number(error.code) : 0, out }),
      );
    });
  }
  const plant = (name: string, text: string) => writeFile(join(folder, `${name}.test.ts`), text);

  it('counts what passed, failed and was skipped, and says what failed', async () => {
    await plant('good', `describe('good', () => { it('holds', () => {}); it.skip('is skipped', () => {}); });`);
    await plant('bad', `describe('bad', () => { it('holds not', () => { throw new Error('planted'); }); });`);
    const { code, out } = await run();
    assert.equal(code, 1);
    assert.match(out, /good\.test\.ts: 1 passing, 1 pending/);
    assert.match(out, /bad\.test\.ts: 0 passing, 1 FAILING/);
    assert.match(out, /1\) bad\n\s+holds not:\n\s+Error: planted/);
    assert.match(out, /\n {2}1 passing \(\d+ s\)\n {2}1 pending\n {2}1 failing\n$/);
  });

  it('fails where a hook fails, a file cannot be read or a process ends before its tests', async () => {
    await plant(
      'bad',
      `describe('bad', () => { before(() => { throw new Error('planted'); }); it('is not run', () => {}); });`,
    );
    const hook = await run();
    assert.deepEqual([hook.code, /"before all" hook.*\n.*planted/.test(hook.out)], [1, true], hook.out);
    await plant('bad', `throw new Error('planted');`);
    const file = await run();
    assert.deepEqual([file.code, /the process ended before its tests did/.test(file.out)], [1, true], file.out);
    await plant('bad', `describe('bad', () => { it('ends', () => process.exit(0)); });`);
    const ended = await run();
    assert.deepEqual([ended.code, /the process ended before its tests did/.test(ended.out)], [1, true], ended.out);
  });

  it('ends well where all have passed', async () => {
    await plant('good', `describe('good', () => { it('holds', () => {}); });`);
    const { code, out } = await run();
    assert.deepEqual([code, /\n {2}1 passing \(\d+ s\)\n$/.test(out)], [0, true], out);
  });

  it('takes each file once, and each folder that is dear by itself', () => {
    const groups = groupsOf(['test']);
    const files = groups.flatMap((group) => group.files);
    assert.equal(new Set(files).size, files.length);
    assert.ok(files.includes('test/config.test.ts') && files.includes('test/run/main.test.ts'));
    assert.ok(groups.find(({ name }) => name === 'journey')?.files.every((file) => file.startsWith('test/journey/')));
  });
});
