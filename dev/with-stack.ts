import { readConfig } from '../config.ts';
import type { Report } from './report.ts';
import { prepareStack, type Stack, stackSettings } from './stack.ts';

/**
 * Runs `work` on a stack that is up, stops the stack when it ends, and exits with the code it answers. Ctrl-C, and
 * what else asks a process to leave, stops the stack too; then the code is `interrupted`.
 */
export async function withStack(
  options: { interrupted: number; report: Report },
  work: (stack: Stack) => Promise<number>,
): Promise<void> {
  const { report } = options;
  let stack: Stack | undefined;
  let leaving = false;
  async function leave(code: number): Promise<void> {
    // A terminal, npm and tsx may each pass the same Ctrl-C on: once is enough.
    if (leaving) return;
    leaving = true;
    if (stack) {
      report('stopping …');
      await stack.stop();
    }
    process.exit(code);
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => void leave(options.interrupted));
  }
  try {
    stack = await prepareStack(readConfig(process.env, stackSettings), process.env, report);
    await stack.start();
    await leave(await work(stack));
  } catch (error) {
    if (leaving) return;
    report((error as Error).message);
    await leave(1);
  }
}
