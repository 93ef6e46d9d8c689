import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../config.ts';
import { ownFolder } from '../../dev/own-folder.ts';
import { writeWhole } from '../../dev/running.ts';
import { planStack, stackSettings } from '../../dev/stack-plan.ts';

describe('the folder of a development stack', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gangway-folder-'));
  });
  afterEach(() => rm(folder, { recursive: true }));
  const modeOf = async (path: string) => ((await stat(path)).mode & 0o7777).toString(8);

  it('is closed to others, new or not', async () => {
    const [fresh, old] = [join(folder, 'a', 'fresh'), join(folder, 'old')];
    await mkdir(old, { mode: 0o755 });
    for (const path of [fresh, old]) {
      assert.equal(await ownFolder(path), path);
      assert.equal(await modeOf(path), '700');
    }
  });

  it('is none that other programs use, such as /tmp', async () => {
    const shared = join(folder, 'shared');
    await mkdir(shared);
    await chmod(shared, 0o1777);
    await assert.rejects(ownFolder(shared), /^Error: GANGWAY_HOME is .*, which other programs use too: name a folder/);
    assert.equal(await modeOf(shared), '1777');
  });

  it('holds secrets in files that only their owner reads', async () => {
    const home = join(folder, 'home');
    const env = { GANGWAY_HOME: home };
    await planStack(readConfig(env, stackSettings), env);
    assert.equal(await modeOf(home), '700');
    assert.equal(await modeOf(join(home, 'dev-secrets.json')), '600');
    const note = join(home, 'dev.json');
    await writeFile(note, '{}', { mode: 0o644 });
    await writeWhole(note, { api_key: 'a key' });
    assert.equal(await modeOf(note), '600');
  });
});
