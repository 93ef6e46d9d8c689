// Runs the whole stack as processes, as `npm run dev` does, in a folder and on ports of its own.
import { readFileSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { readConfig } from '../../../config.ts';
import { createPool, type Pool } from '../../../db/pool.ts';
import type { World } from '../../../dev/demo/call.ts';
import { apiClient, caller } from '../../../dev/demo/call.ts';
import { freePort } from '../../../dev/ports.ts';
import type { Running } from '../../../dev/running.ts';
import { prepareStack } from '../../../dev/stack.ts';
import { type Addresses, stackSettings } from '../../../dev/stack-plan.ts';
import type { TimeTravel } from '../../../dev/time-travel.ts';
import { entryArgs } from './entry.ts';

export type RunningStack = {
  addresses: Addresses;
  home: string;
  logs: string;
  /** The environment of the worker, for another one beside it. */
  workerEnv: NodeJS.ProcessEnv;
  travel: TimeTravel;
  temporal: Client;
  pool: Pool;
  /** The demo's callers, which report to `said`. */
  world: World;
  /** The reports of the supervisor and the callers, newest last. */
  said: string[];
  /** The lines of a part's log that are JSON. */
  linesOf: (part: 'api' | 'worker') => Promise<Record<string, unknown>[]>;
  /** The processes by their names in dev.json. */
  pids: () => Promise<Record<string, number>>;
  /**
   * Stops all parts, runs `meanwhile`, and starts them again in the same folder and on the same ports. `beforeOurs`
   * runs before API and worker start.
   */
  restart: (meanwhile: () => Promise<void>, beforeOurs?: () => Promise<void>) => Promise<RunningStack>;
  stop: () => Promise<void>;
};

const ports = ['API', 'SIMULATOR', 'CLOCK', 'OIDC', 'TEMPORAL', 'TEMPORAL_UI', 'POSTGRES'].map(
  (part) => `GANGWAY_${part}_PORT`,
);
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** `tracesTo`: the address of a collector. */
export async function startStack({ tracesTo }: { tracesTo?: string } = {}): Promise<RunningStack> {
  const home = await mkdtemp(join(tmpdir(), 'gangway-stack-'));
  await shareBinaries(home);
  // Without the developer's own settings, so that all parts are ours and a test can kill each.
  const foreign = /^(GANGWAY_|PLAID_|TEMPORAL_|OTEL_|DATABASE_URL$)/;
  const env: NodeJS.ProcessEnv = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name))),
    GANGWAY_HOME: home,
    // Days pass in seconds here and some tests lose webhooks, so the feed has to look often.
    GANGWAY_FEED_SECONDS: '2',
    GANGWAY_TRANSACTIONS_SECONDS: '2',
    ...(tracesTo && { OTEL_EXPORTER_OTLP_ENDPOINT: tracesTo }),
  };
  for (const port of ports) env[port] = String(await freePort());
  return startIn(home, env);
}

async function startIn(home: string, env: NodeJS.ProcessEnv, beforeOurs?: () => Promise<void>): Promise<RunningStack> {
  const said: string[] = [];
  const report = (line: string) => void said.push(line);
  const stack = await prepareStack(readConfig(env, stackSettings), env, report, entryArgs);
  const letGo = endWithThisProcess(home);
  try {
    await stack.start(beforeOurs);
  } catch (error) {
    await stack.stop();
    letGo();
    await removeHome(home);
    throw error;
  }
  const { addresses } = stack;
  if (!stack.travel) throw new Error('the stack has the simulated bank, so time can travel');
  const connection = Connection.lazy({ address: addresses.temporal_address });
  const pool = createPool(addresses.database_url);
  let halted = false;
  async function halt(): Promise<void> {
    if (halted) return;
    halted = true;
    await Promise.all([pool.end(), connection.close()]);
    await stack.stop();
    letGo();
  }
  return {
    addresses,
    home,
    logs: stack.logs,
    workerEnv: stack.workerEnv,
    travel: stack.travel,
    temporal: new Client({ connection }),
    pool,
    world: {
      api: apiClient(addresses.api, addresses.api_key, report),
      simulator: caller('the simulator', addresses.plaid, {}, report),
      report,
    },
    said,
    linesOf: async (part) => linesIn(await readFile(join(stack.logs, `${part}.log`), 'utf8')),
    pids: async () => JSON.parse(await readFile(stack.note, 'utf8')).pids,
    restart: async (meanwhile, beforeOurs) => {
      await halt();
      await meanwhile();
      return startIn(home, env, beforeOurs);
    },
    stop: async () => {
      await halt();
      await removeHome(home);
    },
  };
}

const linesIn = (text: string) =>
  text.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Record<string, unknown>] : []));

/** With patience, because a part that was still being made when the stack stopped may write for a moment longer. */
const removeHome = (home: string) => rm(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });

/** Reuses the programs that `npm run dev` or another test has fetched, and keeps new ones. */
async function shareBinaries(home: string): Promise<void> {
  const kept = resolve(process.env.GANGWAY_HOME ?? '.gangway', 'bin');
  await mkdir(kept, { recursive: true, mode: 0o700 });
  await symlink(kept, join(home, 'bin'));
}

/** For an interrupted run: the parts have process groups of their own and would live on. */
function endWithThisProcess(home: string): () => void {
  const breakOff = () => {
    for (const pid of pidsIn(join(home, 'running.json'))) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // The process is gone already.
      }
    }
    rmSync(home, { recursive: true, force: true, maxRetries: 3 });
  };
  const onSignal = (signal: NodeJS.Signals) => {
    breakOff();
    process.kill(process.pid, signal);
  };
  process.once('exit', breakOff);
  for (const signal of signals) process.once(signal, onSignal);
  return () => {
    process.off('exit', breakOff);
    for (const signal of signals) process.off(signal, onSignal);
  };
}

function pidsIn(note: string): number[] {
  try {
    return Object.values((JSON.parse(readFileSync(note, 'utf8')) as Running).parts).map(({ pid }) => pid);
  } catch {
    return [];
  }
}
