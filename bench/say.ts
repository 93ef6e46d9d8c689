const began = performance.now();

/** Prints a line of progress, with the seconds since the start. */
export const say = (line: string): void =>
  void process.stdout.write(`${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s  ${line}\n`);
