// A second API and a second worker beside those of the stack, on the same Temporal and PostgreSQL.
import { readConfig } from '../config.ts';
import { freePort } from '../dev/ports.ts';
import { answers } from '../dev/stack.ts';
import { planStack, stackSettings } from '../dev/stack-plan.ts';
import { type Supervisor, supervise } from '../dev/supervisor.ts';
import { entryArgs, type Gangway } from './gangway.ts';
import { say } from './say.ts';

export type MoreParts = { api: string; pids: Supervisor['pids']; stop: Supervisor['stop'] };

/** If one of the two is killed, another one starts in its place. */
export async function startMoreParts(home: string, gangway: Gangway): Promise<MoreParts> {
  const env = { ...gangway.env, GANGWAY_API_PORT: `${await freePort()}` };
  const { addresses, partsEnv, databaseAs, workerReady } = await planStack(readConfig(env, stackSettings), env);
  const supervisor = await supervise(home, say, async () => {});
  const start = (name: 'api' | 'worker', ready: string) =>
    supervisor.start({
      ...{ name: `second ${name}`, command: process.execPath, args: entryArgs(`${name}/main.ts`) },
      options: { env: { ...partsEnv, DATABASE_URL: databaseAs(name) } },
      ready: () => answers(ready),
    });
  try {
    await Promise.all([start('api', `${addresses.api}/readyz`), start('worker', workerReady)]);
  } catch (error) {
    await supervisor.stop();
    throw error;
  }
  return { api: addresses.api, pids: supervisor.pids, stop: supervisor.stop };
}
