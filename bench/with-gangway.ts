import { join, resolve } from 'node:path';
import type { Report } from '../dev/report.ts';
import { type Gangway, startGangway } from './gangway.ts';
import { type Servers, startServers } from './servers.ts';

/**
 * Starts the servers and Gangway, with all files in `home`, and stops them after `work`. `file` is Temporal's. `more`:
 * settings beside those that every bench has.
 */
export async function withGangway(
  home: string,
  report: Report,
  work: (gangway: Gangway, servers: Servers & { file: string }) => Promise<void>,
  more: NodeJS.ProcessEnv = {},
): Promise<void> {
  const folder = join(home, 'servers');
  const servers = await startServers(folder, resolve(process.env.GANGWAY_HOME ?? '.gangway'), report);
  try {
    const gangway = await startGangway(join(home, 'gangway'), servers, report, more);
    try {
      await work(gangway, { ...servers, file: join(folder, 'temporal.db') });
    } finally {
      await gangway.stop();
    }
  } finally {
    await servers.stop();
  }
}
