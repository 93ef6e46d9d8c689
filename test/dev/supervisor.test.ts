import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../dev/ports.ts';
import { commandLine } from '../../dev/processes.ts';
import { noteRunning, type Process, writeWhole } from '../../dev/running.ts';
import { type Part, type Supervisor, supervise } from '../../dev/supervisor.ts';

describe('the supervisor', () => {
  let home: string;
  let supervisor: Supervisor | undefined;
  let strays: ChildProcess[];
  let lines: ReturnType<typeof heard>;

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'gangway-supervisor-'));
    lines = heard();
    strays = [];
    supervisor = undefined;
  });
  afterEach(async () => {
    await supervisor?.stop();
    for (const stray of strays) stray.kill('SIGKILL');
    await rm(home, { recursive: true });
  });

  const start = async (onPids: () => Promise<void> = async () => {}) => {
    supervisor = await supervise(home, lines.report, onPids);
    return supervisor;
  };
  const stray = (marker: string): Process => {
    const args = ['-e', 'setInterval(() => {}, 1e6)', marker];
    const child = spawn(process.execPath, args, { stdio: 'ignore' });
    strays.push(child);
    return { pid: child.pid ?? 0, command: [process.execPath, ...args].join(' '), stopSignal: 'SIGTERM' };
  };
  const dead: Process = { pid: 2 ** 22 + 1, command: 'a supervisor of the past', stopSignal: 'SIGTERM' };

  it('reports a killed part, restarts it and keeps dev.json up to date', async () => {
    const devJson = join(home, 'dev.json');
    const running: Supervisor = await start(() => writeWhole(devJson, { pids: running.pids() }));
    await running.start(await answering('api'));
    const first = running.pids().api ?? 0;

    process.kill(first, 'SIGKILL');
    await lines.hear(/^api is back/);

    const second = running.pids().api ?? 0;
    assert.notEqual(second, first);
    assert.ok(lines.all().includes(`api (process ${first}) was ended by SIGKILL; starting it again`));
    assert.deepEqual(JSON.parse(await readFile(devJson, 'utf8')), { pids: { api: second } });
  });

  it('ends every part that it started, the last one first, and leaves no note behind', async () => {
    const running = await start();
    const ended = join(home, 'ended');
    const noting = (name: string) => `process.on('SIGTERM', () => {
      require('fs').appendFileSync('${ended}', '${name} '); process.exit(0) });`;
    await running.start(await answering('first', noting('first')));
    await running.start(await answering('second', noting('second')));
    const pids = Object.values(running.pids());

    await running.stop();

    assert.equal(await readFile(ended, 'utf8'), 'second first ');
    for (const pid of pids) assert.equal(await commandLine(pid), null);
    await assert.rejects(access(join(home, 'running.json')));
  });

  it('gives up on a part that never starts, and shows the end of its log', async () => {
    const running = await start();
    const part = { ...(await answering('broken')), args: ['-e', 'console.error("no such bank"); process.exit(3)'] };
    await assert.rejects(running.start(part), /^Error: broken does not start \(ended with code 3\)(.|\n)*no such bank/);
  });

  it('ends the parts that a killed supervisor left running', async () => {
    const left = stray('left-behind');
    const child = strays[0] as ChildProcess;
    const gone = once(child, 'exit');
    await noteRunning(home, { supervisor: dead, parts: { worker: left } });

    await start();

    assert.deepEqual(await gone, [null, 'SIGTERM']);
    assert.ok(lines.all().includes(`worker of an earlier run still lives (process ${left.pid}); ending it`));
  });

  it('leaves alone a process that merely has the pid of an old part', async () => {
    const other = stray('another-program');
    await noteRunning(home, { supervisor: dead, parts: { worker: { ...other, command: 'node worker/main.ts' } } });

    await start();

    assert.equal(await commandLine(other.pid), other.command);
    assert.deepEqual(lines.all(), []);
  });

  it('refuses to start beside another one, in one sentence', async () => {
    await noteRunning(home, { supervisor: stray('another-supervisor'), parts: {} });
    await assert.rejects(start(), /^Error: Gangway already runs from .* stop that one, or set GANGWAY_HOME/);
  });
});

/** A part that answers HTTP. */
async function answering(name: string, more = ''): Promise<Part> {
  const port = await freePort();
  const script = `${more} require('http').createServer((_, answer) => answer.end('ok')).listen(${port}, '127.0.0.1')`;
  const ready = () =>
    fetch(`http://127.0.0.1:${port}`).then(
      (answer) => answer.ok,
      () => false,
    );
  return { name, command: process.execPath, args: ['-e', script], ready };
}

/** The reported lines, and a function that waits for one. */
function heard() {
  const said: string[] = [];
  const waiting: { line: RegExp; resolve: () => void }[] = [];
  return {
    report: (line: string) => {
      said.push(line);
      for (const { resolve } of waiting.filter((one) => one.line.test(line))) resolve();
    },
    all: () => said,
    hear: (line: RegExp) => new Promise<void>((resolve) => waiting.push({ line, resolve })),
  };
}
