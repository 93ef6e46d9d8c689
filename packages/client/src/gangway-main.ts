#!/usr/bin/env node
// The command `gangway`.
import { parseArgs } from 'node:util';
import { createClient } from './client.ts';
import { secretFor } from './forward.ts';
import { GangwayError } from './gangway-error.ts';
import { listen } from './listen.ts';

const usage = `Usage: gangway listen [--forward-to URL] [--api URL]

Prints the notifications of your tenant as they come, until you press Ctrl+C. It needs no public address.

  --forward-to URL  also posts each one to this address, signed with a secret that it prints
  --api URL         the address of the API; otherwise GANGWAY_URL, or http://localhost:3000

GANGWAY_API_KEY is an API key with the scope notifications.
`;

/** An error in the command, which the usage explains. */
class UsageError extends Error {}

type Command = { apiKey: string; baseUrl: string; to: string | undefined };

/** Returns null if the person asks for help. */
function readCommand(): Command | null {
  const text = { type: 'string' } as const;
  const options = { 'forward-to': text, api: text, help: { type: 'boolean' } } as const;
  const { values, positionals } = readArguments({ options, allowPositionals: true });
  if (values.help) return null;
  if (positionals.join(' ') !== 'listen') throw new UsageError('The command is `gangway listen`.');
  const { GANGWAY_API_KEY: apiKey, GANGWAY_URL } = process.env;
  if (!apiKey) throw new UsageError('GANGWAY_API_KEY is missing. Set it to an API key of your tenant.');
  const command = {
    apiKey,
    baseUrl: values.api ?? (GANGWAY_URL || 'http://localhost:3000'),
    to: values['forward-to'],
  };
  for (const url of [command.baseUrl, command.to])
    if (url !== undefined && !/^https?:\/\//.test(url)) throw new UsageError(`${url} does not begin with http://.`);
  return command;
}

const readArguments: typeof parseArgs = (config) => {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
};

async function run({ apiKey, baseUrl, to: url }: Command): Promise<void> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  const to = url === undefined ? null : { url, secret: secretFor(apiKey) };
  if (to) say(`Notifications go to ${to.url}, signed with the secret ${to.secret}`);
  try {
    // It looks again by itself.
    const client = createClient({ baseUrl, apiKey, retry: { times: 0 } });
    await listen({ client, to, say, signal: stop.signal });
  } catch (error) {
    if (!stop.signal.aborted) throw error;
  }
}

function complain(error: unknown): void {
  process.exitCode = error instanceof UsageError ? 2 : 1;
  process.stderr.write(`${wordsOf(error)}\n`);
}

function wordsOf(error: unknown): string {
  if (error instanceof UsageError) return `${error.message}\n\n${usage}`;
  if (!(error instanceof GangwayError)) return String((error as Error).stack);
  if (error.code === 'unreachable') return `${error.message} Start the API, or name its address with --api.`;
  if (error.status === 401) return `${error.message}\nGANGWAY_API_KEY is no key of this API.`;
  return error.message;
}

try {
  const command = readCommand();
  if (command) await run(command);
  else process.stdout.write(usage);
} catch (error) {
  complain(error);
}
