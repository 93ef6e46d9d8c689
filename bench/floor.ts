// The empty workflow (floor-main.ts) as the bench drives it.
import { postJson } from '../dev/post-json.ts';
import type { FloorRequest } from './floor-main.ts';
import { startServer } from './server-process.ts';
import type { Servers } from './servers.ts';

export type Floor = {
  pid: number;
  /** Runs so many workflows to their ends. Returns their ids. */
  run(round: string, count: number, atOnce: number): Promise<string[]>;
  stop(): Promise<void>;
};

export async function startFloor(home: string, { temporal }: Servers): Promise<Floor> {
  const env = { TEMPORAL_ADDRESS: temporal.address };
  const server = await startServer(new URL('floor-main.ts', import.meta.url), env, home);
  return {
    pid: server.pid,
    async run(round, count, atOnce) {
      const ids = Array.from({ length: count }, (_, number) => `${round}-${number}`);
      const request: FloorRequest = { ids, atOnce };
      await postJson(`http://127.0.0.1:${server.port}/`, request);
      return ids;
    },
    stop: server.end,
  };
}
