// The commands to a running stack: single keys from a developer in a terminal, lines from a script.
import { emitKeypressEvents } from 'node:readline';
import { createInterface } from 'node:readline/promises';

/** Runs the command of each key or line, one after the other. */
export function onCommands(commands: Record<string, () => Promise<void>>): void {
  let last = Promise.resolve();
  const obey = (word: string) => {
    const command = commands[word];
    if (command) last = last.then(command);
  };
  const { stdin } = process;
  if (!stdin.isTTY) {
    createInterface({ input: stdin }).on('line', (line) => obey(line.trim()));
    return;
  }
  emitKeypressEvents(stdin);
  stdin.setRawMode(true);
  stdin.on('keypress', (text: string, key: { name?: string; ctrl?: boolean }) => {
    // In raw mode Ctrl-C comes as a key.
    if (key.ctrl && key.name === 'c') process.kill(process.pid, 'SIGINT');
    else obey(text);
  });
}
