// What the operators' commands share: one JSON document a line, and complaints that say what to do.
import { problemOf } from './problem.ts';

export const print = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`);

export function complain(text: string): void {
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}

export function tellOfMore(cursor: string | null): void {
  if (cursor) process.stderr.write(`There are more: --cursor ${cursor}\n`);
}

/** An error as a sentence, with every bad option. */
export function words(error: unknown, usage: string): string {
  if (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) {
    return `${error.message}\n${usage}`;
  }
  const { message, errors = [] } = problemOf(error);
  return [message, ...errors.map((bad) => `  ${optionOf(bad.pointer)} ${bad.message}`)].join('\n');
}

const optionOf = (pointer: string) => `--${pointer.slice(1).replaceAll('_', '-')}`;

/** Ends with what goes wrong before the command has its settings. */
export function runCommand(main: () => Promise<void>): void {
  main().catch((error: unknown) => complain(error instanceof Error ? error.message : 'The command failed.'));
}
