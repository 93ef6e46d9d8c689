// The third rung: the SDK's own download. The SDK downloads and starts a program in one call without a time limit, so
// it runs in a process of its own, which is ended if it takes too long. We have not tried it against the real address,
// because the machine on which we wrote it could not reach that.
import { chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../processes.ts';
import { tsxLoader } from '../tsx-loader.ts';
import { cachePath, type Rung } from './cached.ts';

const origin = 'https://temporal.download';
const patience = { reachMs: 3_000, downloadMs: 120_000 };

export const fetchFromSdk: Rung = async (binary, home, report) => {
  if (!(await reachable())) return null;
  report(`fetching ${binary.program} ${binary.version} from ${origin} …`);
  await mkdir(join(home, 'bin'), { recursive: true, mode: 0o700 });
  const scratch = await mkdtemp(join(home, 'bin', 'fetching-'));
  try {
    const entry = fileURLToPath(new URL('sdk-download-main.ts', import.meta.url));
    const args = ['--import', tsxLoader, entry, binary.program, binary.version, scratch];
    const ended = await run(process.execPath, args, { timeout: patience.downloadMs });
    const [file] = await readdir(scratch);
    if (ended?.code !== 0 || !file) {
      report(`${origin} did not bring ${binary.program} ${binary.version}; trying pip`);
      return null;
    }
    await chmod(join(scratch, file), 0o755);
    await rename(join(scratch, file), cachePath(binary, home));
    return cachePath(binary, home);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
};

/** Any answer counts. Behind a proxy this fails, and then pip tries, which supports proxies. */
async function reachable(): Promise<boolean> {
  return await fetch(origin, {
    method: 'HEAD',
    redirect: 'manual',
    signal: AbortSignal.timeout(patience.reachMs),
  }).then(
    () => true,
    () => false,
  );
}
