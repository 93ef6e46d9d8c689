// `npm run plaid-events`: operators read Plaid's events of a transfer, an account or a case without the API.
import { parseArgs } from 'node:util';
import { plaidKeys, plaidSettings, readConfig } from '../../config.ts';
import { feeds } from '../../domain/feed.ts';
import { createPlaid } from '../../plaid/client.ts';
import { plaidEvents } from '../plaid-events.ts';
import { complain, print, printNextCursor, runCommand, withDatabase } from './command.ts';

const usage = `Usage:
  plaid-events transfer (--transfer-id | --account-id | --onboarding-id) ID [--limit N] [--cursor N]
  plaid-events bank-transfer (--bank-transfer-id | --account-id | --onboarding-id) ID [--limit N] [--cursor N]
`;
const names = ['transfer_id', 'bank_transfer_id', 'account_id', 'onboarding_id', 'limit', 'cursor'];
const optionOf = (name: string) => name.replaceAll('_', '-');

async function run(reads: Parameters<typeof plaidEvents>[0], args: string[]): Promise<void> {
  const options = Object.fromEntries(names.map((name) => [optionOf(name), { type: 'string' } as const]));
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const feed = feeds.find((name) => name === positionals[0]);
  if (!feed || positionals.length > 1) return complain(usage);
  const given = names.filter((name) => values[optionOf(name)] !== undefined);
  const query = Object.fromEntries(given.map((name) => [name, values[optionOf(name)]]));
  const { data, next_cursor } = await plaidEvents(reads, feed, query);
  for (const event of data) print(event);
  printNextCursor(next_cursor);
}

runCommand(async () => {
  const config = readConfig(process.env, ['DATABASE_URL', ...plaidKeys]);
  const plaid = createPlaid(plaidSettings(config));
  await withDatabase(config.DATABASE_URL, usage, (db) => run({ db, plaid }, process.argv.slice(2)));
});
