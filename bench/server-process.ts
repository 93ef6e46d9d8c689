// A server under test, in a process of its own. It sends its port to the bench, and exits when the channel closes, so
// it also exits when the bench is killed.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listen } from '../api/http/server.ts';

export type ServerProcess = { pid: number; port: number; end(): Promise<void> };

const graceMs = 5_000;

/**
 * Starts the server. Its log goes to a file in `logs`, as a container's would. Node gets the options of the bench
 * itself: tsx, and `--cpu-prof` if the bench has it.
 */
export async function startServer(file: URL, env: Record<string, string>, logs: string): Promise<ServerProcess> {
  const path = fileURLToPath(file);
  const log = await open(join(logs, `${basename(path)}.log`), 'a');
  const child = spawn(process.execPath, [...process.execArgv, path], {
    stdio: ['ignore', log.fd, 'inherit', 'ipc'],
    env: { ...process.env, NODE_ENV: 'production', ...env },
  });
  await log.close();
  const gone = once(child, 'exit');
  const [told] = await Promise.race([once(child, 'message'), gone]);
  if (typeof told !== 'object' || told === null) throw new Error(`${basename(path)} ended before it listened.`);
  return { pid: child.pid ?? 0, port: (told as { port: number }).port, end: () => end(child, gone) };
}

async function end(child: ChildProcess, gone: Promise<unknown>): Promise<void> {
  if (child.connected) child.disconnect();
  const grace = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await gone;
  clearTimeout(grace);
}

/** Runs in the server's process: listens, and sends the port. */
export async function serve(server: Server): Promise<void> {
  process.once('disconnect', () => process.exit());
  await listen(server, 0, '127.0.0.1', 'the port');
  process.send?.({ port: (server.address() as AddressInfo).port });
}
