// Runs the given test files in this one process, and sends the result of each to the process that started it.
import { relative } from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';
import { cpuSeconds } from '../../dev/cpu-seconds.ts';
import type { FileEnd, Message } from './messages.ts';

const { Base } = Mocha.reporters;
const events = Mocha.Runner.constants;

const tell = (message: Message) => void process.send?.(message);
// The parent process has gone, so leave nothing behind.
process.once('disconnect', () => process.exit(1));

class Telling extends Base {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    // Servers start before the first file begins.
    let now: FileEnd = { file: 'the start', seconds: 0, cpuSeconds: 0, passed: 0, failed: 0, skipped: 0 };
    let began = performance.now();
    let cpuBefore = cpuSeconds();
    const next = (file: string) => {
      now.seconds = (performance.now() - began) / 1000;
      now.cpuSeconds = cpuSeconds() - cpuBefore;
      tell({ type: 'file', end: now });
      now = { file, seconds: 0, cpuSeconds: 0, passed: 0, failed: 0, skipped: 0 };
      began = performance.now();
      cpuBefore = cpuSeconds();
    };
    runner.on(events.EVENT_SUITE_BEGIN, ({ parent, file = '' }) => {
      const name = relative('.', file);
      if (parent?.root && name !== now.file) next(name);
    });
    runner.on(events.EVENT_TEST_PASS, () => {
      now.passed += 1;
    });
    runner.on(events.EVENT_TEST_PENDING, () => {
      now.skipped += 1;
    });
    runner.on(events.EVENT_TEST_FAIL, (test) => {
      now.failed += 1;
      tell({ type: 'failure', text: textOf(test) });
    });
    runner.once(events.EVENT_RUN_END, () => next('the end'));
  }
}

/** Returns a failure with its difference, as mocha's own reporters print it. */
function textOf(test: Mocha.Test): string {
  const lines: string[] = [];
  const log = Base.consoleLog;
  Base.consoleLog = (...args: unknown[]) => void lines.push(format(...args));
  Base.list([test]);
  Base.consoleLog = log;
  return lines.join('\n').trim().replace(/^1\) /, '');
}

const [timeout, ...files] = process.argv.slice(2);
const mocha = new Mocha({ reporter: Telling, timeout: Number(timeout) });
for (const file of files) mocha.addFile(file);
await mocha.loadFilesAsync();
mocha.run((failures) => {
  process.exitCode = failures > 0 ? 1 : 0;
  tell({ type: 'end' });
  process.removeAllListeners('disconnect');
  process.disconnect?.();
});
