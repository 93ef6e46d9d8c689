// `npm test`: runs all tests, or those in the given folders and files. Tests wait more than they compute, so several
// processes run concurrently, each with servers of its own. Prints counts at the end, as mocha does.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { findTemporalCli, findTestServer } from '../../dev/binaries/find-binary.ts';
import { eachOf } from '../../dev/each-of.ts';
import { tsxLoader } from '../../dev/tsx-loader.ts';
import { build, needsBuild } from './build.ts';
import { type Group, groupsOf } from './groups.ts';
import type { FileEnd, Message } from './messages.ts';
import { quick } from './quick.ts';

/** One more than there are cores: while one waits, the others compute. Two more were no quicker on two cores. */
const atOnce = availableParallelism() + 1;
/** How long a process may take to end after its tests. If it takes longer, one of them has left something open. */
const leaveSeconds = 60;
const shown = 30;

const say = (line: string) => void process.stdout.write(`${line}\n`);
const began = performance.now();
const secondsSo = () => (performance.now() - began) / 1000;

const ends: FileEnd[] = [];
const failures: string[] = [];
const { timeout } = JSON.parse(readFileSync('.mocharc.json', 'utf8')) as { timeout: number };

async function runGroup({ name, files }: Group): Promise<void> {
  const entry = fileURLToPath(new URL('./group-main.ts', import.meta.url));
  const child = fork(entry, [String(timeout), ...files], { execArgv: ['--import', tsxLoader] });
  const stop = (signal: NodeJS.Signals) => void child.kill(signal);
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.once(signal, stop);
  let lingers: NodeJS.Timeout | undefined;
  let ended = false;
  child.on('message', (message: Message) => {
    if (message.type === 'file') showFile(message.end);
    else if (message.type === 'failure') showFailure(message.text);
    else {
      ended = true;
      lingers = setTimeout(() => {
        showFailure(`${name}: a test has left something open: the process did not end within ${leaveSeconds} s`);
        child.kill('SIGKILL');
      }, leaveSeconds * 1000);
    }
  });
  const [code, signal] = await once(child, 'exit');
  clearTimeout(lingers);
  if (!ended) showFailure(`${name}: the process ended before its tests did (${signal ?? `code ${code}`})`);
}

function showFile(end: FileEnd): void {
  ends.push(end);
  const { file, passed, failed, skipped } = end;
  const counts = [
    `${passed} passing`,
    ...(failed ? [`${failed} FAILING`] : []),
    ...(skipped ? [`${skipped} pending`] : []),
  ];
  say(`[${secondsSo().toFixed(0).padStart(4)} s] ${costOf(end)}  ${file}: ${counts.join(', ')}`);
}

const costOf = ({ seconds, cpuSeconds }: FileEnd) =>
  `${seconds.toFixed(1).padStart(6)} s, processor ${cpuSeconds.toFixed(1).padStart(6)} s`;

function showFailure(text: string): void {
  failures.push(text);
  say(`\n${text}\n`);
}

const sum = (of: (end: FileEnd) => number) => ends.reduce((total, end) => total + of(end), 0);

const home = process.env.GANGWAY_HOME ?? '.gangway';
// Fetch the programs once, before the processes would each fetch them.
await Promise.all([findTemporalCli(home, say), findTestServer(home, say)]);
// One seed for all processes, so that a developer can repeat the whole run.
process.env.GANGWAY_FAULT_SEED ??= String(Math.floor(Math.random() * 2 ** 31));
const given = process.argv.slice(2);
const paths = given[0] === 'quick' ? quick : given.length > 0 ? given : ['test'];
const groups = groupsOf(paths);
if (needsBuild(groups.flatMap(({ files }) => files))) process.env.GANGWAY_TEST_BUILT = await build();
await eachOf(groups, atOnce, runGroup);

say('\nThe dearest files, by what they took of the processor:');
for (const end of ends.sort((a, b) => b.cpuSeconds - a.cpuSeconds).slice(0, shown))
  say(`  ${costOf(end)}  ${end.file}`);
say(`  ${sum(({ cpuSeconds }) => cpuSeconds).toFixed(0)} s of the processor in all`);
for (const [index, text] of failures.entries()) say(`\n  ${index + 1}) ${text}`);
say(`\n  ${sum(({ passed }) => passed)} passing (${secondsSo().toFixed(0)} s)`);
if (sum(({ skipped }) => skipped) > 0) say(`  ${sum(({ skipped }) => skipped)} pending`);
if (failures.length > 0) say(`  ${failures.length} failing`);
process.exitCode = failures.length > 0 ? 1 : 0;
