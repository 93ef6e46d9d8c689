import { warnOfNode } from '../config/node-version.ts';
import { readConfig, withSecrets } from '../config.ts';
import type { Report } from './report.ts';
import { prepareStack, type Stack } from './stack.ts';
import { stackSettings } from './stack-plan.ts';

/**
 * Starts a stack, runs `work` on it, stops the stack, and exits with the code that `work` returns. Ctrl-C and other
 * signals that end a process stop the stack too. Then the code is `interrupted`.
 */
export async function withStack(
  options: { interrupted: number; report: Report },
  work: (stack: Stack) => Promise<number>,
): Promise<void> {
  const { report } = options;
  let stack: Stack | undefined;
  let leaving = false;
  async function leave(code: number): Promise<void> {
    // A terminal, npm and tsx may each pass on one Ctrl-C. Handle it once.
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
  warnOfNode(report);
  try {
    const env = withSecrets(process.env);
    stack = await prepareStack(readConfig(env, stackSettings), env, report);
    await stack.start();
    await leave(await work(stack));
  } catch (error) {
    if (leaving) return;
    report((error as Error).message);
    await leave(1);
  }
}
