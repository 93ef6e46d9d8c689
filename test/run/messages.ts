// The messages from a process that runs tests to the one that started it.
export type FileEnd = {
  file: string;
  seconds: number;
  /** The processor seconds of this process and those that it has started. */
  cpuSeconds: number;
  passed: number;
  failed: number;
  skipped: number;
};
export type Message =
  | { type: 'file'; end: FileEnd }
  /** The failure as mocha would print it. */
  | { type: 'failure'; text: string }
  /** All tests have run, and the process ends by itself. */
  | { type: 'end' };
