import { createServer } from 'node:net';
import { run } from './processes.ts';

/** Throws one sentence if something else listens on the port. `setting` is the environment variable that moves it. */
export async function assertFree(port: number, what: string, setting: string): Promise<void> {
  if (await isFree(port)) return;
  throw new Error(
    `Port ${port} for ${what} is taken${await byWhom(port)}: end that, or set ${setting} to a free port.`,
  );
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    );
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

async function byWhom(port: number): Promise<string> {
  const lsof = await run('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc']);
  const pid = lsof && /^p(\d+)/m.exec(lsof.output)?.[1];
  return pid ? ` by process ${pid} (${/^c(.+)/m.exec(lsof.output)?.[1]})` : '';
}

/** Below those that Linux gives to outgoing connections (from 32,768 on), one of which may come before we listen. */
const [lowest, count] = [12_000, 20_000];

/** Returns a port on which no process listens at the moment, at random, because many may ask at once. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = lowest + Math.floor(count * Math.random());
    if (await isFree(port)) return port;
  }
}
